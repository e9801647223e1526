// Runs the SMT meaning of a primitive on given arguments and compares it with the evaluator.
//
// Arguments become terms of a scalar graph, most of their scalars hidden behind unknowns whose
// values are known here; so a meaning is taken through its general ways, and the graph's folding is
// checked along with it. What the terms call arbitrary is filled with junk: absent items, values of
// undefined calls. A meaning that depends on them disagrees with the evaluator sooner or later.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "dsl/core/domain.h"

namespace gestalt::dsl {

/// What one comparison of a meaning with its evaluator gave.
struct Agreement {
  enum class Kind : std::uint8_t {
    kSkipped,    ///< no meaning, no arguments of these types, or a limit was hit
    kDefined,    ///< both have the same value
    kUndefined,  ///< both have none
    kDiffers,
  };
  Kind kind = Kind::kSkipped;
  std::string report = {};  ///< of kDiffers: the arguments and both results
};

/// Compares on random small arguments; type variables stand for random types.
[[nodiscard]] Agreement compare_meaning(const Domain& domain, PrimitiveId id, Rng& rng);

/// A random function value: a primitive, or one with some arguments given. Nothing if none has the
/// type. Requires a ground arrow type.
[[nodiscard]] std::optional<Value> sample_function(const Domain& domain, const Type& type, Rng& rng,
                                                   EvalContext& context);

}  // namespace gestalt::dsl
