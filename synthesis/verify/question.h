// What is asked about programs: a property that can fail, said twice, once on terms for the solver
// and once on values for the evaluator, so that every counterexample can be replayed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/core/encoding.h"
#include "dsl/core/evaluate.h"
#include "dsl/core/symbol.h"
#include "synthesis/verify/symbolic_program.h"

namespace gestalt::synthesis {

/// The program in question. The domain outlives it.
struct Subject {
  const dsl::Domain* domain = nullptr;
  dsl::Type type;                              ///< ground: grid -> grid
  dsl::Program code;                           ///< compiled with one input for each parameter
  std::vector<dsl::Literal> literals;          ///< that occur in the program
  std::optional<dsl::Program> decisions = {};  ///< see decisions_of (branches.h)
};

/// The value of a program as an output of its type, or its fault.
[[nodiscard]] Result<dsl::Value, dsl::Fault> output_of(dsl::EvalContext& context,
                                                       const dsl::Domain& domain,
                                                       const dsl::Program& code,
                                                       const dsl::Type& type,
                                                       std::span<const dsl::Value> inputs);

/// What a question sees while it is put on terms.
struct SymbolicCase {
  dsl::ScalarGraph& graph;
  SymbolicMachine& machine;
  const dsl::Encoding& encoding;
  std::span<const dsl::SmtTerm> inputs;

  /// The output of a program on some inputs, defined where it is an output.
  [[nodiscard]] dsl::SmtTerm output(const dsl::Program& code, const dsl::Type& type,
                                    std::span<const dsl::SmtTerm> arguments) const {
    return encoding.present(graph, type, machine.run(code, arguments));
  }
};

class Question {
 public:
  virtual ~Question() = default;

  /// "size"; what the property says in full: "rows = 2 rows".
  [[nodiscard]] virtual std::string property() const = 0;
  [[nodiscard]] virtual std::string statement() const = 0;
  /// Types of the values that the property speaks of: for all of them.
  [[nodiscard]] virtual std::vector<dsl::Type> inputs() const = 0;
  /// When the inputs belong to the property and it fails on them. Throws dsl::SmtLimit.
  [[nodiscard]] virtual dsl::Symbol fails(const SymbolicCase& problem) const = 0;
  /// The same by evaluation. A fault for want of fuel is no failure.
  [[nodiscard]] virtual bool fails(dsl::EvalContext& context,
                                   std::span<const dsl::Value> inputs) const = 0;
  /// Inputs to ask about instead of all up to a bound; empty: all.
  [[nodiscard]] virtual std::vector<std::vector<dsl::Value>> given_inputs() const { return {}; }
};

}  // namespace gestalt::synthesis
