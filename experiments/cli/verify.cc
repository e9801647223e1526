// gestalt verify: what can be proved about a program.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>

#include "dsl/core/syntax.h"
#include "experiments/cli/ambiguity_report.h"
#include "experiments/cli/answers.h"
#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/counterexample.h"
#include "experiments/cli/evaluation.h"
#include "experiments/cli/fill_command.h"
#include "synthesis/verify/questions.h"
#include "synthesis/verify/smt_log.h"
#include "tasks/catalog.h"
#include "tasks/domains.h"

namespace gestalt::experiments {

namespace {

using Json = nlohmann::ordered_json;

struct VerifyOptions {
  std::string program;
  std::string task;
  std::string domain;
  std::string equals;
  std::vector<std::string> properties;
  synthesis::ProverOptions prover;
  SearchSettings search;
  std::string log;  ///< a folder for scripts; none where empty
  bool ambiguity = false;
  bool fill = false;
  bool json = false;
};

/// What is asked about: a program, perhaps a task, perhaps a second program.
struct Asked {
  std::optional<tasks::Task> task;
  std::optional<LoadedProgram> program;
  std::optional<LoadedProgram> other;

  [[nodiscard]] Result<LoadedProgram> load(const std::string& text,
                                           const dsl::Domain& domain) const {
    return task ? LoadedProgram::load(text, *task) : LoadedProgram::load(text, domain);
  }
};

struct TimedAnswer {
  synthesis::Answer answer;
  double seconds = 0;
};

Result<Asked> load(const VerifyOptions& options) {
  Asked asked;
  if (!options.task.empty()) {
    auto task = tasks::Catalog::find().load(options.task);
    if (!task) return tl::unexpected(task.error());
    asked.task = *std::move(task);
  }
  const std::string first = tasks::domains().front().name;
  const std::string& named = options.domain.empty() && asked.task ? asked.task->domain()
                             : options.domain.empty()             ? first
                                                                  : options.domain;
  const auto domain = tasks::find_domain(named);
  if (!domain) return tl::unexpected(domain.error());
  if (asked.task && asked.task->domain() != (*domain)->name) {
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("the task is of domain {}", asked.task->domain()), "--domain");
  }
  auto program = asked.load(options.program, **domain);
  if (!program) return tl::unexpected(program.error());
  asked.program = *std::move(program);
  if (!options.equals.empty()) {
    auto other = asked.load(options.equals, **domain);
    if (!other) return tl::unexpected(other.error());
    if (other->type() != asked.program->type()) {
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("it has type {}, the program {}", to_string(other->type()),
                              to_string(asked.program->type())),
                  "--equals");
    }
    asked.other = *std::move(other);
  }
  return asked;
}

/// The properties to ask, checked: those named, else all but what --equals alone asks.
Result<std::vector<std::string>> chosen_properties(const VerifyOptions& options,
                                                   const Asked& asked) {
  const auto known = synthesis::properties_of(asked.program->domain());
  for (const std::string& property : options.properties) {
    if (std::find(known.begin(), known.end(), property) == known.end()) {
      return fail(ErrorCode::kInvalidArgument,
                  fmt::format("no property '{}'; there are {}", property, fmt::join(known, ", ")),
                  "--property");
    }
    if (property == "train" && !asked.task) {
      return fail(ErrorCode::kInvalidArgument, "'train' needs a TASK", "--property");
    }
  }
  if (!options.properties.empty()) return options.properties;
  if (asked.other) return std::vector<std::string>{};
  std::vector<std::string> all = known;
  if (!asked.task) std::erase(all, "train");
  return all;
}

template <class F>
TimedAnswer time(F ask) {
  const auto start = std::chrono::steady_clock::now();
  TimedAnswer timed{ask(), 0};
  timed.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return timed;
}

// ---- What came of it --------------------------------------------------------------------------

