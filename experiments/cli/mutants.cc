#include "experiments/cli/mutants.h"

#include <map>
#include <set>
#include <variant>
#include <vector>

namespace gestalt::experiments {

namespace {

std::set<dsl::TermId> terms_in(const dsl::TermPool& pool, dsl::TermId root) {
  std::set<dsl::TermId> seen;
  std::vector<dsl::TermId> open{root};
  while (!open.empty()) {
    const dsl::TermId id = open.back();
    open.pop_back();
    if (!seen.insert(id).second) continue;
    for (const dsl::TermId child : pool.children(id)) open.push_back(child);
  }
  return seen;
}

bool has_meaning(const dsl::Primitive& primitive) {
  return primitive.definition || std::holds_alternative<dsl::SmtMeaning>(primitive.smt);
}

/// The term with one sub-term, wherever it occurs, replaced.
dsl::TermId replaced(dsl::TermPool& pool, dsl::TermId root, dsl::TermId from, dsl::TermId to,
                     std::map<dsl::TermId, dsl::TermId>& known) {
  if (root == from) return to;
  if (const auto found = known.find(root); found != known.end()) return found->second;
  const dsl::TermNode node = pool[root];
  std::vector<dsl::TermId> children(pool.children(root).begin(), pool.children(root).end());
  for (dsl::TermId& child : children) child = replaced(pool, child, from, to, known);
  dsl::TermId made = root;
  if (node.kind == dsl::TermKind::kApply) {
    made = pool.apply(children[0], std::span(children).subspan(1));
  } else if (node.kind == dsl::TermKind::kLambda) {
    made = pool.lambda(node.payload, children[0]);
  }
  return known[root] = made;
}

}  // namespace

std::optional<dsl::TermId> mutant_of(dsl::TermPool& pool, dsl::TermId program,
                                     const dsl::Domain& domain, dsl::Rng& rng) {
  const dsl::Registry& registry = domain.registry;
  std::vector<std::pair<dsl::TermId, dsl::PrimitiveId>> exchanges;
  for (const dsl::TermId id : terms_in(pool, program)) {
    if (pool[id].kind != dsl::TermKind::kPrimitive) continue;
    const dsl::PrimitiveId own = pool[id].payload;
    for (dsl::PrimitiveId other = 0; other < registry.size(); ++other) {
      if (other == own || registry[other].type != registry[own].type) continue;
      if (has_meaning(registry[other])) exchanges.emplace_back(id, other);
    }
  }
  if (exchanges.empty()) return std::nullopt;
  const auto [from, to] = exchanges[rng() % exchanges.size()];
  std::map<dsl::TermId, dsl::TermId> known;
  return replaced(pool, program, from, pool.primitive(to), known);
}

bool is_modelled(const dsl::TermPool& pool, dsl::TermId program, const dsl::Domain& domain) {
  for (const dsl::TermId id : terms_in(pool, program)) {
    if (pool[id].kind != dsl::TermKind::kPrimitive) continue;
    if (!has_meaning(domain.registry[pool[id].payload])) return false;
  }
  return true;
}

}  // namespace gestalt::experiments
