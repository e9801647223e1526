// What an experiment found, as tables, and beside the bars that its file states.
#pragma once

#include "experiments/cli/experiment_run.h"

namespace gestalt::experiments {

/// A row an arm: tasks, solved with its interval, precision, times. Then how precision goes with
/// cost.
void print_arms(const Experiment& experiment, const FinishedExperiment& finished);

/// A row an arm and shift: in distribution beside out of it, and the gap. Nothing without shifts.
void print_shifts(const Experiment& experiment, const FinishedExperiment& finished);

/// A row a pair and suite: who solves what, and the ratio of steps. Nothing without pairs.
void print_pairs(const Experiment& experiment, const FinishedExperiment& finished);

/// A row a suite and arm: solved of tasks. Nothing for one suite, or where shifts show it.
void print_suites(const Experiment& experiment, const FinishedExperiment& finished);

/// A line a bar. Returns whether one is missed; bars on the number of solved tasks are scaled to
/// the tasks that ran.
[[nodiscard]] bool print_bars(const Experiment& experiment, const FinishedExperiment& finished);

}  // namespace gestalt::experiments
