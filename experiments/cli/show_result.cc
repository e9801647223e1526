#include "experiments/cli/show_result.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <functional>
#include <vector>

#include "experiments/cli/console.h"
#include "experiments/cli/searcher.h"
#include "tasks/render.h"

namespace gestalt::experiments {

namespace {

/// What is known of one prediction: right, wrong, or nothing.
std::string_view judgment(const std::optional<dsl::Value>& output, dsl::Value prediction) {
  if (!output) return "";
  return *output == prediction ? ", right" : ", wrong";
}

void show_predictions(const tasks::Task& task, const synthesis::SynthesisResult& result) {
  const dsl::Domain& domain = domain_of(task);
  const tasks::ColorMode mode = tasks::detect_color_mode(STDOUT_FILENO);
  const auto parameters = task.type().parameters();
  for (std::size_t t = 0; t < task.test_count(); ++t) {
    const std::size_t example = task.train_count() + t;
    std::vector<tasks::Block> row;
    for (std::size_t k = 0; k < parameters.size(); ++k) {
      row.push_back(tasks::captioned(
          fmt::format("test {}", t + 1),
          tasks::draw_value(domain, parameters[k], task.inputs(example)[k], mode)));
    }
    for (std::size_t g = 0; g < result.candidates.size(); ++g) {
      const dsl::Value prediction = result.candidates[g].predictions[t];
      row.push_back(tasks::captioned(
          fmt::format("guess {}{}", g + 1, judgment(task.output(example), prediction)),
          tasks::draw_value(domain, task.type().result(), prediction, mode)));
    }
    print(to_string(tasks::flow(row, tasks::terminal_columns(STDOUT_FILENO))));
    print("\n");
  }
}

void show_near_misses(const tasks::Task& task, const synthesis::SearchReport& report) {
  print("no program fits all train pairs\n");
  for (const synthesis::NearMiss& miss : report.near_misses) {
    print(fmt::format("  fits {} of {}: {}\n", miss.pairs_fit, task.train_count(), miss.program));
  }
}

/// "cells 0.02 s, enumerate 1.30 s"
std::string describe_portfolio(const synthesis::SearchReport& report) {
  std::vector<std::string> parts;
  for (const synthesis::StrategyReport& strategy : report.strategies) {
    parts.push_back(fmt::format("{} {:.2f} s", strategy.name, strategy.seconds));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

/// "cells 41 % (usually 18 %), paint 20 % (14 %); outputs' sizes same 98 %; a program of cost 40";
/// nothing where the guide says nothing.
std::string describe_outlook(const synthesis::Outlook& outlook) {
  constexpr std::size_t kShown = 3;
  if (outlook.strategies.empty()) return "";
  auto strategies = outlook.strategies;
  std::ranges::stable_sort(strategies, std::greater(), &synthesis::StrategyChance::here);
  strategies.resize(std::min(strategies.size(), kShown));
  std::vector<std::string> parts;
  for (const synthesis::StrategyChance& strategy : strategies) {
    parts.push_back(fmt::format("{} {:.0f} % ({}{:.0f} %)", strategy.name, 100 * strategy.here,
                                parts.empty() ? "usually " : "", 100 * strategy.usual));
  }
  const auto likeliest = std::ranges::max_element(outlook.sizes);
  const auto relation = static_cast<synthesis::SizeRelation>(likeliest - outlook.sizes.begin());
  return fmt::format("expected: {}; outputs' sizes {} {:.0f} %; a program of cost {:.0f}\n",
                     fmt::join(parts, ", "), to_string(relation), 100 * *likeliest, outlook.cost);
}

}  // namespace

std::string describe(const synthesis::SearchReport& report) {
  const double rate = static_cast<double>(report.steps) / std::max(report.seconds, 1e-6);
  return fmt::format("stopped by {}: {} steps, {} distinct, {:.2f} s, {} steps/s",
                     to_string(report.stop), grouped(report.steps), grouped(report.distinct),
                     report.seconds, grouped(static_cast<std::uint64_t>(rate)));
}

void show_result(const tasks::Task& task, const synthesis::SynthesisResult& result) {
  print(fmt::format("task {}\n\n", task.id()));
  show_predictions(task, result);
  for (std::size_t g = 0; g < result.candidates.size(); ++g) {
    const synthesis::Candidate& candidate = result.candidates[g];
    print(fmt::format("guess {} (cost {}, {}): {}\n", g + 1, candidate.cost, candidate.strategy,
                      candidate.program));
  }
  if (result.candidates.empty()) show_near_misses(task, result.report);
  print(describe_outlook(result.outlook));
  print(fmt::format("{}\n{}\n\n", describe(result.report), describe_portfolio(result.report)));
}

}  // namespace gestalt::experiments