Json timed_json(const dsl::Domain& domain, const TimedAnswer& timed, int bound) {
  Json json = answer_json(domain, timed.answer, bound);
  json["seconds"] = timed.seconds;
  return json;
}

void show(const Asked& asked, const TimedAnswer& timed) {
  const synthesis::Answer& answer = timed.answer;
  const bool refuted = std::holds_alternative<synthesis::Refuted>(answer.verdict);
  const bool given = answer.property == "train" && !refuted;
  print(fmt::format("{:<18} {}, {:.2f} s\n  {}\n", answer.property,
                    given || refuted ? std::string(verdict_name(answer.verdict)) : describe(answer),
                    timed.seconds, answer.statement));
  if (!refuted) return;
  std::vector<CaptionedProgram> programs{{"output", &*asked.program}};
  if (asked.other && answer.property == "equals") {
    programs.push_back({"the other's", &*asked.other});
  }
  draw_counterexample(answer, programs);
}

/// The programs that fit the task in the place of the program.
Result<Outcome> verify_task(const VerifyOptions& options) {
  constexpr std::size_t kGuesses = 8;  // unless given
  if (!options.task.empty() || !options.properties.empty() || !options.equals.empty()) {
    return fail(ErrorCode::kInvalidArgument, "takes a TASK alone, and no property", "--ambiguity");
  }
  const auto task = tasks::Catalog::find().load(options.program);
  if (!task) return tl::unexpected(task.error());
  SearchSettings search = options.search;
  if (!search.set_by.contains("guesses")) search.guesses = kGuesses;
  return report_ambiguity(*task, search, options.prover, options.json);
}

/// A sketch in the place of the program.
Result<Outcome> fill(const VerifyOptions& options) {
  if (options.task.empty()) {
    return fail(ErrorCode::kInvalidArgument, "takes a sketch and a TASK", "--fill");
  }
  if (!options.properties.empty() || !options.equals.empty() || options.ambiguity) {
    return fail(ErrorCode::kInvalidArgument, "asks for no property", "--fill");
  }
  const auto task = tasks::Catalog::find().load(options.task);
  if (!task) return tl::unexpected(task.error());
  return fill_sketch(options.program, *task, options.prover, options.json);
}

/// Asks one question after the other, shows what came of it and writes it down.
class Verification {
 public:
  Verification(const VerifyOptions& options, const Asked& asked)
      : options_(options),
        asked_(asked),
        domain_(asked.program->domain()),
        subject_(subject_of(*asked.program)) {
    if (asked.task) examples_ = asked.task->examples();
    if (!options.log.empty()) log_.emplace(options.log, options.prover);
  }

  void ask_equals() {
    const synthesis::Subject other = subject_of(*asked_.other);
    const auto question = synthesis::equivalence_of(
        subject_, other, "has the same output as the other program, or neither has one");
    const TimedAnswer timed =
        time([&] { return synthesis::prove(domain_, *question, options_.prover); });
    report(timed);
    if (log_) {
      log_->write(*question, domain_, timed.answer,
                  {printed(*asked_.program), printed(*asked_.other)});
    }
  }

  void ask(const std::string& property) {
    const dsl::Examples* examples = examples_ ? &*examples_ : nullptr;
    const TimedAnswer timed =
        time([&] { return synthesis::ask(property, subject_, examples, options_.prover); });
    report(timed);
    if (!log_) return;
    const auto asked = synthesis::question_of(property, subject_, examples, options_.prover);
    if (asked.question == nullptr) return;
    log_->write(*asked.question, domain_, timed.answer, {printed(*asked_.program)});
  }

  [[nodiscard]] Outcome finish() const {
    if (options_.json) print(Json({{"questions", questions_}}).dump(1) + "\n");
    return refuted_ ? Outcome::kFailed : Outcome::kDone;
  }

