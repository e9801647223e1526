// gestalt score: the official metric of a submission file.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/searcher.h"
#include "experiments/cli/suite.h"
#include "experiments/store/statistics.h"
#include "experiments/store/submission.h"
#include "tasks/task_json.h"
#include "tasks/value_json.h"

namespace gestalt::experiments {

namespace {

struct ScoreOptions {
  std::string submission;
  std::string suite;
  bool json = false;
};

Answers answers_of(const std::vector<tasks::Task>& tasks) {
  Answers answers;
  for (const tasks::Task& task : tasks) {
    auto& outputs = answers[task.id()];
    for (std::size_t t = 0; t < task.test_count(); ++t) {
      nlohmann::ordered_json json;
      if (const auto output = task.output(task.train_count() + t)) {
        json = tasks::value_to_json(domain_of(task), task.type().result(), *output);
      }
      outputs.push_back(std::move(json));
    }
  }
  return answers;
}

void show_score(const Score& score) {
  const Interval all = wilson_interval(score.tasks_right, score.tasks);
  print(fmt::format("score    {:.4f}   mean over tasks of the share of test outputs right\n",
                    score.mean()));
  print(fmt::format("outputs  {} of {} right with either attempt\n", score.outputs_right,
                    score.outputs));
  print(fmt::format("tasks    {} of {} all right ({:.1f} to {:.1f} %)\n", score.tasks_right,
                    score.tasks, 100 * all.low, 100 * all.high));
  if (score.missing > 0) {
    print(fmt::format("missing  {} tasks, counted as wrong\n", score.missing));
  }
}

Result<Outcome> score(const ScoreOptions& options) {
  const auto text = tasks::read_text_file(options.submission);
  if (!text) return tl::unexpected(text.error());
  const auto submission = parse_submission(*text, options.submission);
  if (!submission) return tl::unexpected(submission.error());
  const auto suite = load_suite(options.suite);
  if (!suite) return tl::unexpected(suite.error());
  auto scored = score_submission(*submission, answers_of(suite->tasks));
  if (!scored) {
    scored.error().where = fmt::format("{}: {}", options.submission, scored.error().where);
    return tl::unexpected(scored.error());
  }
  if (scored->tasks == 0) {
    return fail(ErrorCode::kInvalidArgument, "no test output is known", options.suite);
  }
  if (!options.json) {
    show_score(*scored);
    return Outcome::kDone;
  }
  nlohmann::ordered_json json;
  json["score"] = scored->mean();
  json["tasks"] = scored->tasks;
  json["tasks_right"] = scored->tasks_right;
  json["outputs"] = scored->outputs;
  json["outputs_right"] = scored->outputs_right;
  json["missing"] = scored->missing;
  print(json.dump() + "\n");
  return Outcome::kDone;
}

}  // namespace

void add_score(CLI::App& app, Action& action) {
  auto options = std::make_shared<ScoreOptions>();
  CLI::App* command = app.add_subcommand(
      "score",
      "Score a submission.json as the ARC Prize does: a test output is right with either attempt, "
      "a task's\nscore is the share of its test outputs that are right, and the score is the mean "
      "over all tasks.");
  command->add_option("SUBMISSION", options->submission, "The file, as gestalt submit writes it")
      ->required();
  command->add_option("DATASET", options->suite, "The data set, with known test outputs")
      ->required();
  command->add_flag("--json", options->json, "Print JSON");
  command->callback([options, &action] { action = [options] { return score(*options); }; });
}

}  // namespace gestalt::experiments
