#include "synthesis/rank/shared_traits.h"

#include <algorithm>
#include <array>

#include "dsl/core/check.h"
#include "dsl/core/evaluate.h"
#include "dsl/core/syntax.h"

namespace gestalt::synthesis {

SharedTraits::SharedTraits(const dsl::Domain& domain, const dsl::Examples& examples)
    : domain_(domain.whole ? *domain.whole : domain), examples_(examples) {
  const auto parameters = domain.task_type.parameters();
  const bool usual = parameters.size() == 1 && examples.input_types == parameters &&
                     examples.output_type == domain.task_type.result();
  if (!usual || examples.train_count < 2) return;
  dsl::Arena arena;
  dsl::EvalContext context(arena, domain_.registry);
  for (const std::string& text : domain_.traits) {
    dsl::TermPool pool;
    const auto parsed = dsl::parse_term(text, domain_, pool);
    GESTALT_CHECK(parsed.has_value());
    Trait trait{dsl::compile(pool, parsed->term, 2, domain_.registry), {}};
    trait.outcome = evaluate(context, trait.code, 0, examples.outputs[0]);
    bool shared = true;
    for (std::size_t i = 1; shared && i < examples.train_count; ++i) {
      shared = evaluate(context, trait.code, i, examples.outputs[i]) == trait.outcome;
    }
    if (shared) shared_.push_back(std::move(trait));
  }
}

int SharedTraits::missed(std::span<const dsl::Value> predictions) const {
  dsl::Arena arena;
  dsl::EvalContext context(arena, domain_.registry);
  int count = 0;
  for (const Trait& trait : shared_) {
    for (std::size_t t = 0; t < predictions.size(); ++t) {
      const std::size_t example = examples_.train_count + t;
      if (evaluate(context, trait.code, example, predictions[t]) == trait.outcome) continue;
      ++count;
      break;
    }
  }
  return count;
}

SharedTraits::Outcome SharedTraits::evaluate(dsl::EvalContext& context, const dsl::Program& trait,
                                             std::size_t example, dsl::Value output) const {
  const auto mark = context.arena().mark();
  const dsl::Value input = examples_.inputs[0][example];
  const std::array arguments{&input, static_cast<const dsl::Value*>(&output)};
  dsl::Value value;
  context.refuel();
  const bool defined = dsl::run(context, trait, arguments.data(), &value, 1) == dsl::Fault::kNone;
  const Outcome outcome = defined ? Outcome(value.digest()) : std::nullopt;
  context.arena().reset(mark);
  return outcome;
}

}  // namespace gestalt::synthesis
