// Every intermediate value of a program on one example.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiments/cli/evaluation.h"

namespace gestalt::experiments {

/// One instruction: the sub-term it computes, and its value where there is one.
struct TraceStep {
  std::string term;
  dsl::Type type;
  std::optional<dsl::Value> value;

  [[nodiscard]] bool is_function() const;
};

struct ProgramTrace {
  dsl::Program code;                  ///< holds the literals and the functions' code
  std::unique_ptr<dsl::Arena> arena;  ///< holds the other values
  std::vector<TraceStep> steps;       ///< up to a fault; the one that faulted has no value
  dsl::Fault fault = dsl::Fault::kNone;
};

/// The example is counted over train pairs, then test inputs. Adds terms to the program's pool.
[[nodiscard]] ProgramTrace trace_program(LoadedProgram& program, const tasks::Task& task,
                                         std::size_t example);

}  // namespace gestalt::experiments
