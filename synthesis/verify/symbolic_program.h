// Runs a compiled program on SMT terms: the evaluator's instructions with the primitives' meanings.
#pragma once

#include <span>
#include <vector>

#include "dsl/core/encoding.h"
#include "dsl/core/program.h"
#include "dsl/core/scalar_graph.h"

namespace gestalt::synthesis {

/// Lambdas are inlined where they are applied; derived primitives mean their definitions.
///
/// Errors:  run() throws dsl::SmtLimit, naming the primitive, where there is no meaning.
/// Threads: one at a time.
class SymbolicMachine {
 public:
  /// Applies functions for the graph as long as it lives. The programs it runs must outlive it.
  SymbolicMachine(dsl::ScalarGraph& graph, const dsl::Encoding& encoding);
  SymbolicMachine(const SymbolicMachine&) = delete;
  SymbolicMachine& operator=(const SymbolicMachine&) = delete;
  ~SymbolicMachine();

  /// The result as the program gives it (see Encoding::present).
  [[nodiscard]] dsl::SmtTerm run(const dsl::Program& program, std::span<const dsl::SmtTerm> inputs);

 private:
  /// A function value: a lambda's code or a primitive, and the arguments it has already.
  struct Closure {
    const dsl::Program* lambda = nullptr;
    dsl::PrimitiveId primitive = 0;
    std::vector<dsl::SmtTerm> arguments;
  };

  [[nodiscard]] dsl::SmtTerm function(Closure closure);
  [[nodiscard]] dsl::SmtTerm call(const dsl::SmtTerm& function,
                                  std::span<const dsl::SmtTerm> arguments);
  [[nodiscard]] dsl::SmtTerm apply(dsl::PrimitiveId id, std::span<const dsl::SmtTerm> arguments);

  dsl::ScalarGraph& graph_;
  const dsl::Encoding& encoding_;
  std::vector<Closure> closures_;  ///< a function term's scalar is an index into these
  int depth_ = 0;
};

}  // namespace gestalt::synthesis
