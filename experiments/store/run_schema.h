// The tables of a run store, and how stores of older versions are brought up to date.
#pragma once

#include <span>
#include <string_view>

#include "dsl/core/result.h"

namespace SQLite {
class Database;
}

namespace gestalt::experiments {

/// Step k makes version k + 1 of version k. A step that has been published is never changed.
[[nodiscard]] std::span<const std::string_view> migrations();

/// Makes the tables, or brings them up to date, in one transaction. Throws SQLite::Exception.
///
/// Errors: kInvalidArgument for another program's data base, or a store of a newer version.
[[nodiscard]] Result<void> migrate(SQLite::Database& store,
                                   std::span<const std::string_view> steps = migrations());

}  // namespace gestalt::experiments
