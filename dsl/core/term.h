// Programs as hash-consed terms: equal structure has equal id, so sharing is free.
//
// A program is a closed term of function type: (lambda (x) (crop x)). Variables are numbered by
// *level*: the outermost lambda binds variable 0, the next inside it 1. So a sub-term that mentions
// only outer variables is the same term inside and outside of an inner lambda.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "dsl/core/digest.h"
#include "dsl/core/type.h"
#include "dsl/core/value.h"

namespace gestalt::dsl {

/// Index of a primitive in its registry.
using PrimitiveId = std::uint32_t;

/// Index of a term in its pool.
struct TermId {
  std::uint32_t index = 0;
  friend auto operator<=>(const TermId&, const TermId&) = default;
};

enum class TermKind : std::uint8_t { kPrimitive, kVariable, kLiteral, kApply, kLambda };

/// One node.
///
/// kPrimitive: payload = PrimitiveId.   kVariable: payload = level.   kLiteral: payload = literal
/// index. kApply: payload = number of arguments; children = function, arguments... kLambda: payload
/// = level of the variable it binds; children = body.
struct TermNode {
  TermKind kind = TermKind::kPrimitive;
  std::uint32_t payload = 0;
  std::uint32_t first_child = 0;
  std::uint32_t child_count = 0;
  std::uint32_t depth = 1;  ///< nodes on the longest path down
};

struct Literal {
  Type type;
  Value value;
};

/// Owns terms and the literals in them.
///
/// Threads: const access from any number; building one at a time.
class TermPool {
 public:
  TermPool() = default;
  TermPool(const TermPool&) = delete;
  TermPool& operator=(const TermPool&) = delete;
  TermPool(TermPool&&) = default;
  TermPool& operator=(TermPool&&) = default;

  TermId primitive(PrimitiveId id);
  TermId variable(std::uint32_t level);
  /// Copies the value. Equal type and value give the same term.
  TermId literal(const Type& type, Value value);
  /// No arguments: the function itself. An application of an application is flattened.
  TermId apply(TermId function, std::span<const TermId> arguments);
  TermId lambda(std::uint32_t level, TermId body);

  [[nodiscard]] const TermNode& operator[](TermId id) const { return nodes_[id.index]; }
  [[nodiscard]] std::span<const TermId> children(TermId id) const {
    const TermNode& node = nodes_[id.index];
    return {children_.data() + node.first_child, node.child_count};
  }
  /// Requires kind kLiteral.
  [[nodiscard]] const Literal& literal_of(TermId id) const {
    return literals_[nodes_[id.index].payload];
  }
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }

  /// Number of nodes of the term seen as a tree (shared sub-terms counted at every use; saturates).
  [[nodiscard]] std::uint64_t tree_size(TermId id) const;

  /// The term with every level >= `from` raised by `delta`: what is closed above `from` moves below
  /// `delta` more lambdas.
  TermId shift(TermId id, std::uint32_t from, std::uint32_t delta);
  /// The same term of another pool, here. Requires the same registry.
  TermId import(const TermPool& other, TermId id);

 private:
  TermId intern(TermKind kind, std::uint32_t payload, std::span<const TermId> children);

  std::vector<TermNode> nodes_;
  std::vector<TermId> children_;
  std::vector<Literal> literals_;
  Arena literal_arena_;
  std::unordered_map<Digest, TermId, DigestHash> ids_;
};

}  // namespace gestalt::dsl
