// Compositions of seven primitives on grids that keep their size; the test compositions are in no
// train class.
//
// Source: Ouellette, arXiv 2507.15877 (2025): its primitives, train classes and test compositions.
// Ours asks for more: three demonstrations, and the held-out fourth must be predicted; grids are
// cut from training tasks (3 to 30 a side). An instance whose demonstrations some other composition
// of up to three primitives explains as well, with another answer, is drawn again; so is one whose
// held-out output is its input.
#pragma once

#include <span>
#include <vector>

#include "dsl/core/result.h"
#include "tasks/generate/ood_pipeline.h"

namespace gestalt::tasks {

/// Errors: kNotFound without pictures to cut from.
[[nodiscard]] Result<std::vector<Task>> make_compositions(const OodRequest& request,
                                                          std::span<const dsl::Raster> pictures);

}  // namespace gestalt::tasks
