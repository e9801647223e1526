// Made-up suites for generalization out of distribution: each has a train distribution and a test
// split that differs from it in one stated way. All is drawn from a seed.
//
// Read next: ood_compose.h, ood_splits.h, ood_shifts.h.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/core/digest.h"
#include "dsl/core/domain.h"
#include "tasks/task.h"

namespace gestalt::tasks {

/// A suite as it is asked for: "ood/compose-7/test:seed=3,count=20". Without a split it is the
/// test split, without a seed 0, without a count the suite's own.
struct SuiteRequest {
  std::string family;  ///< "ood/compose-7"
  std::string split;   ///< "train" or "test"
  std::uint64_t seed = 0;
  std::optional<std::size_t> count;

  /// With everything said.
  [[nodiscard]] std::string name() const;
  friend bool operator==(const SuiteRequest&, const SuiteRequest&) = default;
};

/// What a family of made-up suites is.
struct SuiteFamily {
  std::string_view name;  ///< "ood/compose-7"
  std::string_view doc;
  std::size_t count = 0;  ///< tasks for each class of them
};

[[nodiscard]] std::span<const SuiteFamily> suite_families();

/// Whether a name is meant as a made-up suite: it begins with "ood/", or with "sampled/".
[[nodiscard]] bool is_suite_request(std::string_view text);

/// Tasks of each class of a suite as it is asked for; 0 for one that there is not.
[[nodiscard]] std::size_t count_of(const SuiteRequest& request);

/// Errors: kInvalidArgument with what there is.
[[nodiscard]] Result<SuiteRequest> parse_suite_request(std::string_view text);

/// Whether its inputs are cut from pictures.
[[nodiscard]] bool needs_pictures(const SuiteRequest& request);

/// The tasks of a suite "ood/...", in order of id: a pure function of the request and the pictures.
/// `pictures` are what inputs are cut from (of the ARC training tasks, say); families that draw
/// theirs ignore them.
[[nodiscard]] Result<std::vector<Task>> make_suite(const SuiteRequest& request,
                                                   std::span<const dsl::Raster> pictures);

/// content_hash() of the folder of these tasks' files.
[[nodiscard]] dsl::Digest content_hash(std::span<const Task> tasks);

}  // namespace gestalt::tasks
