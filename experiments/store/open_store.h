// Opening a store's data base, and what SQLite refuses as one clear error. For the .cc files of
// this folder: it knows SQLiteCpp.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <memory>

#include "dsl/core/result.h"

namespace gestalt::experiments {

constexpr int kStoreBusyMilliseconds = 60'000;  ///< what a writer waits for another one

[[nodiscard]] tl::unexpected<Error> store_error(const std::filesystem::path& file,
                                                const SQLite::Exception& error);

/// Runs something that SQLite may refuse; errors without a place get the file's name.
template <class Body>
auto guarded(const std::filesystem::path& file, Body body) -> decltype(body()) {
  try {
    auto result = body();
    if (!result && result.error().where.empty()) result.error().where = file.string();
    return result;
  } catch (const SQLite::Exception& error) {
    return store_error(file, error);
  }
}

/// A store that is there or is made, with the newest tables. Throws SQLite::Exception.
[[nodiscard]] Result<std::unique_ptr<SQLite::Database>> open_to_write(
    const std::filesystem::path& file);

}  // namespace gestalt::experiments
