// The inputs a question is about: all values of some types with sizes up to a bound.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsl/core/encoding.h"
#include "dsl/core/scalar_graph.h"

namespace gestalt::synthesis {

/// One size for each input.
using Sizes = std::vector<std::vector<int>>;

/// "3x4", "2 and 3x4"; "any input" where there is only one size.
[[nodiscard]] std::string to_string(const Sizes& sizes);

class InputClass {
 public:
  /// The encoding outlives it.
  InputClass(const dsl::Encoding& encoding, std::vector<dsl::Type> types, int bound);

  /// Whether inputs of all these types can be symbolic; what follows requires it.
  [[nodiscard]] bool is_symbolic() const;
  /// All combinations of sizes, smallest first.
  [[nodiscard]] const std::vector<Sizes>& sizes() const { return sizes_; }
  /// Any inputs of these sizes.
  [[nodiscard]] std::vector<dsl::SmtTerm> terms(dsl::Smt& smt, const Sizes& sizes) const;
  /// The inputs that the unknowns of a graph stand for.
  [[nodiscard]] std::optional<std::vector<dsl::Value>> values(
      const dsl::ScalarGraph& graph, const std::vector<dsl::SmtTerm>& terms,
      const std::vector<std::int64_t>& model, dsl::Arena& arena) const;
  /// Random inputs of a random size; in most only few different elements.
  [[nodiscard]] std::optional<std::vector<dsl::Value>> sample(dsl::Rng& rng,
                                                              dsl::Arena& arena) const;

 private:
  const dsl::Encoding* encoding_;
  std::vector<dsl::Type> types_;
  std::vector<Sizes> sizes_;
};

}  // namespace gestalt::synthesis
