#include "experiments/cli/searcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "dsl/core/check.h"
#include "dsl/core/sublanguage.h"
#include "experiments/cli/law_ranking.h"
#include "experiments/cli/proving.h"
#include "experiments/cli/repository.h"
#include "tasks/domains.h"
#include "tasks/task_json.h"
#include "tasks/value_json.h"

namespace gestalt::experiments {

namespace {

using synthesis::Ranking;

auto no_prover(std::string option) {
  return fail(ErrorCode::kUnavailable, "needs a build with Z3 (cmake -DGESTALT_Z3=ON)",
              std::move(option));
}

}  // namespace

Searcher::Searcher(const SearchSettings& settings, const std::atomic<bool>& interrupt)
    : options_(search_options(settings)),
      certificate_(settings.certificate),
      interrupt_(&interrupt),
      verifier_(synthesis::make_executing_verifier()),
      memory_(std::make_unique<dsl::ChunkPool>()) {}

synthesis::Deadline Searcher::deadline() const { return {options_.budget.seconds, interrupt_}; }

Result<Searcher> Searcher::make(const SearchSettings& settings,
                                const std::atomic<bool>& interrupt) {
  Searcher searcher(settings, interrupt);
  auto guides = Guides::make(settings.guide);
  if (!guides) return tl::unexpected(guides.error());
  searcher.guides_ = *std::move(guides);
  auto scorer = load_scorer(settings.scorer);
  if (!scorer) return tl::unexpected(scorer.error());
  searcher.scorer_ = *std::move(scorer);
  if (settings.rank == "laws") {
    constexpr ProvingSettings kQuickly{.bound = 3, .resources = 500'000, .tests = 0};
    searcher.laws_ = make_proving_verifier(kQuickly);
    if (searcher.laws_ == nullptr) return no_prover("--rank laws");
  }
  if (settings.decisions == "smallest") {
    searcher.decisions_ = make_decision_maker();
    if (searcher.decisions_ == nullptr) return no_prover("--decisions smallest");
  }
  const bool wants_certificate =
      settings.certificate > 0 && settings.set_by.contains("certificate");
  if (wants_certificate && make_proving_verifier({}) == nullptr) return no_prover("--certificate");
  if (!settings.language.empty()) {
    const auto done = searcher.restrict_language(settings.language);
    if (!done) return tl::unexpected(done.error());
  }
  return searcher;
}

Result<void> Searcher::restrict_language(const std::string& name) {
  namespace fs = std::filesystem;
  fs::path file = name;
  std::error_code status;
  if (!fs::is_regular_file(file, status)) {
    const std::string listed = fmt::format("experiments/configs/languages/{}.txt", name);
    const auto root = repository_with(listed);
    if (!root) {
      return fail(ErrorCode::kNotFound, "neither a language of experiments/configs nor a file",
                  fmt::format("--language {}", name));
    }
    file = *root / listed;
  }
  const auto text = tasks::read_text_file(file);
  if (!text) return tl::unexpected(text.error());
  const auto part = dsl::parse_sublanguage(*text, file.stem().string(), file.string());
  if (!part) return tl::unexpected(part.error());
  const auto domain = tasks::find_domain(part->domain);
  if (!domain) return tl::unexpected(domain.error());
  auto restricted = dsl::restrict_domain(**domain, *part);
  if (!restricted) return tl::unexpected(restricted.error());
  part_name_ = part->name;
  part_ = std::make_unique<dsl::Domain>(*std::move(restricted));
  options_.withheld = part->withheld;
  return {};
}

std::string Searcher::checkpoint() const {
  const std::string& guide = guides_.checkpoint();
  return scorer_.checkpoint.empty() ? guide : fmt::format("{}, {}", guide, scorer_.checkpoint);
}

std::string Searcher::language() const {
  const auto print = [](const dsl::Domain& domain) {
    return fmt::format("{} {}", domain.name, dsl::to_string(domain.registry.fingerprint()));
  };
  if (part_ != nullptr) return fmt::format("{}: {}", part_name_, print(*part_));
  std::string all;
  for (const dsl::Domain& domain : tasks::domains()) {
    all += fmt::format("{}{}", all.empty() ? "" : ", ", print(domain));
  }
  return all;
}

Result<synthesis::SynthesisResult> Searcher::search(const tasks::Task& task, Ranking fitted_on) {
  synthesis::SearchOptions options = options_;
  options.ranking = fitted_on;
  if (part_ != nullptr && part_->name != task.domain()) {
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("is of the domain '{}', the language '{}' of '{}'", task.domain(),
                            part_name_, part_->name),
                task.id());
  }
  constexpr std::size_t kRanked = 6;  // guesses among which laws choose
  if (laws_ != nullptr) options.kept = std::max(options.guesses, kRanked);
  proofs_ = certificate_ > 0 ? make_background_verifier({.bound = certificate_}) : nullptr;
  auto result =
      synthesis::synthesize(part_ != nullptr ? *part_ : domain_of(task), task, options,
                            {guides_.of(task.id(), fitted_on), *verifier_, *memory_, interrupt_,
                             decisions_.get(), proofs_.get(), scorer_.scorer.get()});
  if (!result || laws_ == nullptr) return result;
  rank_by_laws(result->candidates, task, *laws_);
  if (result->candidates.size() > options.guesses) result->candidates.resize(options.guesses);
  return result;
}

std::vector<Certificate> Searcher::certify(const tasks::Task& task,
                                           const synthesis::SynthesisResult& result,
                                           const synthesis::Deadline& deadline) {
  const auto proofs = std::move(proofs_);  // what it was told to expect ends with the task
  if (proofs == nullptr) return {};
  return experiments::certify(task, result, *proofs, deadline);
}

const dsl::Domain& domain_of(const tasks::Task& task) {
  const auto domain = tasks::find_domain(task.domain());
  GESTALT_CHECK(domain.has_value());
  return **domain;
}

std::optional<bool> is_solved(const tasks::Task& task, const synthesis::SynthesisResult& result) {
  std::optional<bool> solved;
  for (std::size_t t = 0; t < task.test_count(); ++t) {
    const auto output = task.output(task.train_count() + t);
    if (!output) continue;
    const bool right = std::any_of(
        result.candidates.begin(), result.candidates.end(),
        [&](const synthesis::Candidate& guess) { return guess.predictions[t] == *output; });
    solved = solved.value_or(true) && right;
  }
  return solved;
}

TaskResult task_result(const tasks::Task& task, const synthesis::SynthesisResult& result) {
  const dsl::Domain& domain = domain_of(task);
  TaskResult line;
  line.task = task.id();
  line.seconds = result.report.seconds;
  line.steps = result.report.steps;
  line.distinct = result.report.distinct;
  line.stop = to_string(result.report.stop);
  for (const synthesis::Candidate& candidate : result.candidates) {
    auto guess = nlohmann::ordered_json::array();
    for (const dsl::Value value : candidate.predictions.values()) {
      guess.emplace_back(tasks::value_to_json(domain, task.type().result(), value));
    }
    line.guesses.push_back(std::move(guess));
    line.programs.push_back(candidate.program);
    line.strategies.push_back(candidate.strategy);
    line.costs.push_back(candidate.cost);
  }
  line.tests = task.test_count();
  for (const synthesis::StrategyReport& strategy : result.report.strategies) {
    line.portfolio.push_back({strategy.name, strategy.seconds, strategy.steps});
  }
  if (!result.report.near_misses.empty()) {
    const synthesis::NearMiss& nearest = result.report.near_misses.front();
    line.nearest = {nearest.program, nearest.pairs_fit};
  }
  line.train_fit = !result.candidates.empty();
  line.solved = is_solved(task, result);
  return line;
}

}  // namespace gestalt::experiments
