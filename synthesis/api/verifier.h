// The seam between search and verification: is this program right, and what speaks for it?
#pragma once

#include <memory>
#include <string>
#include <variant>

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

/// Judges whether a program meets every train pair.
///
/// Threads: one caller at a time. Never throws.
class Verifier {
 public:
  virtual ~Verifier() = default;
  [[nodiscard]] virtual Verdict meets_train_pairs(const dsl::Domain& domain,
                                                  const dsl::Examples& examples,
                                                  const dsl::TermPool& pool,
                                                  dsl::TermId program) = 0;
};

/// Decides by running the program through the evaluator, independently of the search's own tables.
[[nodiscard]] std::unique_ptr<Verifier> make_executing_verifier();

}  // namespace gestalt::synthesis
