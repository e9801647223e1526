// A term over the task's inputs with its value on every example: what rules are composed of.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "dsl/core/context.h"
#include "dsl/core/domain.h"
#include "dsl/core/registry.h"
#include "dsl/core/term.h"

namespace gestalt::synthesis {

struct RuleProblem;

struct LayerTerm {
  dsl::TermId term;
  std::vector<dsl::Value> row;  ///< train then test
  int cost = 0;                 ///< sum of the costs in it
  std::uint32_t source = 0;     ///< of a view or a list made from one: the view's number, from 1
  bool is_pinned = false;       ///< kept however dear: the canvas, and what was given
  bool is_list = false;
  bool ordered = true;  ///< whether "at least" makes sense of its numbers
};

/// Of the values of a term.
[[nodiscard]] dsl::Digest digest_of_row(const LayerTerm& term);

/// Applies a primitive on all examples; fills term, row and cost. False where it is undefined on
/// some, with nothing left in the arena.
[[nodiscard]] bool apply_to_rows(const RuleProblem& problem, dsl::PrimitiveId primitive,
                                 std::span<const LayerTerm* const> arguments,
                                 dsl::EvalContext& context, LayerTerm& out);

/// A constant as a term, on so many examples.
[[nodiscard]] LayerTerm constant_term(const dsl::Constant& constant, std::size_t examples,
                                      dsl::TermPool& pool);

/// The inputs that have a type.
[[nodiscard]] std::vector<LayerTerm> input_terms(const dsl::Examples& examples,
                                                 const dsl::Type& type, dsl::TermPool& pool);

/// Whether a row has the frames of the train outputs.
[[nodiscard]] bool has_output_frames(const dsl::IndexedType& values, const dsl::Examples& examples,
                                     const std::vector<dsl::Value>& row);

/// The same of the row of some input.
[[nodiscard]] bool any_input_has_output_frames(const dsl::IndexedType& values,
                                               const dsl::Examples& examples);

}  // namespace gestalt::synthesis
