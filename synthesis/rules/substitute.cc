#include "synthesis/rules/substitute.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace gestalt::synthesis {

namespace {

class Substitution {
 public:
  Substitution(dsl::TermPool& pool, std::uint32_t variable, dsl::TermId replacement,
               std::uint32_t inputs)
      : pool_(pool), variable_(variable), replacement_(replacement), inputs_(inputs) {}

  /// `below`: the level of the next lambda in the result.
  dsl::TermId apply(dsl::TermId id, std::uint32_t below) {
    const auto known = done_.find({id.index, below});
    if (known != done_.end()) return known->second;
    const dsl::TermNode node = pool_[id];
    dsl::TermId result = id;
    if (node.kind == dsl::TermKind::kVariable && node.payload == variable_) {
      result = pool_.shift(replacement_, inputs_, below - inputs_);
    } else if (node.kind == dsl::TermKind::kVariable && node.payload > variable_) {
      result = pool_.variable(node.payload - variable_ - 1 + inputs_);
    } else if (node.kind == dsl::TermKind::kLambda) {
      result = pool_.lambda(below, apply(pool_.children(id)[0], below + 1));
    } else if (node.kind == dsl::TermKind::kApply) {
      const auto children = pool_.children(id);
      const std::vector<dsl::TermId> own(children.begin(), children.end());  // the pool grows
      std::vector<dsl::TermId> arguments;
      for (std::size_t k = 1; k < own.size(); ++k) arguments.push_back(apply(own[k], below));
      result = pool_.apply(apply(own[0], below), arguments);
    }
    done_[{id.index, below}] = result;
    return result;
  }

 private:
  dsl::TermPool& pool_;
  std::uint32_t variable_;
  dsl::TermId replacement_;
  std::uint32_t inputs_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, dsl::TermId> done_;
};

}  // namespace

dsl::TermId substitute(dsl::TermPool& pool, dsl::TermId term, std::uint32_t variable,
                       dsl::TermId replacement, std::uint32_t inputs) {
  return Substitution(pool, variable, replacement, inputs).apply(term, inputs);
}

bool occurs(const dsl::TermPool& pool, std::uint32_t variable, dsl::TermId term) {
  if (pool[term].kind == dsl::TermKind::kVariable) return pool[term].payload == variable;
  return std::ranges::any_of(pool.children(term),
                             [&](dsl::TermId child) { return occurs(pool, variable, child); });
}

}  // namespace gestalt::synthesis
