#include "experiments/store/run_store.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "experiments/store/open_store.h"
#include "experiments/store/run_schema.h"

namespace gestalt::experiments {

namespace {

namespace fs = std::filesystem;

/// Calls `body(store)` on a store that is only read.
template <class Body>
auto reading(const fs::path& file, Body body) {
  return guarded(file, [&]() -> decltype(body(std::declval<SQLite::Database&>())) {
    if (!fs::exists(file)) return fail(ErrorCode::kNotFound, "no such run store");
    // Opened to be written, for what a killed writer left in the log must be taken in.
    SQLite::Database store(file.string(), SQLite::OPEN_READWRITE, kStoreBusyMilliseconds);
    const auto done = migrate(store);
    if (!done) return tl::unexpected(done.error());
    return body(store);
  });
}

Origin origin_of(std::string_view text) {
  for (const Origin origin : {Origin::kFile, Origin::kCommandLine}) {
    if (to_string(origin) == text) return origin;
  }
  return Origin::kDefault;
}

RunDescription read_description(SQLite::Database& store, std::int64_t id) {
  SQLite::Statement run(
      store, "SELECT name, suite, data_hash, language, checkpoint FROM runs WHERE id = ?");
  run.bind(1, id);
  run.executeStep();
  RunDescription description{run.getColumn(0), run.getColumn(1), run.getColumn(2),
                             run.getColumn(3), run.getColumn(4), {}};
  SQLite::Statement settings(
      store,
      "SELECT name, value, origin, identifies FROM settings WHERE run = ? ORDER BY position");
  settings.bind(1, id);
  while (settings.executeStep()) {
    description.settings.push_back({settings.getColumn(0), settings.getColumn(1),
                                    origin_of(settings.getColumn(2).getText()),
                                    settings.getColumn(3).getInt() != 0});
  }
  return description;
}

Result<std::vector<TaskResult>> read_lines(SQLite::Database& store, std::int64_t run) {
  SQLite::Statement lines(store, "SELECT task, line FROM results WHERE run = ? ORDER BY task");
  lines.bind(1, run);
  std::vector<TaskResult> results;
  while (lines.executeStep()) {
    auto result = parse_task_result(lines.getColumn(1).getText());
    if (!result) {
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("run {}, task {}: {}", run, lines.getColumn(0).getText(),
                              result.error().message));
    }
    results.push_back(*std::move(result));
  }
  return results;
}

}  // namespace

StoredRun::StoredRun(fs::path file, std::unique_ptr<SQLite::Database> store)
    : file_(std::move(file)), store_(std::move(store)) {}

StoredRun::~StoredRun() = default;

void StoredRun::add_run(const RunDescription& run) {
  SQLite::Statement insert(*store_,
                           "INSERT INTO runs(name, suite, data_hash, language, checkpoint, "
                           "identity) VALUES(?, ?, ?, ?, ?, ?)");
  const std::array<std::string, 6> values{run.name,     run.suite,      run.data_hash,
                                          run.language, run.checkpoint, run.identity()};
  for (std::size_t k = 0; k < values.size(); ++k) insert.bind(static_cast<int>(k) + 1, values[k]);
  insert.exec();
  id_ = store_->getLastInsertRowid();
  SQLite::Statement setting(*store_, "INSERT INTO settings VALUES(?, ?, ?, ?, ?, ?)");
  for (std::size_t k = 0; k < run.settings.size(); ++k) {
    const Setting& one = run.settings[k];
    setting.bind(1, id_);
    setting.bind(2, static_cast<std::int64_t>(k));
    setting.bind(3, one.name);
    setting.bind(4, one.value);
    setting.bind(5, std::string(to_string(one.origin)));
    setting.bind(6, one.identifies ? 1 : 0);
    setting.exec();
    setting.reset();
  }
}

void StoredRun::add_session() {
  const Session session = this_session();
  SQLite::Statement insert(*store_,
                           "INSERT INTO sessions(run, revision, dirty, machine, versions, started, "
                           "command) VALUES(?, ?, ?, ?, ?, ?, ?)");
  insert.bind(1, id_);
  insert.bind(2, session.revision);
  insert.bind(3, session.dirty ? 1 : 0);
  insert.bind(4, session.machine);
  insert.bind(5, session.versions);
  insert.bind(6, session.started);
  insert.bind(7, session.command);
  insert.exec();
  session_ = store_->getLastInsertRowid();
}

