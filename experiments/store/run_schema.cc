#include "experiments/store/run_schema.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <array>

namespace gestalt::experiments {

namespace {

constexpr std::array<std::string_view, 2> kMigrations = {
    R"sql(
CREATE TABLE runs(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  suite TEXT NOT NULL,
  data_hash TEXT NOT NULL,
  language TEXT NOT NULL,
  checkpoint TEXT NOT NULL,
  identity TEXT NOT NULL
) STRICT;
CREATE INDEX runs_by_identity ON runs(identity);
CREATE TABLE settings(
  run INTEGER NOT NULL REFERENCES runs(id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  origin TEXT NOT NULL,
  identifies INTEGER NOT NULL,
  PRIMARY KEY(run, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE sessions(
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs(id),
  revision TEXT NOT NULL,
  dirty INTEGER NOT NULL,
  machine TEXT NOT NULL,
  versions TEXT NOT NULL,
  started TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_by_run ON sessions(run);
-- line: the result as a line of a result file. The columns before it repeat what queries ask for.
CREATE TABLE results(
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs(id),
  session INTEGER NOT NULL REFERENCES sessions(id),
  task TEXT NOT NULL,
  seconds REAL NOT NULL,
  steps INTEGER NOT NULL,
  stop TEXT NOT NULL,
  train_fit INTEGER NOT NULL,
  solved INTEGER,
  line TEXT NOT NULL,
  UNIQUE(run, task)
) STRICT;
)sql",
    "ALTER TABLE sessions ADD COLUMN command TEXT NOT NULL DEFAULT ''"};

constexpr int kApplication = 0x47455354;  // "GEST", in the header of every store

int read_pragma(SQLite::Database& store, const char* pragma) {
  return store.execAndGet(fmt::format("PRAGMA {}", pragma)).getInt();
}

}  // namespace

std::span<const std::string_view> migrations() { return kMigrations; }

Result<void> migrate(SQLite::Database& store, std::span<const std::string_view> steps) {
  const int newest = static_cast<int>(steps.size());
  const auto is_current = [&] {
    return read_pragma(store, "application_id") == kApplication &&
           read_pragma(store, "user_version") == newest;
  };
  if (is_current()) return {};
  SQLite::Transaction transaction(store, SQLite::TransactionBehavior::IMMEDIATE);
  const bool is_ours = read_pragma(store, "application_id") == kApplication;
  if (!is_ours && store.execAndGet("SELECT count(*) FROM sqlite_master").getInt() != 0) {
    return fail(ErrorCode::kInvalidArgument, "is a data base, but no run store");
  }
  const int version = read_pragma(store, "user_version");
  if (version > newest) {
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("was made by a newer Gestalt: its version is {}, this one knows {}",
                            version, newest));
  }
  for (const std::string_view step : steps.subspan(static_cast<std::size_t>(version))) {
    store.exec(std::string(step));
  }
  store.exec(fmt::format("PRAGMA application_id = {}", kApplication));
  store.exec(fmt::format("PRAGMA user_version = {}", newest));
  transaction.commit();
  return {};
}

}  // namespace gestalt::experiments
