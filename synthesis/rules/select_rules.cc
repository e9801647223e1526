#include "synthesis/rules/select_rules.h"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <memory>

#include "synthesis/api/predict.h"
#include "synthesis/rules/part_layers.h"
#include "synthesis/rules/segmentations.h"

namespace gestalt::synthesis {

namespace {

constexpr std::size_t kSelections = 40;  ///< of one segmentation

/// A selection and whose it is.
struct Choice {
  std::size_t source = 0;
  Selection selection;
};

void search(const dsl::Domain& domain, const dsl::Examples& examples,
            std::span<const dsl::Constant> constants, dsl::TermPool& pool, dsl::ChunkPool& memory,
            const SelectRuleOptions& options, const Deadline& deadline, RuleResult& result) {
  const Segmentations segmentations(domain, examples, constants, pool, memory,
                                    options.segmentations, options.budget.steps, deadline);
  result.steps = segmentations.steps();
  if (segmentations.all().empty()) return;
  PartLimits limits;
  limits.memory = options.budget.memory;
  const std::uint64_t share =
      share_of_steps(options.budget, result.steps, segmentations.all().size());
  const bool cut_short = share < limits.steps;
  limits.steps = std::min(limits.steps, share);
  std::vector<std::unique_ptr<PartLayers>> sources;
  for (const LayerTerm& segmentation : segmentations.all()) {
    sources.push_back(std::make_unique<PartLayers>(domain, examples, constants, segmentation, pool,
                                                   memory, limits, deadline));
  }
  std::vector<std::vector<Selection>> selections(sources.size());
  tbb::task_arena arena(options.threads);
  arena.execute([&] {
    tbb::parallel_for(std::size_t{0}, sources.size(),
                      [&](std::size_t k) { selections[k] = sources[k]->select(kSelections); });
  });
  std::vector<Choice> choices;
  for (std::size_t k = 0; k < sources.size(); ++k) {
    result.steps += sources[k]->steps();
    if (cut_short && sources[k]->steps() >= limits.steps) result.stop = StopReason::kSteps;
    for (const Selection& selection : selections[k]) choices.push_back({k, selection});
  }
  std::ranges::stable_sort(choices, {}, [](const Choice& choice) { return choice.selection.cost; });
  dsl::Arena values(&memory);
  std::vector<std::vector<dsl::Value>> known;
  for (const Choice& choice : choices) {
    if (result.rules.size() >= options.rules || deadline.remaining() <= 0 ||
        result.steps >= options.budget.steps) {
      break;
    }
    ++result.steps;
    dsl::TermId program = sources[choice.source]->write(choice.selection, pool);
    for (auto k = static_cast<std::uint32_t>(examples.inputs.size()); k-- > 0;) {
      program = pool.lambda(k, program);
    }
    auto outputs = predict(domain, examples, pool, program, values);
    if (!outputs || !fits_train_pairs(examples, *outputs)) continue;
    if (std::ranges::find(known, *outputs) != known.end()) continue;
    known.push_back(*std::move(outputs));
    result.rules.push_back({program, choice.selection.cost});
  }
}

}  // namespace

RuleResult find_select_rules(const dsl::Domain& domain, const dsl::Examples& examples,
                             std::span<const dsl::Constant> constants, dsl::TermPool& pool,
                             dsl::ChunkPool& memory, const SelectRuleOptions& options,
                             const std::atomic<bool>* interrupt) {
  RuleResult result;
  if (!domain.paint || examples.output_type != domain.paint->values.type) return result;
  const Deadline deadline(options.budget.seconds, interrupt);
  search(domain, examples, constants, pool, memory, options, deadline, result);
  const StopReason stop =
      stop_reason(deadline, options.budget, result.steps, result.rules.size(), options.rules);
  if (stop != StopReason::kExhausted) result.stop = stop;
  return result;
}

}  // namespace gestalt::synthesis
