// Property signatures: what a domain's own small functions say about inputs and outputs.
//
// Every primitive of one argument that takes the task's pictures is run on inputs and outputs, and
// what it gives is compared with both. So a new primitive brings its own properties.
// Source: property signatures of Odena and Sutton (2020), as used in BUSTLE (Odena et al. 2021);
// ours are made from the registry instead of by hand.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "dsl/core/context.h"
#include "dsl/core/domain.h"

namespace gestalt::neural {

/// Threads: any number.
class Probes {
 public:
  /// For tasks of the domain's task type, where input and output have one type. The domain outlives
  /// it.
  explicit Probes(const dsl::Domain& domain);

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  /// One number from 0 to 1 for each name, over the train pairs.
  void compute(dsl::EvalContext& context, const dsl::Examples& examples,
               std::span<float> values) const;

 private:
  enum class Kind : std::uint8_t { kSame, kBool, kOther };
  struct Probe {
    dsl::PrimitiveId primitive = 0;
    Kind kind = Kind::kSame;
  };

  [[nodiscard]] static std::span<const std::string_view> questions(Kind kind);

  const dsl::Domain* domain_;
  std::vector<Probe> probes_;
  std::vector<std::string> names_;
};

}  // namespace gestalt::neural
