// What a task's train pairs have in common, and whether a prediction has it too.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "dsl/core/context.h"
#include "dsl/core/domain.h"
#include "dsl/core/program.h"

namespace gestalt::synthesis {

/// The traits of the domain (Domain::traits) of which all train pairs have the same value: outputs
/// of three rows, no new color, as many parts as the input. A prediction without one of them is
/// seldom right, whatever program made it, in whatever part of the language.
///
/// Threads: any, once it is made.
class SharedTraits {
 public:
  /// The domain outlives this; the examples outlive it with their values. No trait is shared where
  /// the examples are not of the domain's usual type, or where there is one pair only.
  SharedTraits(const dsl::Domain& domain, const dsl::Examples& examples);

  /// How many of them the predictions for the test inputs lack, on one of them at least.
  [[nodiscard]] int missed(std::span<const dsl::Value> predictions) const;

 private:
  /// Nothing where the trait is undefined, which is a value like others.
  using Outcome = std::optional<dsl::Digest>;
  struct Trait {
    dsl::Program code;
    Outcome outcome;  ///< on train pairs
  };

  [[nodiscard]] Outcome evaluate(dsl::EvalContext& context, const dsl::Program& trait,
                                 std::size_t example, dsl::Value output) const;

  const dsl::Domain& domain_;  ///< the whole one, where the given one is a part
  const dsl::Examples& examples_;
  std::vector<Trait> shared_;
};

}  // namespace gestalt::synthesis
