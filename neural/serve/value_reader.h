// Values on the way to a task's outputs as a network reads them: each compared with the outputs by
// the same table of properties as a task's input is.
//
// Source: BUSTLE (Odena et al. 2021), which scores intermediate values by property signatures.
#pragma once

#include <span>
#include <vector>

#include "dsl/core/domain.h"
#include "neural/features/pair_properties.h"
#include "neural/models/checkpoint.h"
#include "neural/models/net.h"

namespace gestalt::neural {

/// Threads: any number.
class ValueReader {
 public:
  /// What a network predicts of a value: two heads in one slot.
  enum Head : std::int32_t { kOther, kPart };

  /// The domain outlives the reader.
  explicit ValueReader(const dsl::Domain& domain);

  /// Whether values of the outputs' type have a picture.
  [[nodiscard]] bool reads(const dsl::Examples& examples) const;
  [[nodiscard]] const std::string& domain() const { return domain_->name; }
  [[nodiscard]] std::size_t width() const { return names_.size(); }
  [[nodiscard]] NetShape shape() const;
  [[nodiscard]] NetPurpose purpose() const;

  /// The train outputs of a task, ready to be compared with. Requires reads(examples).
  [[nodiscard]] std::vector<PictureFacts> read_outputs(const dsl::Examples& examples) const;
  /// A row of values as width() numbers.
  void read(const std::vector<PictureFacts>& outputs, const dsl::Value* row,
            std::span<float> numbers) const;

 private:
  const dsl::Domain* domain_;
  const dsl::RasterForm* form_ = nullptr;
  std::vector<std::string> names_;
};

}  // namespace gestalt::neural
