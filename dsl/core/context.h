// What a primitive may use while it runs: an arena for its result, fuel, limits, function calls.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "dsl/core/arena.h"
#include "dsl/core/result.h"
#include "dsl/core/value.h"

namespace gestalt::dsl {

/// Limits on one evaluation; what exceeds them is a fault, never a crash.
struct Limits {
  std::uint64_t fuel = 100'000;    ///< function calls and list elements touched, in all
  std::size_t list_length = 1024;  ///< elements in one list
  int call_depth = 64;             ///< calls within calls
};

class EvalContext;
class Registry;

/// Code of a function value.
class Callable {
 public:
  virtual ~Callable() = default;
  /// Applies to one or more arguments, at most the number of the function's parameters.
  [[nodiscard]] virtual Result<Value, Fault> call(EvalContext& context,
                                                  const FunctionNode& function,
                                                  std::span<const Value> arguments) const = 0;
};

/// State of an evaluation.
///
/// Threads: one each.
class EvalContext {
 public:
  EvalContext(Arena& arena, const Registry& registry, const Limits& limits = {})
      : arena_(&arena), registry_(&registry), limits_(limits), fuel_(limits.fuel) {}

  [[nodiscard]] Arena& arena() { return *arena_; }
  [[nodiscard]] const Registry& registry() const { return *registry_; }
  [[nodiscard]] const Limits& limits() const { return limits_; }
  [[nodiscard]] std::uint64_t fuel() const { return fuel_; }
  void refuel() { fuel_ = limits_.fuel; }

  /// Uses up fuel; false when there is not enough.
  [[nodiscard]] bool spend(std::uint64_t amount) {
    if (fuel_ < amount) {
      fuel_ = 0;
      return false;
    }
    fuel_ -= amount;
    return true;
  }

  /// Applies a function value.
  [[nodiscard]] Result<Value, Fault> call(Value function, std::span<const Value> arguments) {
    if (!spend(1) || depth_ >= limits_.call_depth) return tl::unexpected(Fault::kFuel);
    const auto& node = *static_cast<const FunctionNode*>(function.node());
    ++depth_;
    auto result = node.code->call(*this, node, arguments);
    --depth_;
    return result;
  }

 private:
  Arena* arena_;
  const Registry* registry_;
  Limits limits_;
  std::uint64_t fuel_;
  int depth_ = 0;
};

}  // namespace gestalt::dsl
