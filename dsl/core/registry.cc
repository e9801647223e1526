#include "dsl/core/registry.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <numeric>

#include "dsl/core/check.h"

namespace gestalt::dsl {

namespace {

/// Names are two characters at least and no single letter with digits: the printer calls variables
/// so.
bool is_acceptable_name(std::string_view name) {
  if (name.size() < 2 || name == "lambda" || name == "let" || name == "true" || name == "false") {
    return false;
  }
  const auto is_letter = [](char c) { return std::islower(static_cast<unsigned char>(c)) != 0; };
  const auto is_digit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
  if (!is_letter(name[0])) return false;
  if (!std::all_of(name.begin(), name.end(),
                   [&](char c) { return is_letter(c) || is_digit(c) || c == '_'; })) {
    return false;
  }
  return !std::all_of(name.begin() + 1, name.end(), is_digit);
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t cost = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, cost});
    }
  }
  return row.back();
}

}  // namespace

Result<PrimitiveId> Registry::try_add(Primitive primitive) {
  const auto refuse = [&](std::string_view why) {
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("primitive '{}': {}", primitive.name, why));
  };
  if (!is_acceptable_name(primitive.name)) {
    return refuse(
        "a name is lower-case letters, digits and '_', and not a single letter with digits");
  }
  if (by_name_.contains(primitive.name)) return refuse("the name is taken");
  if (primitive.eval == nullptr) return refuse("no evaluator");
  if (primitive.cost < 1) return refuse("the cost must be at least 1");
  if (primitive.doc.empty()) return refuse("no documentation");
  if (primitive.arity == 0) primitive.arity = primitive.type.arity();
  if (primitive.arity == 0) return refuse("a primitive takes at least one argument");
  for (const Inverse& inverse : primitive.inverses) {
    if (inverse.slot >= primitive.arity || inverse.solve == nullptr) return refuse("bad inverse");
  }
  if (primitive.commutative &&
      (primitive.arity != 2 || primitive.type.parameters()[0] != primitive.type.parameters()[1])) {
    return refuse("commutative needs two arguments of one type");
  }
  primitive.family = family_;
  const auto id = static_cast<PrimitiveId>(primitives_.size());
  by_name_.emplace(primitive.name, id);
  primitives_.push_back(std::move(primitive));
  return id;
}

PrimitiveId Registry::add(Primitive primitive) {
  const bool has_example = !primitive.examples.empty();
  const auto id = try_add(std::move(primitive));
  if (!id) std::fprintf(stderr, "gestalt: %s\n", to_string(id.error()).c_str());
  GESTALT_CHECK(id.has_value());
  GESTALT_CHECK(has_example);
  return *id;
}

std::optional<PrimitiveId> Registry::find(std::string_view name) const {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::string> Registry::closest_name(std::string_view name) const {
  std::optional<std::string> best;
  std::size_t best_distance = std::max<std::size_t>(1, name.size() / 3) + 1;
  for (const Primitive& primitive : primitives_) {
    const auto [shorter, longer] = std::minmax({name.size(), primitive.name.size()});
    if (longer - shorter >= best_distance) continue;  // at least so many edits
    const std::size_t distance = edit_distance(name, primitive.name);
    if (distance < best_distance) {
      best_distance = distance;
      best = primitive.name;
    }
  }
  return best;
}

Digest Registry::fingerprint() const {
  std::string text;
  for (const Primitive& primitive : primitives_) {
    text += primitive.name + " : " + to_string(primitive.type);
    if (primitive.definition) text += " = " + to_string(primitive.definition->digest);
    text += '\n';
  }
  return digest_text(text);
}

}  // namespace gestalt::dsl
