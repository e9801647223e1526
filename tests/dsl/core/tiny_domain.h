// A domain of a dozen primitives over integers, booleans and lists, for tests of the core and of
// the search that must not depend on any real domain.
#pragma once

#include <fmt/format.h>

#include <limits>
#include <string>
#include <string_view>

#include "dsl/core/domain.h"
#include "dsl/core/evaluate.h"
#include "dsl/core/syntax.h"

namespace gestalt::dsl::tiny {

inline std::int64_t add(std::int64_t a, std::int64_t b) { return a + b; }
inline std::int64_t negate(std::int64_t a) { return -a; }
inline std::int64_t twice(std::int64_t a) { return 2 * a; }
inline bool less(std::int64_t a, std::int64_t b) { return a < b; }
inline Value choose(bool condition, Value yes, Value no) { return condition ? yes : no; }
inline Result<Value, Fault> first(List list) {
  if (list.empty()) return tl::unexpected(Fault::kDomain);
  return list[0];
}
inline std::int64_t length(List list) { return static_cast<std::int64_t>(list.size()); }
inline Result<Value, Fault> repeat(EvalContext& context, std::int64_t count, Value value) {
  if (count < 0) return tl::unexpected(Fault::kDomain);
  if (count > static_cast<std::int64_t>(context.limits().list_length)) {
    return tl::unexpected(Fault::kSize);
  }
  if (!context.spend(static_cast<std::uint64_t>(count))) return tl::unexpected(Fault::kFuel);
  return make_list(context.arena(), std::vector<Value>(static_cast<std::size_t>(count), value));
}
inline Result<Value, Fault> map(EvalContext& context, Function f, List list) {
  std::vector<Value> results;
  for (const Value element : list) {
    const auto result = f(context, element);
    if (!result) return result;
    results.push_back(*result);
  }
  return make_list(context.arena(), results);
}
inline Result<Value, Fault> fold(EvalContext& context, Function f, Value start, List list) {
  for (const Value element : list) {
    const auto result = f(context, start, element);
    if (!result) return result;
    start = *result;
  }
  return start;
}
inline Result<Value, Fault> filter(EvalContext& context, Function f, List list) {
  std::vector<Value> kept;
  for (const Value element : list) {
    const auto result = f(context, element);
    if (!result) return result;
    if (result->integer() != 0) kept.push_back(element);
  }
  return make_list(context.arena(), kept);
}

[[nodiscard]] inline Primitive record(std::string name, std::string_view type, RowFunction eval,
                                      int cost = 8) {
  Primitive primitive;
  primitive.name = std::move(name);
  primitive.type = *parse_type(type);
  primitive.eval = eval;
  primitive.smt = Unmodelled{"a test"};
  primitive.cost = cost;
  primitive.doc = "For tests.";
  primitive.examples = {{"1", "1"}};
  return primitive;
}

/// Types and primitives; no constants, no presentation.
[[nodiscard]] inline Domain domain() {
  Domain domain;
  domain.name = "tiny";
  domain.doc = "For tests.";
  domain.types = {int_base_type(), bool_base_type()};
  domain.task_type = arrow(int_type(), int_type());
  Registry& registry = domain.registry;
  registry.begin_family("arithmetic");
  registry.add(record("add", "int -> int -> int", lift<&add>));
  registry.add(record("negate", "int -> int", lift<&negate>));
  registry.add(record("twice", "int -> int", lift<&twice>));
  registry.add(record("less", "int -> int -> bool", lift<&less>));
  registry.add(record("choose", "bool -> a -> a -> a", lift<&choose>));
  registry.begin_family("lists");
  registry.add(record("first", "list a -> a", lift<&first>));
  registry.add(record("length", "list a -> int", lift<&length>));
  registry.add(record("repeat", "int -> a -> list a", lift<&repeat>));
  registry.add(record("map", "(a -> b) -> list a -> list b", lift<&map>));
  registry.add(record("fold", "(b -> a -> b) -> b -> list a -> b", lift<&fold>));
  registry.add(record("filter", "(a -> bool) -> list a -> list a", lift<&filter>));
  return domain;
}

}  // namespace gestalt::dsl::tiny
