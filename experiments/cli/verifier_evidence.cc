#include "experiments/cli/verifier_evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <map>

#include "dsl/core/reader.h"
#include "dsl/core/syntax.h"
#include "experiments/cli/console.h"
#include "experiments/cli/evaluation.h"
#include "experiments/cli/interrupt.h"
#include "experiments/cli/mutants.h"
#include "experiments/cli/repository.h"
#include "experiments/cli/suite.h"
#include "experiments/cli/toml_reader.h"
#include "synthesis/verify/filling.h"
#include "synthesis/verify/questions.h"
#include "tasks/corpus_file.h"

namespace gestalt::experiments {

namespace {

/// What the file says.
struct Plan {
  std::string corpus;
  std::string suite;
  synthesis::ProverOptions prover;
  std::size_t programs = 0;   ///< of the corpus, evenly spaced; 0: all
  std::size_t questions = 0;  ///< in all: what the programs leave is asked about mutants of them
  int further_bound = 4;      ///< of those
  std::size_t mutants = 0;
  int random_inputs = 0;  ///< on which a mutant that is proved equal is run
  std::size_t sketches = 0;
  std::uint64_t fillings = 0;      ///< tried at most, for one sketch
  double seconds = 2;              ///< in which a question counts as answered
  std::optional<double> answered;  ///< bar: the least share of any property
};

Result<Plan> read_plan(const std::string& file, bool quick) {
  const auto parsed = parse_toml_file(file);
  if (!parsed) return tl::unexpected(parsed.error());
  std::optional<Error> error;
  TableReader top(*parsed, file, error);
  Plan plan;
  const auto read_sizes = [&](TableReader& reader) {
    reader.read<std::int64_t>("programs", plan.programs);
    reader.read<std::int64_t>("questions", plan.questions);
    reader.read<std::int64_t>("mutants", plan.mutants);
    reader.read<std::int64_t>("random_inputs", plan.random_inputs);
    reader.read<std::int64_t>("sketches", plan.sketches);
    reader.read<std::int64_t>("fillings", plan.fillings);
  };
  if (const toml::table* table = top.node<toml::table>("verifier")) {
    TableReader reader(*table, file, error);
    reader.read<std::string>("corpus", plan.corpus);
    reader.read<std::string>("suite", plan.suite);
    reader.read<std::int64_t>("bound", plan.prover.bound);
    reader.read<std::int64_t>("further_bound", plan.further_bound);
    reader.read<std::int64_t>("resources", plan.prover.resources);
    reader.read<std::int64_t>("seed", plan.prover.seed);
    reader.read<double>("seconds", plan.seconds);
    read_sizes(reader);
    if (const toml::table* bars = reader.node<toml::table>("bars")) {
      TableReader inner(*bars, file, error);
      inner.read<double>("answered", plan.answered);
      inner.finish();
    }
    reader.finish();
    for (const int bound : {plan.prover.bound, plan.further_bound}) {
      if (bound >= 1 && bound <= synthesis::kMaxBound) continue;
      reader.complain(reader.source(),
                      fmt::format("bound {} is not 1 to {}", bound, synthesis::kMaxBound));
    }
  }
  if (const toml::table* small = top.node<toml::table>("quick")) {
    TableReader reader(*small, file, error);
    const Plan whole = plan;
    read_sizes(reader);
    reader.finish();
    if (!quick) plan = whole;
  }
  top.finish();
  if (error) return tl::unexpected(*error);
  return plan;
}

/// A program of the corpus on its task.
struct Specimen {
  const tasks::Task* task = nullptr;
  LoadedProgram program;
  std::string text;
  bool modelled = false;
};

/// Of this process's processor time, which other programs on the machine do not change.
template <class F>
double seconds_of(F run) {
  const std::clock_t start = std::clock();
  run();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

/// The experiment: three tables, and whether a bar was missed.
class VerifierExperiment {
 public:
  VerifierExperiment(const Plan& plan, const std::vector<Specimen>& specimens)
      : plan_(plan), specimens_(specimens), interrupted_(catch_interrupts()) {}

  [[nodiscard]] bool run() {
    ask_questions();
    compare_mutants();
    ask_further();
    fill_holes();
    return !missed_ && !interrupted_;
  }

 private:
  struct Row {
    std::size_t none = 0;  ///< the property says nothing of the program
    std::size_t asked = 0;
    std::size_t proved = 0;
    std::size_t refuted = 0;
    std::size_t in_time = 0;  ///< answered, and within the seconds
    double seconds = 0;
  };

  void bar(std::string_view what, double value, std::string_view relation, double wanted,
           bool met) {
    missed_ = missed_ || !met;
    print(fmt::format("bar      {}: {:.3g}, wanted {} {:.3g}: {}\n", what, value, relation, wanted,
                      met ? "met" : "MISSED"));
  }

  [[nodiscard]] synthesis::Subject subject_of(const LoadedProgram& program,
                                              dsl::TermId term) const {
    return synthesis::make_subject(program.domain(), program.type(), program.pool(), term);
  }

  void count(const synthesis::Answer& answer, const std::string& program) {
    ++questions_;
    sizes_ += answer.proved + (answer.counterexample.size() > 0 ? 1 : 0);
    if (!answer.irreproducible) return;
    ++irreproducible_;
    print_error(
        fmt::format("a counterexample to {} does not reproduce: {}", answer.property, program));
  }

  void ask_questions() {
    std::map<std::string, Row> rows;
    std::vector<std::string> properties;
    std::size_t modelled = 0;
    Progress progress;
    for (std::size_t k = 0; k < specimens_.size() && !interrupted_; ++k) {
      const Specimen& specimen = specimens_[k];
      if (!specimen.modelled) continue;
      ++modelled;
      progress.show(fmt::format("questions {}/{}", k + 1, specimens_.size()));
      const synthesis::Subject subject = subject_of(specimen.program, specimen.program.term());
      const dsl::Examples examples = specimen.task->examples();
      properties = synthesis::properties_of(specimen.program.domain());
      for (const std::string& property : properties) {
        synthesis::AskedProperty asked;
        synthesis::Answer answer;
        const double seconds = seconds_of([&] {
          asked = synthesis::question_of(property, subject, &examples, plan_.prover);
          if (asked.question == nullptr) return;
          answer = synthesis::prove(specimen.program.domain(), *asked.question, plan_.prover);
        });
        if (asked.question == nullptr) {
          ++rows[property].none;
          continue;
        }
        add(rows[property], answer, seconds);
        count(answer, specimen.text);
      }
    }
    progress.clear();
    print(fmt::format("{} programs, {} of them within the modelled fragment; inputs up to {}\n\n",
                      specimens_.size(), modelled, plan_.prover.bound));
    print(fmt::format("{:<20} {:>6} {:>6} {:>7} {:>8} {:>8} {:>10} {:>8}\n", "property", "none",
                      "asked", "proved", "refuted", "unknown",
                      fmt::format("in {:g} s", plan_.seconds), "mean s"));
    double least = 1;
    for (const std::string& property : properties) {
      const Row& row = rows[property];
      const double share = static_cast<double>(row.in_time) / static_cast<double>(row.asked);
      least = std::min(least, share);
      print(fmt::format("{:<20} {:>6} {:>6} {:>7} {:>8} {:>8} {:>8.1f} % {:>8.3f}\n", property,
                        row.none, row.asked, row.proved, row.refuted,
                        row.asked - row.proved - row.refuted, 100 * share,
                        row.seconds / static_cast<double>(row.asked)));
    }
    print("\n");
    if (plan_.answered) {
      bar("answered in time, least of the properties", least, "at least", *plan_.answered,
          least >= *plan_.answered);
    }
  }

  void add(Row& row, const synthesis::Answer& answer, double seconds) const {
    const bool proved = std::holds_alternative<synthesis::Proved>(answer.verdict);
    const bool refuted = std::holds_alternative<synthesis::Refuted>(answer.verdict);
    ++row.asked;
    row.proved += proved ? 1 : 0;
    row.refuted += refuted ? 1 : 0;
    row.in_time += (proved || refuted) && seconds <= plan_.seconds ? 1 : 0;
    row.seconds += seconds;
  }

  /// Each mutant is another function, or is proved equal and stays so on random inputs.
  void compare_mutants() {
    dsl::Rng rng(plan_.prover.seed);
    Row row;
    std::size_t wrong = 0;
    Progress progress;
    for (std::size_t tries = 0; row.asked < plan_.mutants && tries < 20 * plan_.mutants; ++tries) {
      if (interrupted_) break;
      const Specimen& specimen = specimens_[rng() % specimens_.size()];
      if (!specimen.modelled) continue;
      dsl::TermPool pool;
      const dsl::TermId own = pool.import(specimen.program.pool(), specimen.program.term());
      const auto mutant = mutant_of(pool, own, specimen.program.domain(), rng);
      if (!mutant) continue;
      progress.show(fmt::format("mutants {}/{}", row.asked + 1, plan_.mutants));
      const auto& domain = specimen.program.domain();
      const auto first = synthesis::make_subject(domain, specimen.program.type(), pool, own);
      const auto second = synthesis::make_subject(domain, specimen.program.type(), pool, *mutant);
      const auto question = synthesis::equivalence_of(first, second, "equal outputs");
      synthesis::Answer answer;
      const double seconds =
          seconds_of([&] { answer = synthesis::prove(domain, *question, plan_.prover); });
      add(row, answer, seconds);
      count(answer, specimen.text);
      if (!std::holds_alternative<synthesis::Proved>(answer.verdict)) continue;
      synthesis::ProverOptions random = plan_.prover;
      random.tests = plan_.random_inputs;
      const auto tested = synthesis::test(domain, *question, random);
      if (!std::holds_alternative<synthesis::Refuted>(tested.verdict)) continue;
      ++wrong;
      print_error(fmt::format("proved equal, but different: {} and {}", specimen.text,
                              dsl::print_term(pool, *mutant, domain)));
    }
    progress.clear();
    print(
        fmt::format("\n{} mutants: {} refuted, {} proved equal (run on {} random inputs each), "
                    "{} unknown\n",
                    row.asked, row.refuted, row.proved,
                    grouped(static_cast<std::uint64_t>(plan_.random_inputs)),
                    row.asked - row.refuted - row.proved));
    bar("mutants", static_cast<double>(row.asked), "at least", static_cast<double>(plan_.mutants),
        row.asked >= plan_.mutants);
    bar("mutants proved equal that are not", static_cast<double>(wrong), "at most", 0, wrong == 0);
  }

  /// All properties of mutants, one after the other, until there are enough questions.
  void ask_further() {
    dsl::Rng rng(plan_.prover.seed + 1);
    synthesis::ProverOptions options = plan_.prover;
    options.bound = plan_.further_bound;
    const std::uint64_t before = questions_;
    Progress progress;
    for (std::size_t tries = 0; questions_ < plan_.questions && !interrupted_; ++tries) {
      if (tries > 20 * plan_.questions) break;
      const Specimen& specimen = specimens_[rng() % specimens_.size()];
      if (!specimen.modelled) continue;
      const dsl::Domain& domain = specimen.program.domain();
      dsl::TermPool pool;
      const dsl::TermId own = pool.import(specimen.program.pool(), specimen.program.term());
      const auto mutant = mutant_of(pool, own, domain, rng);
      if (!mutant || !is_modelled(pool, *mutant, domain)) continue;
      progress.show(fmt::format("questions {}/{}", questions_, plan_.questions));
      const auto subject = synthesis::make_subject(domain, specimen.program.type(), pool, *mutant);
      const dsl::Examples examples = specimen.task->examples();
      for (const std::string& property : synthesis::properties_of(domain)) {
        const auto asked = synthesis::question_of(property, subject, &examples, options);
        if (asked.question == nullptr) continue;
        count(synthesis::prove(domain, *asked.question, options),
              dsl::print_term(pool, *mutant, domain));
      }
    }
    progress.clear();
    print(fmt::format(
        "\n{} questions, {} of them about properties of mutants up to {}; {} decided "
        "for one size of inputs each\n",
        grouped(questions_), grouped(questions_ - before), options.bound, grouped(sizes_)));
    bar("questions", static_cast<double>(questions_), "at least",
        static_cast<double>(plan_.questions), questions_ >= plan_.questions);
    bar("counterexamples that do not reproduce", static_cast<double>(irreproducible_), "at most", 0,
        irreproducible_ == 0);
  }

  struct Side {
    std::size_t filled = 0;
    std::uint64_t evaluations = 0;
    double seconds = 0;
    void add(const synthesis::Filled& result, double took) {
      filled += result.best ? 1 : 0;
      evaluations += result.evaluations;
      seconds += took;
    }
  };

  void fill_holes() {
    std::size_t sketches = 0;
    std::size_t faster = 0;
    std::size_t disagreed = 0;
    Side solving;
    Side trying;
    Progress progress;
    for (const Specimen& specimen : specimens_) {
      if (sketches == plan_.sketches || interrupted_) break;
      if (!specimen.modelled) continue;
      const auto sketch = sketch_of(specimen);
      if (!sketch) continue;
      progress.show(fmt::format("sketches {}/{}", ++sketches, plan_.sketches));
      const dsl::Examples examples = specimen.task->examples();
      synthesis::Filled solved;
      synthesis::Filled tried;
      const double first =
          seconds_of([&] { solved = synthesis::fill_by_solving(*sketch, examples, plan_.prover); });
      const double second =
          seconds_of([&] { tried = synthesis::fill_by_trying(*sketch, examples, plan_.fillings); });
      solving.add(solved, first);
      trying.add(tried, second);
      if (solved.best && (!tried.best || first < second)) ++faster;
      const bool both = solved.best && solved.minimal && tried.best;
      if (both && solved.best->cost != tried.best->cost) ++disagreed;
    }
    progress.clear();
    print(fmt::format("\n{} sketches{:>16} {:>12} {:>10}\n", sketches, "filled", "evaluations",
                      "seconds"));
    const auto show = [&](std::string_view name, const Side& side) {
      print(fmt::format("{:<18} {:>10} {:>12} {:>10.2f}\n", name, side.filled,
                        grouped(side.evaluations), side.seconds));
    };
    show("solving", solving);
    show(fmt::format("trying up to {}", plan_.fillings), trying);
    print(fmt::format("solving was faster on {}\n", faster));
    bar("sketches", static_cast<double>(sketches), "at least", static_cast<double>(plan_.sketches),
        sketches >= plan_.sketches);
    bar("sketches with fillings of different least cost", static_cast<double>(disagreed), "at most",
        0, disagreed == 0);
  }

  /// The program with its first literals of colors and integers taken out.
  [[nodiscard]] static std::optional<synthesis::Sketch> sketch_of(const Specimen& specimen) {
    constexpr std::size_t kMostHoles = 3;
    std::string text;
    std::size_t holes = 0;
    for (std::size_t i = 0; i < specimen.text.size();) {
      const std::size_t end = specimen.text.find_first_of("() []", i);
      if (end == i) {
        text += specimen.text[i++];
        continue;
      }
      const std::string token = specimen.text.substr(i, end - i);
      const auto type = literal_type(specimen.program.domain(), token);
      text += type && holes < kMostHoles ? "?" + *type : token;
      holes += type && holes < kMostHoles ? 1 : 0;
      i += token.size();
    }
    if (holes == 0) return std::nullopt;
    auto sketch =
        synthesis::Sketch::parse(text, specimen.program.type(), specimen.program.domain());
    if (!sketch) return std::nullopt;  // a literal in a list literal
    return *std::move(sketch);
  }

  /// "color" or "int" for a literal of such a type.
  [[nodiscard]] static std::optional<std::string> literal_type(const dsl::Domain& domain,
                                                               const std::string& token) {
    dsl::Arena arena;
    for (const char* name : {"color", "int"}) {
      const dsl::BaseType* type = domain.find_type(name);
      if (type != nullptr && type->parse(arena, token)) return name;
    }
    return std::nullopt;
  }

  const Plan& plan_;
  const std::vector<Specimen>& specimens_;
  const std::atomic<bool>& interrupted_;
  bool missed_ = false;
  std::uint64_t questions_ = 0;
  std::uint64_t sizes_ = 0;
  std::size_t irreproducible_ = 0;
};

/// Programs of the corpus, evenly spaced, whose tasks are there. The suite outlives them.
Result<std::vector<Specimen>> load_specimens(const Plan& plan, const Suite& suite) {
  const auto root = repository_with(plan.corpus);
  if (!root) return tl::unexpected(root.error());
  const auto corpus = tasks::read_corpus(*root / plan.corpus);
  if (!corpus) return tl::unexpected(corpus.error());
  const TaskIndex index(suite.tasks);
  const std::size_t whole = corpus->entries.size();
  const std::size_t count = plan.programs == 0 ? whole : std::min(plan.programs, whole);
  std::vector<Specimen> specimens;
  for (std::size_t k = 0; k < count; ++k) {
    const tasks::CorpusEntry& entry = corpus->entries[k * whole / count];
    const auto task = index.find(entry.task, plan.corpus);
    if (!task) return tl::unexpected(task.error());
    auto program = LoadedProgram::load(entry.program, **task);
    if (!program) return tl::unexpected(program.error());
    const bool modelled = is_modelled(program->pool(), program->term(), program->domain());
    specimens.push_back({*task, *std::move(program), entry.program, modelled});
  }
  return specimens;
}

}  // namespace

bool is_verifier_experiment(const std::string& file) {
  const auto table = parse_toml_file(file);
  return table && table->contains("verifier");
}

Result<Outcome> run_verifier_experiment(const std::string& file, bool quick) {
  const auto plan = read_plan(file, quick);
  if (!plan) return tl::unexpected(plan.error());
  const auto suite = load_suite(plan->suite);
  if (!suite) return tl::unexpected(suite.error());
  const auto specimens = load_specimens(*plan, *suite);
  if (!specimens) return tl::unexpected(specimens.error());
  return VerifierExperiment(*plan, *specimens).run() ? Outcome::kDone : Outcome::kFailed;
}

}  // namespace gestalt::experiments
