#include "dsl/list/domain.h"

#include <algorithm>
#include <map>
#include <set>

#include "dsl/list/primitives.h"
#include "dsl/prelude/prelude.h"

namespace gestalt::dsl {

namespace {

enum ListRole : RoleId {
  kNumberZero,
  kNumberMinusOne,
  kNumberOne,
  kNumberTwo,
  kOccursInEveryInput,
  kOccursInEveryOutput,
  kLengthOfEveryOutput,
  kEmptyList
};

/// By ListRole. Costs are on the scale of primitives: 8 is a usual operator.
std::vector<Role> list_roles() {
  return {{"0", int_type(), 6},
          {"-1", int_type(), 6},
          {"1", int_type(), 4},
          {"2", int_type(), 4},
          {"number of every input", int_type(), 8},
          {"number of every output", int_type(), 8},
          {"length of every output", int_type(), 9},
          {"empty list", list_of(int_type()), 10}};
}

constexpr std::int64_t kLargestOccurring = 100;  ///< larger integers are data, not constants
constexpr std::size_t kMostOccurring = 8;

/// All integers inside a value.
void collect_integers(const Type& type, Value value, std::set<std::int64_t>& found) {
  if (type == int_type()) found.insert(value.integer());
  if (!type.is_list()) return;
  for (const Value element : List(value)) collect_integers(type.arguments()[0], element, found);
}

/// The integers that occur in all of these values, if they are few and small.
std::vector<std::int64_t> shared_integers(const Type& type, std::span<const Value> values) {
  std::map<std::int64_t, std::size_t> counts;
  for (const Value value : values) {
    std::set<std::int64_t> found;
    collect_integers(type, value, found);
    for (const std::int64_t integer : found) ++counts[integer];
  }
  std::vector<std::int64_t> shared;
  for (const auto& [integer, count] : counts) {
    if (count == values.size() && std::abs(integer) <= kLargestOccurring) shared.push_back(integer);
  }
  if (shared.size() > kMostOccurring) shared.clear();
  return shared;
}

std::vector<std::pair<RoleId, Value>> list_literals(const Examples& examples, Arena& arena) {
  std::map<std::int64_t, RoleId> role_of{
      {0, kNumberZero}, {-1, kNumberMinusOne}, {1, kNumberOne}, {2, kNumberTwo}};
  const auto offer = [&](std::int64_t integer, ListRole role) { role_of.emplace(integer, role); };

  for (std::size_t k = 0; k < examples.inputs.size(); ++k) {
    for (const auto integer : shared_integers(examples.input_types[k], examples.inputs[k])) {
      offer(integer, kOccursInEveryInput);
    }
  }
  for (const auto integer : shared_integers(examples.output_type, examples.outputs)) {
    offer(integer, kOccursInEveryOutput);
  }
  if (examples.output_type.is_list() && !examples.outputs.empty()) {
    const auto length = [](Value list) { return List(list).size(); };
    const std::size_t first = length(examples.outputs[0]);
    const bool is_same = std::all_of(examples.outputs.begin(), examples.outputs.end(),
                                     [&](Value output) { return length(output) == first; });
    if (is_same) offer(static_cast<std::int64_t>(first), kLengthOfEveryOutput);
  }

  std::vector<std::pair<RoleId, Value>> literals;
  for (const auto& [integer, role] : role_of) {
    literals.emplace_back(role, Value::immediate(integer));
  }
  literals.emplace_back(kEmptyList, make_list(arena, {}));
  return literals;
}

bool is_list(Value value) { return !value.is_immediate() && value.node()->kind == NodeKind::kList; }

std::uint64_t list_key(Value value) { return is_list(value) ? List(value).size() : 0; }

void read_list(Value value, std::vector<std::int32_t>& elements) {
  for (const Value element : List(value)) {
    elements.push_back(static_cast<std::int32_t>(element.integer()));
  }
}

std::vector<std::int64_t> length_of(Value value) {
  return {static_cast<std::int64_t>(List(value).size())};
}

CellForm list_cells() {
  CellForm form;
  form.values = {list_of(int_type()), list_key, read_list, length_of};
  form.selectors = form.values;
  form.element = int_type();
  form.equal = "numbers_are";
  form.at_least = "numbers_at_least";
  form.both = "both_hold";
  form.either = "either_holds";
  form.paint = "set_where";
  form.copy = "take_where";
  form.blank = "repeat";
  return form;
}

}  // namespace

Domain list_domain() {
  Domain domain;
  domain.name = "list";
  domain.doc = "Integers and lists of integers.";
  domain.types = {int_base_type(), bool_base_type()};
  domain.task_type = arrow(list_of(int_type()), list_of(int_type()));
  domain.roles = list_roles();
  domain.literals = list_literals;
  // The order is the order of the ids.
  add_arithmetic_primitives(domain.registry);
  add_sequence_primitives(domain.registry);
  add_rearrangement_primitives(domain.registry);
  add_functional_primitives(domain.registry);
  add_place_primitives(domain.registry);
  domain.cells = list_cells();
  domain.symmetries = {{.property = "reflection", .changes = {"(lambda (x) (reverse x))"}}};
  domain.traits = {"(lambda (x y) (length y))",
                   "(lambda (x y) (equal (length x) (length y)))",
                   "(lambda (x y) (equal (sum x) (sum y)))",
                   "(lambda (x y) (equal (maximum x) (maximum y)))",
                   "(lambda (x y) (equal (minimum x) (minimum y)))",
                   "(lambda (x y) (all (lambda (c) (member c x)) y))",
                   "(lambda (x y) (all (lambda (c) (member c y)) x))",
                   "(lambda (x y) (all even y))",
                   "(lambda (x y) (equal x y))"};
  return domain;
}

}  // namespace gestalt::dsl
