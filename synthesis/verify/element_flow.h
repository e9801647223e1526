// Where the elements of an input go in a graph of scalars: some questions are decided by that
// alone, with nothing left for a solver.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "dsl/core/scalar_graph.h"

namespace gestalt::synthesis {

/// What an integer of a graph is, whatever the conditions in it are: one of the given scalars or
/// one of these constants, unless it is computed.
struct Origin {
  bool computed = false;
  std::uint64_t constants = 0;  ///< bit by bit, from kLeast on

  static constexpr std::int64_t kLeast = -1;
  /// Whether it may be the constant without being given.
  [[nodiscard]] bool may_be(std::int64_t constant) const {
    const std::int64_t bit = constant - kLeast;
    return computed || (bit >= 0 && bit < 64 && ((constants >> bit) & 1) != 0);
  }
};

/// The origins of all scalars.
[[nodiscard]] std::vector<Origin> origins_of(const dsl::ScalarGraph& graph,
                                             std::span<const dsl::SmtScalar> given);

/// Scalars of a graph as they are for the input in which two values have changed places.
///
/// s(swap x) is put together from s(x), not made anew: where scalars are only compared with each
/// other and chosen between, the swap passes through (for equal(a, b) is equal(swap a, swap b)).
/// For a program that treats both values alike, swap(s(swap x)) is the very scalar s(x). So the
/// graph itself is the proof (Wadler 1989, theorems for free, on one program).
///
/// Threads: one at a time.
class ElementSwap {
 public:
  /// The elements are unknowns. Scalars made later have no images.
  ElementSwap(dsl::ScalarGraph& graph, std::span<const dsl::SmtScalar> elements);

  struct Images {
    std::vector<dsl::SmtScalar> scalars;   ///< s(swap x)
    std::vector<dsl::SmtScalar> elements;  ///< swap(e(swap x))
  };
  /// Where `first` and `second` change places.
  [[nodiscard]] Images of(std::int64_t first, std::int64_t second,
                          std::span<const dsl::SmtScalar> scalars,
                          std::span<const dsl::SmtScalar> elements);

 private:
  /// What is wanted of a scalar s(x), bit by bit.
  enum Want : std::uint8_t { kNothing = 0, kImage = 1, kUnswapped = 2 };

  void want_operands(std::uint32_t id);
  void make(std::uint32_t id);
  [[nodiscard]] dsl::SmtScalar chosen(std::uint32_t id, const dsl::ScalarGraph::Node& node,
                                      std::span<const dsl::SmtScalar> branches);
  [[nodiscard]] dsl::SmtScalar rebuilt(std::uint32_t id, const dsl::ScalarGraph::Node& node);
  [[nodiscard]] dsl::SmtScalar swapped(dsl::SmtScalar a);

  dsl::ScalarGraph& graph_;
  std::int64_t first_ = 0;
  std::int64_t second_ = 0;
  std::vector<bool> element_;  ///< by scalar: an element of the input
  std::vector<bool> flows_;    ///< chosen among scalars of which one is an element
  std::vector<std::uint8_t> wanted_;
  std::vector<dsl::SmtScalar> image_;      ///< s(swap x)
  std::vector<dsl::SmtScalar> unswapped_;  ///< swap(s(swap x)); of an element the element itself
};

}  // namespace gestalt::synthesis
