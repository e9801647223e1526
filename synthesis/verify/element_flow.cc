#include "synthesis/verify/element_flow.h"

#include <algorithm>

namespace gestalt::synthesis {

namespace {

using Operation = dsl::ScalarGraph::Operation;
using Node = dsl::ScalarGraph::Node;

}  // namespace

std::vector<Origin> origins_of(const dsl::ScalarGraph& graph,
                               std::span<const dsl::SmtScalar> given) {
  std::vector<bool> is_given(graph.size(), false);
  for (const dsl::SmtScalar scalar : given) is_given[scalar.id] = true;
  std::vector<Origin> origins(graph.size());
  for (std::uint32_t id = 0; id < graph.size(); ++id) {  // operands come first
    const Node& node = graph.node({id});
    Origin& own = origins[id];
    if (is_given[id]) continue;
    if (node.operation == Operation::kConstant) {
      const std::int64_t bit = node.range.low - Origin::kLeast;
      own = bit >= 0 && bit < 64 ? Origin{false, std::uint64_t{1} << bit} : Origin{true, 0};
    } else if (node.operation == Operation::kChoose) {
      const Origin& b = origins[node.b.id];
      const Origin& c = origins[node.c.id];
      own = {b.computed || c.computed, b.constants | c.constants};
    } else {
      own.computed = true;
    }
  }
  return origins;
}

ElementSwap::ElementSwap(dsl::ScalarGraph& graph, std::span<const dsl::SmtScalar> elements)
    : graph_(graph),
      element_(graph.size(), false),
      flows_(graph.size(), false),
      wanted_(graph.size(), kNothing),
      image_(graph.size()),
      unswapped_(graph.size()) {
  for (const dsl::SmtScalar element : elements) {
    element_[element.id] = graph.node(element).operation == Operation::kUnknown;
  }
  for (std::uint32_t id = 0; id < flows_.size(); ++id) {
    const Node& node = graph.node({id});
    flows_[id] = element_[id] || (node.operation == Operation::kChoose && !node.boolean &&
                                  (flows_[node.b.id] || flows_[node.c.id]));
  }
}

ElementSwap::Images ElementSwap::of(std::int64_t first, std::int64_t second,
                                    std::span<const dsl::SmtScalar> scalars,
                                    std::span<const dsl::SmtScalar> elements) {
  first_ = first;
  second_ = second;
  std::ranges::fill(wanted_, kNothing);
  for (const dsl::SmtScalar scalar : scalars) wanted_[scalar.id] |= kImage;
  for (const dsl::SmtScalar element : elements) wanted_[element.id] |= kUnswapped;
  for (auto id = static_cast<std::uint32_t>(wanted_.size()); id-- > 0;) want_operands(id);
  for (std::uint32_t id = 0; id < wanted_.size(); ++id) {
    if (wanted_[id] != kNothing) make(id);
  }
  Images images;
  for (const dsl::SmtScalar scalar : scalars) images.scalars.push_back(image_[scalar.id]);
  for (const dsl::SmtScalar element : elements) {
    images.elements.push_back(unswapped_[element.id]);
  }
  return images;
}

void ElementSwap::want_operands(std::uint32_t id) {
  std::uint8_t& wanted = wanted_[id];
  if (wanted == kNothing) return;
  const Node& node = graph_.node({id});
  const auto want = [&](dsl::SmtScalar operand, std::uint8_t what) {
    wanted_[operand.id] = static_cast<std::uint8_t>(wanted_[operand.id] | what);
  };
  switch (node.operation) {
    case Operation::kConstant:
    case Operation::kUnknown:
      return;
    case Operation::kChoose:
      if (flows_[id]) wanted = kUnswapped;  // the image is made of it
      want(node.a, kImage);
      want(node.b, wanted);
      want(node.c, wanted);
      return;
    case Operation::kEqual: {
      const bool passes = flows_[node.a.id] || flows_[node.b.id];
      want(node.a, passes ? kUnswapped : kImage);
      want(node.b, passes ? kUnswapped : kImage);
      break;
    }
    default:
      want(node.a, kImage);
      want(node.b, kImage);
  }
  wanted = static_cast<std::uint8_t>(wanted | kImage);  // what is unswapped is made of it
}

void ElementSwap::make(std::uint32_t id) {
  const Node node = graph_.node({id});  // a copy: the graph grows
  const dsl::SmtScalar own{id};
  if (node.operation == Operation::kConstant || node.operation == Operation::kUnknown) {
    const dsl::SmtScalar other = node.boolean ? own : swapped(own);
    image_[id] = element_[id] ? other : own;
    unswapped_[id] = element_[id] ? own : other;
    return;
  }
  if (node.operation == Operation::kChoose) {
    if ((wanted_[id] & kUnswapped) != 0) unswapped_[id] = chosen(id, node, unswapped_);
    if (flows_[id]) {
      image_[id] = swapped(unswapped_[id]);
    } else if ((wanted_[id] & kImage) != 0) {
      image_[id] = chosen(id, node, image_);
    }
    return;
  }
  image_[id] = rebuilt(id, node);
  if ((wanted_[id] & kUnswapped) != 0) unswapped_[id] = swapped(image_[id]);
}

dsl::SmtScalar ElementSwap::chosen(std::uint32_t id, const Node& node,
                                   std::span<const dsl::SmtScalar> branches) {
  const dsl::SmtScalar condition = image_[node.a.id];
  const dsl::SmtScalar b = branches[node.b.id];
  const dsl::SmtScalar c = branches[node.c.id];
  if (condition == node.a && b == node.b && c == node.c) return {id};
  return graph_.choose(condition, b, c);
}

dsl::SmtScalar ElementSwap::rebuilt(std::uint32_t id, const Node& node) {
  const bool passes =
      node.operation == Operation::kEqual && (flows_[node.a.id] || flows_[node.b.id]);
  const dsl::SmtScalar a = (passes ? unswapped_ : image_)[node.a.id];
  const dsl::SmtScalar b = (passes ? unswapped_ : image_)[node.b.id];
  if (a == node.a && b == node.b) return {id};
  switch (node.operation) {
    case Operation::kBounded:
      return graph_.bounded(a, node.range);
    case Operation::kAdd:
      return graph_.add(a, b);
    case Operation::kSubtract:
      return graph_.subtract(a, b);
    case Operation::kMultiply:
      return graph_.multiply(a, b);
    case Operation::kDivide:
      return graph_.divide(a, b);
    case Operation::kModulo:
      return graph_.modulo(a, b);
    case Operation::kLess:
      return graph_.less(a, b);
    case Operation::kEqual:
      return graph_.equal(a, b);
    case Operation::kNot:
      return graph_.logical_not(a);
    case Operation::kAnd:
      return graph_.logical_and(a, b);
    case Operation::kOr:
      return graph_.logical_or(a, b);
    case Operation::kConstant:
    case Operation::kUnknown:
    case Operation::kChoose:
      break;  // made by make()
  }
  return {};
}

dsl::SmtScalar ElementSwap::swapped(dsl::SmtScalar a) {
  const dsl::SmtScalar first = graph_.integer(first_);
  const dsl::SmtScalar second = graph_.integer(second_);
  return graph_.choose(graph_.equal(a, first), second,
                       graph_.choose(graph_.equal(a, second), first, a));
}

}  // namespace gestalt::synthesis
