// Compositional splits for lists and grids, after ExeDec's: what the train distribution and the
// test split are made of differs in length, in the mix or the order of concepts, in an operation's
// place, or in what it is used with; and a control without a shift.
//
// Source: Shi et al., ExeDec: Execution decomposition for compositional generalization in program
// synthesis, ICLR 2024, section 3. Ours differ: programs are pipelines of our own operations, and
// one test input beyond the demonstrations must be predicted. A task that a shorter pipeline
// explains is drawn again.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "dsl/core/result.h"
#include "tasks/generate/ood_pipeline.h"

namespace gestalt::tasks {

/// Whether a family is one of these.
[[nodiscard]] bool is_split(std::string_view family);

/// Errors: kNotFound without pictures to cut grids from.
[[nodiscard]] Result<std::vector<Task>> make_split(const OodRequest& request,
                                                   std::span<const dsl::Raster> pictures);

}  // namespace gestalt::tasks
