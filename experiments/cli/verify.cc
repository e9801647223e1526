// gestalt verify: what can be proved about a program.

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/evaluation.h"
#include "synthesis/verify/questions.h"
#include "tasks/catalog.h"
#include "tasks/domains.h"
#include "tasks/render.h"
#include "tasks/value_json.h"

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
TimedAnswer timed(F ask) {
  const auto start = std::chrono::steady_clock::now();
  TimedAnswer timed{ask(), 0};
  timed.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return timed;
}

// ---- What came of it --------------------------------------------------------------------------

std::string_view verdict_name(const synthesis::Verdict& verdict) {
  if (std::holds_alternative<synthesis::Proved>(verdict)) return "proved";
  return std::holds_alternative<synthesis::Refuted>(verdict) ? "refuted" : "unknown";
}

/// The counterexample: a value, or an array of them where a property is about several inputs.
Json counterexample_json(const dsl::Domain& domain, const synthesis::Answer& answer) {
  Json values = Json::array();
  for (std::size_t k = 0; k < answer.counterexample.size(); ++k) {
    values.emplace_back(
        tasks::value_to_json(domain, answer.input_types[k], answer.counterexample[k]));
  }
  if (values.empty()) return nullptr;
  return values.size() == 1 ? values[0] : values;
}

Json answer_json(const dsl::Domain& domain, const TimedAnswer& timed, int bound) {
  const synthesis::Answer& answer = timed.answer;
  const auto* unknown = std::get_if<synthesis::Unknown>(&answer.verdict);
  Json json;
  json["property"] = answer.property;
  json["verdict"] = verdict_name(answer.verdict);
  json["reason"] = unknown == nullptr ? Json(nullptr) : Json(unknown->reason);
  json["counterexample"] = counterexample_json(domain, answer);
  json["bound"] = bound;
  json["seconds"] = timed.seconds;
  json["statement"] = answer.statement;
  json["tested"] = answer.tested;
  return json;
}

/// An input of a counterexample under its number, and what each program makes of it.
void draw_counterexample(const Asked& asked, const synthesis::Answer& answer) {
  const dsl::Domain& domain = asked.program->domain();
  const tasks::ColorMode mode = tasks::detect_color_mode(STDOUT_FILENO);
  std::vector<tasks::Block> blocks;
  for (std::size_t k = 0; k < answer.counterexample.size(); ++k) {
    blocks.push_back(tasks::captioned(
        "input", tasks::draw_value(domain, answer.input_types[k], answer.counterexample[k], mode)));
  }
  dsl::Arena arena;
  dsl::EvalContext context(arena, domain.registry);
  const auto draw_output = [&](const LoadedProgram& program, const std::string& caption) {
    const auto inputs = answer.counterexample.values().first(program.type().arity());
    const auto output =
        synthesis::output_of(context, domain, program.code(), program.type().result(), inputs);
    blocks.push_back(tasks::captioned(
        caption, output ? tasks::draw_value(domain, program.type().result(), *output, mode)
                        : tasks::text_block(fmt::format("fault: {}", to_string(output.error())))));
  };
  draw_output(*asked.program, "output");
  if (asked.other && answer.property == "equals") draw_output(*asked.other, "the other's");
  print(to_string(tasks::flow(blocks, tasks::terminal_columns(STDOUT_FILENO))));
}

void show(const Asked& asked, const TimedAnswer& timed, int bound) {
  const synthesis::Answer& answer = timed.answer;
  std::string line = fmt::format("{:<18} {}", answer.property, verdict_name(answer.verdict));
  if (const auto* unknown = std::get_if<synthesis::Unknown>(&answer.verdict)) {
    line += fmt::format(": {}", unknown->reason);
    if (answer.tested > 0) line += fmt::format("; tested on {} inputs", answer.tested);
  } else if (answer.property != "train") {
    line += fmt::format(" up to {}", bound);
  }
  print(fmt::format("{}, {:.2f} s\n  {}\n", line, timed.seconds, answer.statement));
  if (std::holds_alternative<synthesis::Refuted>(answer.verdict)) {
    draw_counterexample(asked, answer);
  }
}

Result<Outcome> verify(const VerifyOptions& options) {
  const auto asked = load(options);
  if (!asked) return tl::unexpected(asked.error());
  const auto properties = chosen_properties(options, *asked);
  if (!properties) return tl::unexpected(properties.error());
  const LoadedProgram& program = *asked->program;
  const dsl::Domain& domain = program.domain();
  const auto subject_of = [&](const LoadedProgram& loaded) {
    return synthesis::make_subject(domain, loaded.type(), loaded.pool(), loaded.term());
  };
  const synthesis::Subject subject = subject_of(program);
  std::optional<dsl::Examples> examples;
  if (asked->task) examples = asked->task->examples();

  Json questions = Json::array();
  bool refuted = false;
  const auto report = [&](const TimedAnswer& timed) {
    refuted = refuted || std::holds_alternative<synthesis::Refuted>(timed.answer.verdict);
    if (options.json) {
      questions.push_back(answer_json(domain, timed, options.prover.bound));
    } else {
      show(*asked, timed, options.prover.bound);
    }
  };
  if (asked->other) {
    const synthesis::Subject other = subject_of(*asked->other);
    const auto question = synthesis::equivalence_of(
        subject, other, "has the same output as the other program, or neither has one");
    report(timed([&] { return synthesis::prove(domain, *question, options.prover); }));
  }
  for (const std::string& property : *properties) {
    report(timed([&] {
      return synthesis::ask(property, subject, examples ? &*examples : nullptr, options.prover);
    }));
  }
  if (options.json) print(Json({{"questions", questions}}).dump(1) + "\n");
  return refuted ? Outcome::kFailed : Outcome::kDone;
}

}  // namespace

void add_verify(CLI::App& app, Action& action) {
  auto options = std::make_shared<VerifyOptions>();
  CLI::App* command = app.add_subcommand(
      "verify",
      "Prove properties of a program for all inputs up to a bound, or find the smallest input on "
      "which they fail.\nExit status 1: a property is refuted.");
  command->add_option("PROGRAM", options->program, "Text like \"(lambda (x) x)\", or @FILE")
      ->required();
  command->add_option("TASK", options->task, "A task file, or SUITE/ID");
  command
      ->add_option("--property", options->properties,
                   "train, total, size, palette, idempotence or a symmetry of the domain; all "
                   "unless given")
      ->allow_extra_args(false);
  command->add_option("--equals", options->equals, "Whether this program has the same outputs");
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
  command->add_option("--seed", options->prover.seed, "Of those inputs")->capture_default_str();
  command->add_flag("--json", options->json,
                    "Print {\"questions\": [{\"property\", \"verdict\", \"reason\", "
                    "\"counterexample\", \"bound\", \"seconds\"}]}");
  command->callback([options, &action] { action = [options] { return verify(*options); }; });
}

}  // namespace gestalt::experiments
