// The seam between search and verification: is this program right, and what speaks for it?
//
// Wrappers add to a verifier: synthesis/verify/cached_verifier.h and its neighbors.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dsl/core/domain.h"
#include "dsl/core/term.h"

namespace gestalt::synthesis {

struct Proved {
  friend bool operator==(const Proved&, const Proved&) = default;
};
/// `counterexample` says on what the property fails, in the domain's syntax.
struct Refuted {
  std::string counterexample;
  friend bool operator==(const Refuted&, const Refuted&) = default;
};
/// Never "probably fine".
struct Unknown {
  std::string reason;
  friend bool operator==(const Unknown&, const Unknown&) = default;
};
using Verdict = std::variant<Proved, Refuted, Unknown>;

/// What came of a question about all inputs up to a bound.
struct Answer {
  std::string property;   ///< "size"
  std::string statement;  ///< in full: "rows = 2 rows"
  Verdict verdict = Unknown{};
  std::vector<dsl::Type> input_types;
  dsl::OwnedValues counterexample;  ///< of Refuted: one value an input; it has been replayed
  int bound = 0;                    ///< proved for inputs with sides up to it; 0: for none
  std::size_t proved = 0;           ///< the sizes of inputs for which it is proved, smallest first
  int tested = 0;                   ///< inputs on which the property held, where it is not proved
  std::optional<bool> on_train = {};  ///< whether it holds on the task's train inputs, evaluated
  bool irreproducible = false;        ///< the solver's counterexample was none: a wrong meaning
};

/// A program for the inputs of a task. All of it is borrowed.
struct ProgramOfTask {
  const dsl::Domain& domain;
  const dsl::Examples& examples;
  const dsl::TermPool& pool;
  dsl::TermId program;
};

/// Judges programs: whether one meets every train pair, what holds of it for all inputs up to a
/// bound, whether two are the same function. A verifier that only runs programs knows nothing of
/// the latter.
///
/// Threads: one caller at a time. Never throws.
class Verifier {
 public:
  virtual ~Verifier() = default;
  [[nodiscard]] virtual Verdict meets_train_pairs(const dsl::Domain& domain,
                                                  const dsl::Examples& examples,
                                                  const dsl::TermPool& pool,
                                                  dsl::TermId program) = 0;
  /// Says that the laws of a program will be asked: a verifier may begin early. The domain and the
  /// values of the examples outlive it.
  virtual void expect(const ProgramOfTask&) {}
  /// The laws that can be asked of programs of a domain: total, size, palette, ...
  [[nodiscard]] virtual std::vector<std::string> laws_of(const dsl::Domain& domain);
  /// Whether one of them holds.
  [[nodiscard]] virtual Answer ask(std::string_view property, const ProgramOfTask& program);
  /// The answer to that where it is known already and costs nothing.
  [[nodiscard]] virtual std::optional<Answer> recall(std::string_view property,
                                                     const ProgramOfTask& program);
  /// Whether two programs for one task have the same outputs, on the task's own inputs too.
  [[nodiscard]] virtual Answer compare(const ProgramOfTask& a, const ProgramOfTask& b);
};

/// Decides by running the program through the evaluator, independently of the search's own tables.
[[nodiscard]] std::unique_ptr<Verifier> make_executing_verifier();

}  // namespace gestalt::synthesis
