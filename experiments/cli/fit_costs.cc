// gestalt fit costs: how often the programs of a corpus use each primitive in each slot, from which
// the guide `corpus` makes its costs.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fstream>
#include <memory>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/evaluation.h"
#include "experiments/cli/searcher.h"
#include "experiments/cli/suite.h"
#include "synthesis/rank/corpus_costs.h"
#include "tasks/corpus_file.h"
#include "tasks/domains.h"

namespace gestalt::experiments {

namespace {

using synthesis::Ranking;
using synthesis::UseCounts;

struct FitCostsOptions {
  std::string corpus;
  std::string suite = "arc-agi-1/training";
  std::optional<std::string> out;
};

/// By domain.
using Counts = std::map<std::string, UseCounts>;

Result<Counts> count_uses(const FitCostsOptions& options) {
  const auto corpus = tasks::read_corpus(options.corpus);
  if (!corpus) return tl::unexpected(corpus.error());
  const auto suite = load_suite(options.suite);
  if (!suite) return tl::unexpected(suite.error());
  const TaskIndex tasks(suite->tasks);
  Counts counts;
  for (const tasks::CorpusEntry& entry : corpus->entries) {
    const auto task = tasks.find(entry.task, options.corpus);
    if (!task) return tl::unexpected(task.error());
    auto program = LoadedProgram::load(entry.program, **task);
    if (!program) return tl::unexpected(program.error());
    counts[(*task)->domain()].add(program->pool(), program->term(),
                                  static_cast<std::uint32_t>((*task)->arity()),
                                  synthesis::half_of(entry.task));
  }
  return counts;
}

/// Held-out likelihood of the corpus under the records' costs and under fitted ones.
void show_fit(const std::string& name, const UseCounts& counts) {
  const dsl::Domain& domain = **tasks::find_domain(name);
  const dsl::Registry& registry = domain.registry;
  print(fmt::format("{}: {} different uses\n{:<32} {:>10} {:>10}\n", name, counts.all().size(),
                    "bits a use", "even half", "odd half"));
  const auto line = [&](const char* what, const synthesis::Costs& even,
                        const synthesis::Costs& odd) {
    print(fmt::format("{:<32} {:>10.3f} {:>10.3f}\n", what,
                      bits_per_use(registry, even, counts, Ranking::kEvenHalf),
                      bits_per_use(registry, odd, counts, Ranking::kOddHalf)));
  };
  const synthesis::Costs records(domain);
  line("the records' costs", records, records);
  const auto fit = [&](Ranking half) { return fitted_costs(domain, counts, half); };
  line("fitted on the other half", fit(Ranking::kOddHalf), fit(Ranking::kEvenHalf));
  line("fitted on all", fit(Ranking::kAll), fit(Ranking::kAll));
}

Result<void> write(const Counts& counts, const std::string& file_name) {
  std::ofstream file(file_name);
  file
      << "// Uses of primitives by domain, parent and argument, in programs of the even and of the "
         "odd half of\n// the tasks. Made by: gestalt fit costs "
         "tasks/corpus/arc-agi-1-training.txt --out FILE\n";
  for (const auto& [name, own] : counts) {
    const dsl::Registry& registry = (*tasks::find_domain(name))->registry;
    for (const auto& [use, halves] : own.all()) {
      file << fmt::format("{{\"{}\", \"{}\", {}, \"{}\", {{{}, {}}}}},\n", name,
                          synthesis::parent_name(registry, use.slot), use.slot.argument,
                          registry[use.head].name, halves[0], halves[1]);
    }
  }
  file.close();
  if (!file) return fail(ErrorCode::kIo, "cannot be written", file_name);
  return {};
}

Result<Outcome> fit_costs(const FitCostsOptions& options) {
  const auto counts = count_uses(options);
  if (!counts) return tl::unexpected(counts.error());
  for (const auto& [name, own] : *counts) show_fit(name, own);
  if (!options.out) return Outcome::kDone;
  const auto written = write(*counts, *options.out);
  if (!written) return tl::unexpected(written.error());
  return Outcome::kDone;
}

}  // namespace

void add_fit_costs(CLI::App& fit, Action& action) {
  auto options = std::make_shared<FitCostsOptions>();
  CLI::App* command = fit.add_subcommand(
      "costs",
      "Count how the programs of a corpus use the primitives: what the guide `corpus` makes costs "
      "of (a smoothed\nbigram). Shows how well costs fitted on one half of the tasks predict the "
      "programs of the other.");
  command->add_option("CORPUS", options->corpus, "As tasks/corpus/arc-agi-1-training.txt")
      ->required();
  command->add_option("--suite", options->suite, "The data set of its tasks; " + options->suite);
  command
      ->add_option("--out", options->out, "Write the counts, as synthesis/rank/corpus_counts.inc")
      ->type_name("FILE");
  command->callback([options, &action] { action = [options] { return fit_costs(*options); }; });
}

}  // namespace gestalt::experiments
