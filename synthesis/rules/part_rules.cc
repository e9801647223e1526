#include "synthesis/rules/part_rules.h"

#include <algorithm>

namespace gestalt::synthesis {

RuleResult find_part_rules(SegmentedParts& parts, const RuleOptions& options,
                           const std::function<std::vector<PartRule>(Parts& parts)>& find) {
  RuleResult result;
  parts.begin(options);
  const Deadline& deadline = parts.deadline();
  struct Choice {
    const dsl::TermPool* pool;
    PartRule rule;
  };
  std::vector<std::vector<Choice>> found(parts.size());
  parts.for_each(0, parts.size(), [&](std::size_t k, Parts& own) {
    for (const PartRule& rule : find(own)) found[k].push_back({&own.terms().pool(), rule});
  });
  result.steps = parts.steps();
  std::vector<Choice> choices;
  for (const auto& own : found) choices.insert(choices.end(), own.begin(), own.end());
  std::ranges::stable_sort(choices, {}, [](const Choice& choice) { return choice.rule.cost; });
  RuleCollector rules(parts.problem());
  for (const auto& [pool, rule] : choices) {
    if (rules.count() >= options.rules || deadline.remaining() <= 0) break;
    if (result.steps >= options.budget.steps) break;
    ++result.steps;
    rules.offer(parts.problem().pool.import(*pool, rule.term), rule.cost);
  }
  result.rules = rules.take(options.rules);
  result.stop = stop_reason(deadline, options.budget, result.steps, result.rules.size(),
                            options.rules, parts.out_of_steps());
  return result;
}

}  // namespace gestalt::synthesis
