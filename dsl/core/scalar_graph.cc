#include "dsl/core/scalar_graph.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace gestalt::dsl {

namespace {

constexpr std::uint32_t kFree = 0xFFFFFFFF;
constexpr SmtScalar kFalse{0};
constexpr SmtScalar kTrue{1};

__extension__ typedef __int128 Wide;

/// Throws where an integer could leave 63 bits: no value of the language needs more.
SmtRange narrow(Wide low, Wide high) {
  constexpr Wide kLimit = Wide{1} << 62;
  if (low < -kLimit || high > kLimit) throw SmtLimit{"integers of more than 62 bits"};
  return {static_cast<std::int64_t>(low), static_cast<std::int64_t>(high)};
}

std::int64_t floor_quotient(std::int64_t a, std::int64_t b) {
  const std::int64_t quotient = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

std::uint64_t hash_of(const ScalarGraph::Node& node) {
  std::uint64_t hash = static_cast<std::uint64_t>(node.operation) * 0x9E3779B97F4A7C15ULL;
  const auto mix = [&](std::uint64_t part) {
    hash = (hash ^ part) * 0xFF51AFD7ED558CCDULL;
    hash ^= hash >> 32;
  };
  mix(node.boolean ? 1 : 0);
  mix(node.a.id);
  mix(node.b.id);
  mix(node.c.id);
  mix(static_cast<std::uint64_t>(node.tag));
  mix(static_cast<std::uint64_t>(node.range.low));
  mix(static_cast<std::uint64_t>(node.range.high));
  return hash;
}

}  // namespace

ScalarGraph::ScalarGraph(std::size_t max_nodes) : table_(1024, kFree), max_nodes_(max_nodes) {
  for (const std::int64_t truth : {0, 1}) {
    (void)intern({.boolean = true, .a = {}, .b = {}, .c = {}, .range = {truth, truth}});
  }
}

void ScalarGraph::grow_table() {
  table_.assign(table_.size() * 2, kFree);
  for (std::uint32_t id = 0; id < nodes_.size(); ++id) {
    std::size_t at = hash_of(nodes_[id]) & (table_.size() - 1);
    while (table_[at] != kFree) at = (at + 1) & (table_.size() - 1);
    table_[at] = id;
  }
}

SmtScalar ScalarGraph::intern(const Node& node) {
  std::size_t at = hash_of(node) & (table_.size() - 1);
  while (table_[at] != kFree) {
    if (nodes_[table_[at]] == node) return {table_[at]};
    at = (at + 1) & (table_.size() - 1);
  }
  if (nodes_.size() >= max_nodes_) {
    throw SmtLimit{fmt::format("too large: more than {} scalars", max_nodes_)};
  }
  const auto id = static_cast<std::uint32_t>(nodes_.size());
  table_[at] = id;
  nodes_.push_back(node);
  if (2 * nodes_.size() > table_.size()) grow_table();
  return {id};
}

SmtScalar ScalarGraph::make(Operation operation, SmtScalar a, SmtScalar b, SmtRange range) {
  return intern({.operation = operation, .a = a, .b = b, .c = {}, .range = range});
}

SmtScalar ScalarGraph::make_boolean(Operation operation, SmtScalar a, SmtScalar b) {
  return intern(
      {.operation = operation, .boolean = true, .a = a, .b = b, .c = {}, .range = {0, 1}});
}

SmtScalar ScalarGraph::integer(std::int64_t value) {
  return intern({.a = {}, .b = {}, .c = {}, .range = {value, value}});
}

SmtScalar ScalarGraph::boolean(bool value) { return value ? kTrue : kFalse; }

SmtScalar ScalarGraph::unknown(SmtRange range) {
  // A range of one value stays an unknown of its own, so that models can be read by order.
  return intern({.operation = Operation::kUnknown,
                 .a = {},
                 .b = {},
                 .c = {},
                 .tag = unknowns_++,
                 .range = range});
}

SmtScalar ScalarGraph::bounded(SmtScalar a, SmtRange range) {
  const SmtRange known = nodes_[a.id].range;
  if (known.low >= range.low && known.high <= range.high) return a;
  if (known.high < range.low || known.low > range.high) return integer(range.low);  // never defined
  return make(Operation::kBounded, a, {},
              {std::max(known.low, range.low), std::min(known.high, range.high)});
}

SmtScalar ScalarGraph::add(SmtScalar a, SmtScalar b) {
  const SmtRange x = range(a);
  const SmtRange y = range(b);
  if (is_constant(a) && x.low == 0) return b;
  if (is_constant(b) && y.low == 0) return a;
  const SmtRange sum = narrow(Wide{x.low} + y.low, Wide{x.high} + y.high);
  if (is_constant(a) && is_constant(b)) return integer(sum.low);
  if (b.id < a.id) std::swap(a, b);
  return make(Operation::kAdd, a, b, sum);
}

SmtScalar ScalarGraph::subtract(SmtScalar a, SmtScalar b) {
  const SmtRange x = range(a);
  const SmtRange y = range(b);
  if (a == b) return integer(0);
  if (is_constant(b) && y.low == 0) return a;
  const SmtRange difference = narrow(Wide{x.low} - y.high, Wide{x.high} - y.low);
  if (is_constant(a) && is_constant(b)) return integer(difference.low);
  return make(Operation::kSubtract, a, b, difference);
}

SmtScalar ScalarGraph::multiply(SmtScalar a, SmtScalar b) {
  const SmtRange x = range(a);
  const SmtRange y = range(b);
  const Wide corners[] = {Wide{x.low} * y.low, Wide{x.low} * y.high, Wide{x.high} * y.low,
                          Wide{x.high} * y.high};
  const SmtRange product = narrow(*std::min_element(std::begin(corners), std::end(corners)),
                                  *std::max_element(std::begin(corners), std::end(corners)));
  if (is_constant(a) && x.low == 1) return b;
  if (is_constant(b) && y.low == 1) return a;
  if ((is_constant(a) && x.low == 0) || (is_constant(b) && y.low == 0)) return integer(0);
  if (is_constant(a) && is_constant(b)) return integer(product.low);
  if (is_constant(a) && x.low == -1) return subtract(integer(0), b);
  if (is_constant(b) && y.low == -1) return subtract(integer(0), a);
  if (b.id < a.id) std::swap(a, b);
  return make(Operation::kMultiply, a, b, product);
}

SmtScalar ScalarGraph::divide(SmtScalar a, SmtScalar b) {
  const SmtRange x = range(a);
  const SmtRange y = range(b);
  if (is_constant(b) && y.low == 0) return integer(0);
  if (is_constant(b) && y.low == 1) return a;
  if (is_constant(a) && is_constant(b)) return integer(floor_quotient(x.low, y.low));
  const Wide reach = std::max(-Wide{x.low}, Wide{x.high});
  SmtRange quotient = narrow(-reach - 1, reach + 1);
  if (is_constant(b) && y.low > 0) {
    quotient = {floor_quotient(x.low, y.low), floor_quotient(x.high, y.low)};
    if (quotient.constant()) return integer(quotient.low);
  }
  return make(Operation::kDivide, a, b, quotient);
}

SmtScalar ScalarGraph::modulo(SmtScalar a, SmtScalar b) {
  const SmtRange x = range(a);
  const SmtRange y = range(b);
  if (is_constant(b) && (y.low == 0 || y.low == 1)) return integer(0);
  if (is_constant(b) && x.low >= 0 && x.high < y.low) return a;
  if (is_constant(a) && is_constant(b)) {
    return integer(x.low - y.low * floor_quotient(x.low, y.low));
  }
  // With the sign of the divisor; for divisor 0 too it is kept in this range.
  return make(Operation::kModulo, a, b,
              {std::min<std::int64_t>(0, y.low + 1), std::max<std::int64_t>(0, y.high - 1)});
}

bool ScalarGraph::has_constant_branch(SmtScalar a) const {
  return is(a, Operation::kChoose) && (is_constant(nodes_[a.id].b) || is_constant(nodes_[a.id].c));
}

template <class Compare>
SmtScalar ScalarGraph::push_into(SmtScalar choice, Compare compare) {
  // Long chains of choices are walked down first: recursion would be as deep as they are long.
  std::vector<SmtScalar> chain;
  while (has_constant_branch(choice)) {
    chain.push_back(choice);
    const Node& node = nodes_[choice.id];
    if (is_constant(node.b) && is_constant(node.c)) break;
    choice = is_constant(node.b) ? node.c : node.b;
  }
  SmtScalar result = has_constant_branch(choice) ? kFalse : compare(choice);
  for (std::size_t i = chain.size(); i-- > 0;) {
    const Node node = nodes_[chain[i].id];
    const SmtScalar yes = is_constant(node.b) ? compare(node.b) : result;
    const SmtScalar no = is_constant(node.c) ? compare(node.c) : result;
    result = choose(node.a, yes, no);
  }
  return result;
}

SmtScalar ScalarGraph::less(SmtScalar a, SmtScalar b) {
  const SmtRange x = range(a);
  const SmtRange y = range(b);
  if (x.high < y.low) return kTrue;
  if (x.low >= y.high || a == b) return kFalse;
  if (is_constant(b) && has_constant_branch(a)) {
    return push_into(a, [&](SmtScalar part) { return less(part, b); });
  }
  if (is_constant(a) && has_constant_branch(b)) {
    return push_into(b, [&](SmtScalar part) { return less(a, part); });
  }
  return make_boolean(Operation::kLess, a, b);
}

SmtScalar ScalarGraph::equal(SmtScalar a, SmtScalar b) {
  if (a == b) return kTrue;
  const SmtRange x = range(a);
  const SmtRange y = range(b);
  if (is_boolean(a)) {
    if (is_constant(a)) return x.low != 0 ? b : logical_not(b);
    if (is_constant(b)) return y.low != 0 ? a : logical_not(a);
  } else if (x.high < y.low || y.high < x.low) {
    return kFalse;
  }
  if (is_constant(b) && has_constant_branch(a)) {
    return push_into(a, [&](SmtScalar part) { return equal(part, b); });
  }
  if (is_constant(a) && has_constant_branch(b)) return equal(b, a);
  if (is_constant(a) && is_constant(b)) return kFalse;  // different constants have different ids
  if (b.id < a.id) std::swap(a, b);
  return make_boolean(Operation::kEqual, a, b);
}

SmtScalar ScalarGraph::logical_not(SmtScalar a) {
  if (is_constant(a)) return a == kTrue ? kFalse : kTrue;
  if (is(a, Operation::kNot)) return nodes_[a.id].a;
  return make_boolean(Operation::kNot, a);
}

SmtScalar ScalarGraph::logical_and(SmtScalar a, SmtScalar b) {
  if (a == kFalse || b == kFalse) return kFalse;
  if (a == kTrue || a == b) return b;
  if (b == kTrue) return a;
  if (b.id < a.id) std::swap(a, b);
  if (is(b, Operation::kNot) && nodes_[b.id].a == a) return kFalse;
  if (is(a, Operation::kNot) && nodes_[a.id].a == b) return kFalse;
  return make_boolean(Operation::kAnd, a, b);
}

SmtScalar ScalarGraph::logical_or(SmtScalar a, SmtScalar b) {
  if (a == kTrue || b == kTrue) return kTrue;
  if (a == kFalse || a == b) return b;
  if (b == kFalse) return a;
  if (b.id < a.id) std::swap(a, b);
  if (is(b, Operation::kNot) && nodes_[b.id].a == a) return kTrue;
  if (is(a, Operation::kNot) && nodes_[a.id].a == b) return kTrue;
  return make_boolean(Operation::kOr, a, b);
}

SmtScalar ScalarGraph::choose(SmtScalar condition, SmtScalar a, SmtScalar b) {
  if (condition == kTrue || a == b) return a;
  if (condition == kFalse) return b;
  if (is(condition, Operation::kNot)) return choose(nodes_[condition.id].a, b, a);
  // What is known of the condition inside of its own branches.
  if (is(a, Operation::kChoose) && nodes_[a.id].a == condition) a = nodes_[a.id].b;
  if (is(b, Operation::kChoose) && nodes_[b.id].a == condition) b = nodes_[b.id].c;
  if (a == b) return a;
  if (is_boolean(a)) {
    if (a == kTrue) return logical_or(condition, b);
    if (a == kFalse) return logical_and(logical_not(condition), b);
    if (b == kTrue) return logical_or(logical_not(condition), a);
    if (b == kFalse) return logical_and(condition, a);
  }
  if (is(b, Operation::kChoose) && nodes_[b.id].b == a) {
    const Node inner = nodes_[b.id];  // a copy: the graph grows
    return choose(logical_or(condition, inner.a), a, inner.c);
  }
  const SmtRange x = range(a);
  const SmtRange y = range(b);
  return intern({.operation = Operation::kChoose,
                 .boolean = is_boolean(a),
                 .a = condition,
                 .b = a,
                 .c = b,
                 .range = {std::min(x.low, y.low), std::max(x.high, y.high)}});
}

void ScalarGraph::evaluate(std::span<const std::int64_t> values,
                           std::vector<std::int64_t>& result) const {
  std::size_t i = result.size();
  result.resize(nodes_.size());
  for (; i < nodes_.size(); ++i) {
    const Node& node = nodes_[i];
    const std::int64_t a = result[node.a.id];
    const std::int64_t b = result[node.b.id];
    switch (node.operation) {
      case Operation::kConstant:
        result[i] = node.range.low;
        break;
      case Operation::kUnknown:
        result[i] = values[static_cast<std::size_t>(node.tag)];
        break;
      case Operation::kBounded:
        result[i] = std::clamp(a, node.range.low, node.range.high);
        break;
      case Operation::kAdd:
        result[i] = a + b;
        break;
      case Operation::kSubtract:
        result[i] = a - b;
        break;
      case Operation::kMultiply:
        result[i] = a * b;
        break;
      case Operation::kDivide:
        result[i] = b == 0 ? 0 : floor_quotient(a, b);
        break;
      case Operation::kModulo:
        result[i] = b == 0 ? 0 : a - b * floor_quotient(a, b);
        break;
      case Operation::kLess:
        result[i] = a < b ? 1 : 0;
        break;
      case Operation::kEqual:
        result[i] = a == b ? 1 : 0;
        break;
      case Operation::kNot:
        result[i] = 1 - a;
        break;
      case Operation::kAnd:
        result[i] = a & b;
        break;
      case Operation::kOr:
        result[i] = a | b;
        break;
      case Operation::kChoose:
        result[i] = a != 0 ? b : result[node.c.id];
        break;
    }
  }
}

}  // namespace gestalt::dsl
