#include "tasks/value_json.h"

#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "dsl/core/check.h"
#include "tasks/json_reader.h"

namespace gestalt::tasks {

namespace {

using dsl::Arena;
using dsl::BaseType;
using dsl::Domain;
using dsl::Type;
using dsl::Value;
using nlohmann::json;

tl::unexpected<Error> malformed(std::string message, std::string where = {}) {
  return fail(ErrorCode::kInvalidArgument, std::move(message), std::move(where));
}

tl::unexpected<Error> expected(std::string_view what, const json& found) {
  return malformed(fmt::format("expected {}, found {}", what, describe(found)));
}

Result<Value> read_int(const json& from) {
  if (!from.is_number_integer()) return expected("an integer", from);
  const bool fits =
      from.is_number_unsigned()
          ? from.get<std::uint64_t>() <= std::uint64_t{std::numeric_limits<std::int32_t>::max()}
          : from.get<std::int64_t>() >= std::numeric_limits<std::int32_t>::min() &&
                from.get<std::int64_t>() <= std::numeric_limits<std::int32_t>::max();
  if (!fits) return malformed(fmt::format("{} does not fit in 32 bits", from.dump()));
  return Value::immediate(from.get<std::int64_t>());
}

/// Checks one row and appends its cells.
Result<std::monostate> read_row(const json& row, const dsl::RasterForm& form, std::size_t columns,
                                std::vector<int>& cells) {
  if (!row.is_array()) return expected("a row (an array of integers)", row);
  if (row.empty()) return malformed("the row is empty");
  if (row.size() > static_cast<std::size_t>(form.max_side)) {
    return malformed(fmt::format("{} columns; at most {} are allowed", row.size(), form.max_side));
  }
  if (row.size() != columns) {
    return malformed(
        fmt::format("ragged: the row has {} cells, the first row {}", row.size(), columns));
  }
  for (std::size_t c = 0; c < row.size(); ++c) {
    const json& cell = row[c];
    if (!cell.is_number_unsigned() ||
        cell.get<std::uint64_t>() > static_cast<std::uint64_t>(form.max_cell)) {
      return malformed(
          fmt::format("expected an integer from 0 to {}, found {}", form.max_cell, describe(cell)),
          fmt::format("[{}]", c));
    }
    cells.push_back(cell.get<int>());
  }
  return std::monostate{};
}

Result<Value> read_raster(const BaseType& base, const json& from, Arena& arena) {
  const dsl::RasterForm& form = *base.raster;
  if (!from.is_array()) return expected("an array of rows", from);
  if (from.empty()) return malformed(fmt::format("the {} is empty", base.name));
  if (from.size() > static_cast<std::size_t>(form.max_side)) {
    return malformed(fmt::format("{} rows; at most {} are allowed", from.size(), form.max_side));
  }
  dsl::Raster raster;
  raster.rows = static_cast<int>(from.size());
  raster.columns = from[0].is_array() ? static_cast<int>(from[0].size()) : 0;
  for (std::size_t r = 0; r < from.size(); ++r) {
    auto row = read_row(from[r], form, static_cast<std::size_t>(raster.columns), raster.cells);
    if (!row) return malformed(row.error().message, fmt::format("[{}]{}", r, row.error().where));
  }
  return form.from_raster(arena, raster);
}

Result<Value> read_list(const Domain& domain, const Type& type, const json& from, Arena& arena) {
  if (!from.is_array()) return expected(fmt::format("an array ({})", to_string(type)), from);
  const std::size_t limit = dsl::Limits{}.list_length;
  if (from.size() > limit) {
    return malformed(fmt::format("{} elements; a list has at most {}", from.size(), limit));
  }
  std::vector<Value> elements;
  for (std::size_t i = 0; i < from.size(); ++i) {
    auto element = value_from_json(domain, type.arguments()[0], from[i], arena);
    if (!element) {
      return malformed(element.error().message, fmt::format("[{}]{}", i, element.error().where));
    }
    elements.push_back(*element);
  }
  return dsl::make_list(arena, elements);
}

Result<Value> read_token(const BaseType& base, const json& from, Arena& arena) {
  if (!from.is_string()) return expected(fmt::format("a string (a {})", base.name), from);
  const auto& token = from.get_ref<const std::string&>();
  const auto value = base.parse(arena, token);
  if (!value) return malformed(fmt::format("'{}' is no {}", shortened(token, 40), base.name));
  return *value;
}

}  // namespace

bool has_json_form(const Domain& domain, const Type& type) {
  if (type.is_variable() || type.is_arrow()) return false;
  if (type.is_list()) {
    return type.arguments().size() == 1 && has_json_form(domain, type.arguments()[0]);
  }
  return type.arguments().empty() && domain.find_type(type.name()) != nullptr;
}

json value_to_json(const Domain& domain, const Type& type, Value value) {
  if (type == dsl::int_type()) return value.integer();
  if (type == dsl::bool_type()) return value.integer() != 0;
  json result = json::array();
  if (type.is_list()) {
    for (const Value element : dsl::List(value)) {
      result.push_back(value_to_json(domain, type.arguments()[0], element));
    }
    return result;
  }
  const BaseType* base = domain.find_type(type.name());
  GESTALT_CHECK(base != nullptr);
  if (!base->raster) return base->print(value);
  const dsl::Raster raster = base->raster->to_raster(value);
  for (int r = 0; r < raster.rows; ++r) {
    const auto first = raster.cells.begin() + std::ptrdiff_t{r} * raster.columns;
    result.push_back(std::vector<int>(first, first + raster.columns));
  }
  return result;
}

Result<Value> value_from_json(const Domain& domain, const Type& type, const json& from,
                              Arena& arena) {
  if (type == dsl::int_type()) return read_int(from);
  if (type == dsl::bool_type()) {
    if (!from.is_boolean()) return expected("true or false", from);
    return Value::immediate(from.get<bool>() ? 1 : 0);
  }
  if (type.is_list()) return read_list(domain, type, from, arena);
  const BaseType* base = domain.find_type(type.name());
  GESTALT_CHECK(base != nullptr);
  return base->raster ? read_raster(*base, from, arena) : read_token(*base, from, arena);
}

Result<Value> parse_json_value(const Domain& domain, const Type& type, std::string_view text,
                               Arena& arena, std::string_view source) {
  const auto tree = read_json(text, source);
  if (!tree) return tl::unexpected(tree.error());
  auto value = value_from_json(domain, type, *tree, arena);
  if (!value) value.error().where = place_in(source, value.error().where);
  return value;
}

}  // namespace gestalt::tasks
