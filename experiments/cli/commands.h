// All commands. Each adds its options to the command line and, when the user chose it, sets the
// action to be run after parsing.
#pragma once

#include <CLI/App.hpp>
#include <functional>

#include "dsl/core/result.h"

namespace gestalt::experiments {

/// What a command ends with, when its input was good.
enum class Outcome : int { kDone = 0, kFailed = 1 };
/// The exit status where it was not.
inline constexpr int kBadInput = 2;

using Action = std::function<Result<Outcome>()>;

void add_solve(CLI::App& app, Action& action);
void add_bench(CLI::App& app, Action& action);
void add_run(CLI::App& app, Action& action);
void add_trace(CLI::App& app, Action& action);
void add_verify(CLI::App& app, Action& action);
void add_dsl(CLI::App& app, Action& action);
void add_tasks(CLI::App& app, Action& action);
void add_demo(CLI::App& app, Action& action);
void add_fit(CLI::App& app, Action& action);
void add_fit_costs(CLI::App& fit, Action& action);
void add_corpus(CLI::App& app, Action& action);
void add_train(CLI::App& app, Action& action);
/// Adds `sample` to the command `tasks`.
void add_task_sampling(CLI::App& tasks, Action& action);
void add_experiment(CLI::App& app, Action& action);
void add_submit(CLI::App& app, Action& action);
void add_score(CLI::App& app, Action& action);
void add_compare(CLI::App& app, Action& action);
void add_report(CLI::App& app, Action& action);
void add_merge(CLI::App& app, Action& action);
void add_export(CLI::App& app, Action& action);
void add_runs(CLI::App& app, Action& action);
void add_info(CLI::App& app, Action& action);

}  // namespace gestalt::experiments
