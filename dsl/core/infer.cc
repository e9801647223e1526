// Types of terms that were built by hand (parsed ones are checked as they are read).
#include <map>
#include <unordered_map>

#include "dsl/core/syntax.h"

namespace gestalt::dsl {

namespace {

class Inference {
 public:
  Inference(const TermPool& pool, const Registry& registry) : pool_(pool), registry_(registry) {}

  Result<Type> infer(TermId id) {
    // A ground type inferred outside of all lambdas holds everywhere: shared sub-terms cost once.
    if (const auto found = known_.find(id.index); found != known_.end()) return found->second;
    auto type = infer_node(id);
    if (type && variables_.empty() && types.apply(*type).is_ground())
      known_.emplace(id.index, *type);
    return type;
  }

  Substitution types;

 private:
  Result<Type> infer_node(TermId id) {
    const TermNode node = pool_[id];
    switch (node.kind) {
      case TermKind::kPrimitive:
        return types.instantiate(registry_[node.payload].type);
      case TermKind::kLiteral:
        return types.instantiate(pool_.literal_of(id).type);
      case TermKind::kVariable: {
        const auto found = variables_.find(node.payload);
        if (found == variables_.end()) {
          return fail(ErrorCode::kInvalidArgument, "the term has a free variable");
        }
        return found->second;
      }
      case TermKind::kLambda: {
        const Type parameter = types.fresh();
        if (!variables_.emplace(node.payload, parameter).second) {
          return fail(ErrorCode::kInvalidArgument, "two nested lambdas bind the same level");
        }
        auto body = infer(pool_.children(id)[0]);
        variables_.erase(node.payload);
        if (!body) return body;
        return arrow(parameter, *body);
      }
      case TermKind::kApply:
        break;
    }
    const auto children = pool_.children(id);
    auto type = infer(children[0]);
    for (const TermId child : children.subspan(1)) {
      if (!type) return type;
      const auto argument = infer(child);
      if (!argument) return argument;
      const Type result = types.fresh();
      if (!types.unify(*type, arrow(*argument, result))) {
        return fail(ErrorCode::kInvalidArgument, "the term is ill-typed");
      }
      type = types.apply(result);
    }
    return type;
  }

  const TermPool& pool_;
  const Registry& registry_;
  std::map<std::uint32_t, Type> variables_;
  std::unordered_map<std::uint32_t, Type> known_;
};

}  // namespace

Result<Type> infer_type(const TermPool& pool, TermId term, const Registry& registry) {
  Inference inference(pool, registry);
  auto type = inference.infer(term);
  if (!type) return type;
  return canonical(inference.types.apply(*type));
}

}  // namespace gestalt::dsl
