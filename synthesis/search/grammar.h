// The grammar of a search: a domain's primitives at the ground types that can help on this task.
//
// Polymorphic primitives are instantiated at ground types; instances whose arguments nothing
// produces, or whose result no output needs, are pruned by reachability.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "dsl/core/domain.h"

namespace gestalt::synthesis {

/// Index of a ground type in a grammar.
using TypeIndex = std::uint16_t;

/// Enumerated primitives take at most this many arguments.
constexpr std::size_t kMaxArity = 3;

/// One primitive at ground types.
struct Production {
  dsl::PrimitiveId primitive = 0;
  TypeIndex result = 0;
  std::uint8_t arity = 0;
  std::array<TypeIndex, kMaxArity> arguments{};
  bool commutative = false;
  int head = 0;  ///< least cost of the primitive over all slots: see bank.h
  std::array<int, kMaxArity> least = {1, 1, 1};  ///< lower bounds of what the arguments cost
};

/// A function type that some production wants as an argument.
struct FunctionType {
  TypeIndex type = 0;
  std::vector<TypeIndex> parameters;
  TypeIndex result = 0;
};

class Grammar {
 public:
  /// `available`: types of the leaves (inputs and constants); `wanted`: the output's type.
  Grammar(const dsl::Domain& domain, std::span<const dsl::Type> available, const dsl::Type& wanted);

  [[nodiscard]] const std::vector<dsl::Type>& types() const { return types_; }
  [[nodiscard]] const std::vector<Production>& productions() const { return productions_; }
  [[nodiscard]] const std::vector<FunctionType>& functions() const { return functions_; }
  [[nodiscard]] std::optional<TypeIndex> find(const dsl::Type& type) const;
  [[nodiscard]] bool is_function(TypeIndex type) const { return types_[type].is_arrow(); }
  /// Productions without function arguments: those that lambda bodies are made of.
  [[nodiscard]] std::vector<Production> first_order() const;

 private:
  TypeIndex intern(const dsl::Type& type);
  void add_instances(const dsl::Registry& registry, const std::vector<dsl::Type>& ground);
  void keep_producible(std::span<const dsl::Type> available);
  void keep_useful(TypeIndex wanted);
  void collect_functions();

  std::vector<dsl::Type> types_;
  std::vector<Production> productions_;
  std::vector<FunctionType> functions_;
};

}  // namespace gestalt::synthesis
