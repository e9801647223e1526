// Values as JSON, by their type: the one mapping between the language's values and JSON.
//
//   int           an integer of 32 bits
//   bool          true or false
//   list t        an array of t
//   raster types  an array of rows of integers (a base type with a RasterForm)
//   other types   a string in the type's own syntax
//
// Functions have no JSON form.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "dsl/core/domain.h"
#include "dsl/core/result.h"

namespace gestalt::tasks {

/// Whether values of the type have a JSON form: ground, no arrows, all base types of this domain.
[[nodiscard]] bool has_json_form(const dsl::Domain& domain, const dsl::Type& type);

/// The value as JSON. Requires has_json_form. Transparent raster cells are -1.
[[nodiscard]] nlohmann::json value_to_json(const dsl::Domain& domain, const dsl::Type& type,
                                           dsl::Value value);

/// The value of a JSON tree, built in the arena. Requires has_json_form. The error's `where` is the
/// path inside the tree ("[2][0]", empty for the whole).
///
/// Strict: raster sides and cells must be within the type's RasterForm, lists at most
/// dsl::Limits::list_length long.
[[nodiscard]] Result<dsl::Value> value_from_json(const dsl::Domain& domain, const dsl::Type& type,
                                                 const nlohmann::json& json, dsl::Arena& arena);

/// The same from text; `source` stands before the place in errors.
[[nodiscard]] Result<dsl::Value> parse_json_value(const dsl::Domain& domain, const dsl::Type& type,
                                                  std::string_view text, dsl::Arena& arena,
                                                  std::string_view source = {});

}  // namespace gestalt::tasks
