#include "experiments/store/run_merge.h"

#include <fmt/format.h>

#include <vector>

#include "experiments/store/open_store.h"

namespace gestalt::experiments {

namespace {

/// Calls a statement with these integers bound.
template <class... Numbers>
int exec(SQLite::Database& store, const char* sql, Numbers... numbers) {
  SQLite::Statement statement(store, sql);
  int at = 0;
  (statement.bind(++at, numbers), ...);
  return statement.exec();
}

/// The target's run of the same identity, which it may get now.
std::int64_t target_run(SQLite::Database& store, std::int64_t run) {
  SQLite::Statement same(store,
                         "SELECT max(ours.id) FROM runs AS ours JOIN source.runs AS theirs "
                         "ON ours.identity = theirs.identity WHERE theirs.id = ?");
  same.bind(1, run);
  same.executeStep();
  if (!same.getColumn(0).isNull()) return same.getColumn(0).getInt64();
  exec(
      store,
      "INSERT INTO runs(name, suite, data_hash, language, checkpoint, identity) "
      "SELECT name, suite, data_hash, language, checkpoint, identity FROM source.runs WHERE id = ?",
      run);
  const std::int64_t id = store.getLastInsertRowid();
  exec(store,
       "INSERT INTO settings(run, position, name, value, origin, identifies) "
       "SELECT ?, position, name, value, origin, identifies FROM source.settings WHERE run = ?",
       id, run);
  return id;
}

/// The first task whose results differ in more than their times.
std::string find_conflict(SQLite::Database& store, std::int64_t ours, std::int64_t theirs) {
  SQLite::Statement conflict(
      store,
      "SELECT a.task FROM results AS a JOIN source.results AS b ON a.task = b.task "
      "WHERE a.run = ? AND b.run = ? AND b.stop <> 'interrupted' "
      "AND json_remove(a.line, '$.seconds', '$.portfolio') "
      "<> json_remove(b.line, '$.seconds', '$.portfolio') ORDER BY a.id");
  conflict.bind(1, ours);
  conflict.bind(2, theirs);
  return conflict.executeStep() ? conflict.getColumn(0).getString() : "";
}

/// Copies what the target's run lacks, session by session.
std::size_t copy_results(SQLite::Database& store, std::int64_t ours, std::int64_t theirs) {
  std::size_t copied = 0;
  std::vector<std::int64_t> sessions;
  SQLite::Statement all(store, "SELECT id FROM source.sessions WHERE run = ? ORDER BY id");
  all.bind(1, theirs);
  while (all.executeStep()) sessions.push_back(all.getColumn(0).getInt64());
  for (const std::int64_t session : sessions) {
    exec(store,
         "INSERT INTO sessions(run, revision, dirty, machine, versions, started, command) "
         "SELECT ?, revision, dirty, machine, versions, started, command FROM source.sessions "
         "WHERE id = ?",
         ours, session);
    const std::int64_t id = store.getLastInsertRowid();
    copied += static_cast<std::size_t>(exec(
        store,
        "INSERT INTO results(run, session, task, seconds, steps, stop, train_fit, solved, line) "
        "SELECT ?, ?, task, seconds, steps, stop, train_fit, solved, line FROM source.results "
        "WHERE run = ? AND session = ? AND stop <> 'interrupted' ORDER BY id "
        "ON CONFLICT(run, task) DO NOTHING",
        ours, id, theirs, session));
  }
  return copied;
}

}  // namespace

Result<Merged> merge_store(const std::filesystem::path& target,
                           const std::filesystem::path& source) {
  if (!std::filesystem::exists(source)) {
    return fail(ErrorCode::kNotFound, "no such run store", source.string());
  }
  const auto current = guarded(source, [&] { return open_to_write(source); });  // newest tables
  if (!current) return tl::unexpected(current.error());
  return guarded(target, [&]() -> Result<Merged> {
    auto opened = open_to_write(target);
    if (!opened) return tl::unexpected(opened.error());
    SQLite::Database& store = **opened;
    SQLite::Statement attach(store, "ATTACH ? AS source");
    attach.bind(1, source.string());
    attach.exec();
    SQLite::Transaction transaction(store, SQLite::TransactionBehavior::IMMEDIATE);
    Merged merged;
    SQLite::Statement runs(store, "SELECT id, name FROM source.runs ORDER BY id");
    while (runs.executeStep()) {
      const std::int64_t theirs = runs.getColumn(0).getInt64();
      const std::int64_t ours = target_run(store, theirs);
      const std::string conflict = find_conflict(store, ours, theirs);
      if (!conflict.empty()) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("its run {} ({}) has another result of task '{}' than {}", theirs,
                                runs.getColumn(1).getText(), conflict, target.string()),
                    source.string());
      }
      const std::size_t copied = copy_results(store, ours, theirs);
      SQLite::Statement count(
          store, "SELECT count(*) FROM source.results WHERE run = ? AND stop <> 'interrupted'");
      count.bind(1, theirs);
      count.executeStep();
      ++merged.runs;
      merged.results += copied;
      merged.same += static_cast<std::size_t>(count.getColumn(0).getInt64()) - copied;
    }
    runs.reset();
    transaction.commit();
    return merged;
  });
}

}  // namespace gestalt::experiments
