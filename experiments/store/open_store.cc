#include "experiments/store/open_store.h"

#include <chrono>
#include <thread>

#include "experiments/store/run_schema.h"

namespace gestalt::experiments {

namespace {

constexpr int kNotADatabase = 26;  // SQLITE_NOTADB
constexpr int kBusy = 5;           // SQLITE_BUSY

/// SQLite does not wait for its lock where two processes turn a new store to this mode at a time.
void use_write_ahead_log(SQLite::Database& store) {
  for (int attempt = 0;; ++attempt) {
    try {
      store.exec("PRAGMA journal_mode = WAL");
      break;
    } catch (const SQLite::Exception& error) {
      if (error.getErrorCode() != kBusy || attempt == 1000) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
  store.exec("PRAGMA synchronous = FULL");
}

}  // namespace

tl::unexpected<Error> store_error(const std::filesystem::path& file,
                                  const SQLite::Exception& error) {
  if (error.getErrorCode() == kNotADatabase) {
    return fail(ErrorCode::kInvalidArgument, "is no run store", file.string());
  }
  return fail(ErrorCode::kIo, error.what(), file.string());
}

Result<std::unique_ptr<SQLite::Database>> open_to_write(const std::filesystem::path& file) {
  auto store = std::make_unique<SQLite::Database>(
      file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kStoreBusyMilliseconds);
  store->exec("PRAGMA foreign_keys = ON");
  const auto done = migrate(*store);
  if (!done) return tl::unexpected(done.error());
  use_write_ahead_log(*store);
  return store;
}

}  // namespace gestalt::experiments
