// What a guide network predicts: which head stands in which slot of a program.
//
// Heads are the primitives of a domain, by id, then "a variable" and "a literal". Slots are the
// rows of synthesis::Costs. A head is legal in a slot where its result's type fits.
#pragma once

#include <cstdint>
#include <vector>

#include "dsl/core/domain.h"
#include "dsl/core/term.h"
#include "synthesis/api/costs.h"

namespace gestalt::neural {

/// One choice of a program as a network sees it.
struct Decision {
  std::int32_t slot = 0;
  std::int32_t head = 0;
  friend bool operator==(const Decision&, const Decision&) = default;
};

/// Threads: any number.
class Vocabulary {
 public:
  explicit Vocabulary(const dsl::Domain& domain);

  [[nodiscard]] std::int32_t heads() const { return heads_; }
  [[nodiscard]] std::int32_t slots() const { return slots_; }
  [[nodiscard]] std::int32_t variable() const { return heads_ - 2; }
  [[nodiscard]] std::int32_t literal() const { return heads_ - 1; }
  [[nodiscard]] bool is_legal(std::int32_t slot, std::int32_t head) const {
    return legal_[static_cast<std::size_t>(slot * heads_ + head)] != 0;
  }
  /// Shape: slots() x heads(); 1 where legal, else 0.
  [[nodiscard]] const std::vector<std::uint8_t>& legal() const { return legal_; }
  /// Log odds of the heads before anything is learned: those of the records' costs.
  [[nodiscard]] const std::vector<float>& prior() const { return prior_; }

  /// The choices of a program of so many inputs, parents first; lambdas are none.
  [[nodiscard]] std::vector<Decision> decisions(const dsl::TermPool& pool, dsl::TermId program,
                                                std::uint32_t inputs) const;

 private:
  std::int32_t heads_;
  std::int32_t slots_;
  std::vector<std::uint8_t> legal_;
  std::vector<float> prior_;
};

}  // namespace gestalt::neural
