// All properties of a task: the row of numbers that a network reads.
//
// Three parts: pair properties (pair_properties.h) as mean, least and greatest over the train
// pairs; what holds across the pairs; and property signatures (probes.h).
#pragma once

#include <string>
#include <vector>

#include "dsl/core/digest.h"
#include "dsl/core/domain.h"
#include "neural/features/probes.h"

namespace gestalt::neural {

/// Digest of names in order: a network's inputs.
[[nodiscard]] dsl::Digest fingerprint_of(const std::vector<std::string>& names);
/// How outputs of a domain's tasks are pictures; null where they are none.
[[nodiscard]] const dsl::RasterForm* output_raster(const dsl::Domain& domain);

/// Threads: any number.
class PropertyTable {
 public:
  /// For tasks of the domain's task type. The domain outlives it.
  explicit PropertyTable(const dsl::Domain& domain);

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] std::size_t size() const { return names_.size(); }
  [[nodiscard]] dsl::Digest fingerprint() const { return fingerprint_of(names_); }

  /// Whether the examples are of the type that it is for, with a train pair at least.
  [[nodiscard]] bool reads(const dsl::Examples& examples) const;
  /// One number, mostly from 0 to 1, for each name. Requires reads(examples). Uses the train pairs
  /// alone.
  [[nodiscard]] std::vector<float> compute(const dsl::Examples& examples, dsl::Arena& arena) const;

 private:
  const dsl::Domain* domain_;
  const dsl::RasterForm* form_ = nullptr;  ///< of the inputs and outputs; null where they are none
  Probes probes_;
  std::vector<std::string> names_;
};

}  // namespace gestalt::neural
