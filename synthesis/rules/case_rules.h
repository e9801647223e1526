// Case rules: one of a few terms gives the output, decided by an attribute of the input.
//
// Divide and conquer over the train pairs, as EUSolver (Alur et al. 2017): leaves are terms that
// are right on some pairs, or outputs that occur several times; an attribute must part the pairs so
// that each class has a leaf. What is written is if_else over equal.
#pragma once

#include <map>
#include <vector>

#include "synthesis/rules/layer_term.h"
#include "synthesis/rules/rule.h"

namespace gestalt::synthesis {

/// Terms that others have computed.
struct CaseMaterial {
  std::vector<LayerTerm> leaves;                           ///< of the output's type
  std::map<dsl::Type, std::vector<LayerTerm>> attributes;  ///< of types with immediate values
};

/// Searches for rules over what is known. A class whose value a test input does not have in common
/// with training rejects the rule.
///
/// Deterministic; one thread.
[[nodiscard]] RuleResult find_case_rules(const RuleProblem& problem, const CaseMaterial& known,
                                         const RuleOptions& options);

}  // namespace gestalt::synthesis
