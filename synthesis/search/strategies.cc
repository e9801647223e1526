#include <cmath>

#include "synthesis/api/predict.h"
#include "synthesis/rules/cell_rules.h"
#include "synthesis/search/enumerator.h"
#include "synthesis/search/strategy.h"

namespace gestalt::synthesis {

namespace {

/// A unit of rule costs on the scale of record costs.
constexpr double kRuleUnit = 7;

class CellStrategy final : public Strategy {
 public:
  explicit CellStrategy(const StrategyContext& context)
      : context_(context), arena_(&context.memory) {}

  [[nodiscard]] std::string_view name() const override { return "cells"; }
  [[nodiscard]] const std::vector<Finding>& findings() const override { return findings_; }

  void run(const Budget& budget, std::size_t wanted, SearchReport& report) override {
    CellRuleOptions options;
    options.budget = budget;
    options.rules = std::max<std::size_t>(options.rules, wanted);
    const auto found = find_cell_rules(context_.domain, context_.examples, context_.constants,
                                       context_.pool, context_.memory, options, context_.interrupt);
    report.steps += found.steps;
    for (const CellRule& rule : found.rules) {
      auto outputs =
          predict(context_.domain, context_.examples, context_.pool, rule.program, arena_);
      if (!outputs || !fits_train_pairs(context_.examples, *outputs)) continue;
      findings_.push_back({rule.program, static_cast<int>(std::lround(rule.score * kRuleUnit)),
                           std::move(*outputs)});
    }
    report.stop = found.stop;
  }

 private:
  StrategyContext context_;
  dsl::Arena arena_;
  std::vector<Finding> findings_;
};

class EnumeratingStrategy final : public Strategy {
 public:
  explicit EnumeratingStrategy(const StrategyContext& context) : context_(context) {}

  [[nodiscard]] std::string_view name() const override { return "enumerate"; }
  [[nodiscard]] const std::vector<Finding>& findings() const override {
    static const std::vector<Finding> kNone;
    return enumerator_ ? enumerator_->programs() : kNone;
  }

  void run(const Budget& budget, std::size_t wanted, SearchReport& report) override {
    enumerator_ = std::make_unique<Enumerator>(context_.domain, context_.examples,
                                               context_.constants, context_.costs,
                                               EnumeratorOptions{budget, context_.threads, wanted},
                                               context_.memory, context_.pool, context_.interrupt);
    enumerator_->run();
    SearchReport own = enumerator_->report();
    own.steps += report.steps;
    report = std::move(own);
  }

 private:
  StrategyContext context_;
  std::unique_ptr<Enumerator> enumerator_;
};

}  // namespace

std::unique_ptr<Strategy> make_cell_strategy(const StrategyContext& context) {
  return std::make_unique<CellStrategy>(context);
}

std::unique_ptr<Strategy> make_enumerating_strategy(const StrategyContext& context) {
  return std::make_unique<EnumeratingStrategy>(context);
}

}  // namespace gestalt::synthesis
