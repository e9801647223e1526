// The builder of SMT scalars: a graph without duplicates that folds what is constant.
//
// Every node knows the range its value lies in, so a comparison whose ranges are apart is decided
// here, and a solver can give each integer just as many bits as it needs. Folding is why meanings
// over inputs of a known size stay small: their geometry is arithmetic on constants.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "dsl/core/smt.h"

namespace gestalt::dsl {

class ScalarGraph final : public Smt {
 public:
  enum class Operation : std::uint8_t {
    kConstant,
    kUnknown,
    kBounded,
    kAdd,
    kSubtract,
    kMultiply,
    kDivide,
    kModulo,
    kLess,
    kEqual,
    kNot,
    kAnd,
    kOr,
    kChoose,
  };
  struct Node {
    Operation operation = Operation::kConstant;
    bool boolean = false;
    SmtScalar a, b, c;     ///< operands; they come earlier in the graph
    std::int64_t tag = 0;  ///< tells unknowns apart
    SmtRange range;        ///< a constant's value at both ends
    friend bool operator==(const Node&, const Node&) = default;
  };
  using Caller = std::function<SmtTerm(const SmtTerm&, std::span<const SmtTerm>)>;

  /// Throws SmtLimit rather than grow beyond `max_nodes`.
  explicit ScalarGraph(std::size_t max_nodes);

  SmtScalar integer(std::int64_t value) override;
  SmtScalar boolean(bool value) override;
  SmtScalar unknown(SmtRange range) override;
  [[nodiscard]] SmtRange range(SmtScalar a) const override { return nodes_[a.id].range; }
  SmtScalar bounded(SmtScalar a, SmtRange range) override;
  SmtScalar add(SmtScalar a, SmtScalar b) override;
  SmtScalar subtract(SmtScalar a, SmtScalar b) override;
  SmtScalar multiply(SmtScalar a, SmtScalar b) override;
  SmtScalar divide(SmtScalar a, SmtScalar b) override;
  SmtScalar modulo(SmtScalar a, SmtScalar b) override;
  SmtScalar less(SmtScalar a, SmtScalar b) override;
  SmtScalar less_equal(SmtScalar a, SmtScalar b) override { return logical_not(less(b, a)); }
  SmtScalar equal(SmtScalar a, SmtScalar b) override;
  SmtScalar logical_not(SmtScalar a) override;
  SmtScalar logical_and(SmtScalar a, SmtScalar b) override;
  SmtScalar logical_or(SmtScalar a, SmtScalar b) override;
  SmtScalar choose(SmtScalar condition, SmtScalar a, SmtScalar b) override;
  [[nodiscard]] bool is_boolean(SmtScalar a) const override { return nodes_[a.id].boolean; }
  SmtTerm call(const SmtTerm& function, std::span<const SmtTerm> arguments) override {
    return caller_(function, arguments);
  }

  /// Who applies functions.
  void on_call(Caller caller) { caller_ = std::move(caller); }

  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] const Node& node(SmtScalar a) const { return nodes_[a.id]; }
  /// The values of all nodes when unknown k (in the order of their making) has values[k]; quotients
  /// by 0 and what leaves a bound are 0 or the nearest bound.
  [[nodiscard]] std::vector<std::int64_t> evaluate(std::span<const std::int64_t> values) const {
    std::vector<std::int64_t> results;
    evaluate(values, results);
    return results;
  }
  /// The same for nodes that were made after `results` was filled, which grows.
  void evaluate(std::span<const std::int64_t> values, std::vector<std::int64_t>& results) const;

 private:
  SmtScalar intern(const Node& node);
  SmtScalar make(Operation operation, SmtScalar a, SmtScalar b, SmtRange range);
  SmtScalar make_boolean(Operation operation, SmtScalar a, SmtScalar b = {});
  /// compare(x, constant) for x = choose(...) with a constant branch, pushed into the branches.
  template <class Compare>
  SmtScalar push_into(SmtScalar choice, Compare compare);
  [[nodiscard]] bool has_constant_branch(SmtScalar a) const;
  [[nodiscard]] bool is_constant(SmtScalar a) const {
    return nodes_[a.id].operation == Operation::kConstant;
  }
  [[nodiscard]] bool is(SmtScalar a, Operation operation) const {
    return nodes_[a.id].operation == operation;
  }
  void grow_table();

  std::vector<Node> nodes_;
  std::vector<std::uint32_t> table_;  ///< open addressing; 0xFFFFFFFF is free
  std::size_t max_nodes_;
  std::int64_t unknowns_ = 0;
  Caller caller_;
};

}  // namespace gestalt::dsl