 private:
  [[nodiscard]] synthesis::Subject subject_of(const LoadedProgram& program) const {
    return synthesis::make_subject(domain_, program.type(), program.pool(), program.term());
  }
  [[nodiscard]] std::string printed(const LoadedProgram& program) const {
    return dsl::print_term(program.pool(), program.term(), domain_);
  }

  void report(const TimedAnswer& timed) {
    refuted_ = refuted_ || std::holds_alternative<synthesis::Refuted>(timed.answer.verdict);
    if (options_.json) {
      questions_.push_back(timed_json(domain_, timed, options_.prover.bound));
    } else {
      show(asked_, timed);
    }
  }

  const VerifyOptions& options_;
  const Asked& asked_;
  const dsl::Domain& domain_;
  synthesis::Subject subject_;
  std::optional<dsl::Examples> examples_;
  std::optional<synthesis::SmtLog> log_;
  Json questions_ = Json::array();
  bool refuted_ = false;
};

Result<Outcome> verify(const VerifyOptions& options) {
  if (options.fill) return fill(options);
  if (options.ambiguity) return verify_task(options);
  const auto asked = load(options);
  if (!asked) return tl::unexpected(asked.error());
  const auto properties = chosen_properties(options, *asked);
  if (!properties) return tl::unexpected(properties.error());
  Verification verification(options, *asked);
  if (asked->other) verification.ask_equals();
  for (const std::string& property : *properties) verification.ask(property);
  return verification.finish();
}

}  // namespace

void add_verify(CLI::App& app, Action& action) {
  auto options = std::make_shared<VerifyOptions>();
  CLI::App* command = app.add_subcommand(
      "verify",
      "Prove properties of a program for all inputs up to a bound, or find the smallest input on "
      "which they fail.\nExit status 1: a property is refuted; with --ambiguity: no program fits; "
      "with "
      "--fill: nothing is known to fit the holes.");
  command
      ->add_option("PROGRAM", options->program,
                   "Text like \"(lambda (x) x)\", or @FILE; with --ambiguity a task, with --fill a "
                   "sketch")
      ->required();
  command->add_option("TASK", options->task, "A task file, or SUITE/ID");
  command
      ->add_option("--property", options->properties,
                   "train, total, size, palette, idempotence or a symmetry of the domain; all "
                   "unless given")
      ->allow_extra_args(false);
  command->add_option("--equals", options->equals, "Whether this program has the same outputs");
  command->add_flag("--ambiguity", options->ambiguity,
                    "gestalt verify TASK --ambiguity: search programs that fit (8 guesses unless "
                    "given), group them by\nproved equality, and show for each two groups an input "
                    "that tells them apart");
  command->add_flag("--fill", options->fill,
                    "gestalt verify SKETCH TASK --fill: solve the holes of a program so that it "
                    "meets the train pairs, at the\nleast cost; holes are ?color, ?int (any base "
                    "type), ?color-map, ?predicate-threshold; ?color:a is one hole\nwherever it "
                    "occurs");
  command->add_option("--bound", options->prover.bound, "Largest side, or length, of inputs")
      ->check(CLI::Range(1, synthesis::kMaxBound))
      ->capture_default_str();
  command->add_option("--domain", options->domain, "Domain of a program without task")
      ->type_name("NAME");
  command
      ->add_option("--resources", options->prover.limits.resources,
                   "Z3's limit for one check, in its own units (rlimit)")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command
      ->add_option("--tests", options->prover.tests,
                   "Generated inputs to test on what is not decided")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command
      ->add_option("--log", options->log,
                   "Write every question asked of the solver into a folder, as an SMT-LIB script")
      ->type_name("DIR");
  add_search_options(*command, options->search);
  command->add_flag("--json", options->json,
                    "Print {\"questions\": [{\"property\", \"verdict\", \"reason\", "
                    "\"counterexample\", \"bound\", \"seconds\"}]}");
  command->callback([options, &action] {
    options->prover.seed += options->search.seed;
    action = [options] { return verify(*options); };
  });
}

}  // namespace gestalt::experiments