Result<std::unique_ptr<StoredRun>> StoredRun::begin(const fs::path& file,
                                                    const RunDescription& run) {
  return guarded(file, [&]() -> Result<std::unique_ptr<StoredRun>> {
    auto store = open_to_write(file);
    if (!store) return tl::unexpected(store.error());
    std::unique_ptr<StoredRun> begun(new StoredRun(file, *std::move(store)));
    SQLite::Transaction transaction(*begun->store_, SQLite::TransactionBehavior::IMMEDIATE);
    begun->add_run(run);
    begun->add_session();
    transaction.commit();
    return begun;
  });
}

Result<std::unique_ptr<StoredRun>> StoredRun::resume(const fs::path& file,
                                                     const RunDescription& run) {
  return guarded(file, [&]() -> Result<std::unique_ptr<StoredRun>> {
    auto store = open_to_write(file);
    if (!store) return tl::unexpected(store.error());
    std::unique_ptr<StoredRun> resumed(new StoredRun(file, *std::move(store)));
    SQLite::Database& database = *resumed->store_;
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement same(database, "SELECT max(id) FROM runs WHERE identity = ?");
    same.bind(1, run.identity());
    same.executeStep();
    if (same.getColumn(0).isNull()) {
      SQLite::Statement named(database, "SELECT max(id) FROM runs WHERE name = ?");
      named.bind(1, run.name);
      named.executeStep();
      if (!named.getColumn(0).isNull()) {
        const std::int64_t id = named.getColumn(0).getInt64();
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("its run {} of '{}' cannot go on as another one: {}", id, run.name,
                                difference(run, read_description(database, id))));
      }
      resumed->add_run(run);
    } else {
      resumed->id_ = same.getColumn(0).getInt64();
      SQLite::Statement torn(database,
                             "DELETE FROM results WHERE run = ? AND stop = 'interrupted'");
      torn.bind(1, resumed->id_);
      torn.exec();
    }
    resumed->add_session();
    transaction.commit();
    auto finished = read_lines(database, resumed->id_);
    if (!finished) return tl::unexpected(finished.error());
    resumed->finished_ = *std::move(finished);
    return resumed;
  });
}

Result<void> StoredRun::append(const TaskResult& result) {
  return guarded(file_, [&]() -> Result<void> {
    SQLite::Statement insert(*store_,
                             "INSERT INTO results(run, session, task, seconds, steps, stop, "
                             "train_fit, solved, line) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?) "
                             "ON CONFLICT(run, task) DO NOTHING");
    insert.bind(1, id_);
    insert.bind(2, session_);
    insert.bind(3, result.task);
    insert.bind(4, result.seconds);
    insert.bind(5, static_cast<std::int64_t>(result.steps));
    insert.bind(6, result.stop);
    insert.bind(7, result.train_fit ? 1 : 0);
    if (result.solved) insert.bind(8, *result.solved ? 1 : 0);
    insert.bind(9, to_json(result).dump());
    insert.exec();  // outside a transaction it is one of its own
    return {};
  });
}

bool is_store(const fs::path& file) {
  constexpr std::string_view kMagic = "SQLite format 3";
  std::array<char, kMagic.size()> start{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(start.data(), static_cast<std::streamsize>(start.size()));
  return stream && std::string_view(start.data(), start.size()) == kMagic;
}

Result<std::vector<StoredRunRecord>> list_runs(const fs::path& file) {
  return reading(file, [](SQLite::Database& store) -> Result<std::vector<StoredRunRecord>> {
    std::vector<StoredRunRecord> runs;
    SQLite::Statement all(store,
                          "SELECT runs.id, count(results.id), coalesce(sum(results.solved), 0) "
                          "FROM runs LEFT JOIN results ON results.run = runs.id "
                          "GROUP BY runs.id ORDER BY runs.id");
    while (all.executeStep()) {
      StoredRunRecord& run = runs.emplace_back();
      run.id = all.getColumn(0).getInt64();
      run.tasks = static_cast<std::size_t>(all.getColumn(1).getInt64());
      run.solved = static_cast<std::size_t>(all.getColumn(2).getInt64());
      run.description = read_description(store, run.id);
      SQLite::Statement sessions(
          store,
          "SELECT revision, dirty, machine, versions, started, command FROM sessions "
          "WHERE run = ? ORDER BY id");
      sessions.bind(1, run.id);
      while (sessions.executeStep()) {
        run.sessions.push_back({sessions.getColumn(0), sessions.getColumn(1).getInt() != 0,
                                sessions.getColumn(2), sessions.getColumn(3), sessions.getColumn(4),
                                sessions.getColumn(5)});
      }
    }
    return runs;
  });
}

Result<std::vector<TaskResult>> read_results(const fs::path& file, std::int64_t run) {
  return reading(file, [&](SQLite::Database& store) { return read_lines(store, run); });
}

}  // namespace gestalt::experiments
