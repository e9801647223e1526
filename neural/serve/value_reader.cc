#include "neural/serve/value_reader.h"

#include "dsl/core/digest.h"
#include "neural/features/property_table.h"

namespace gestalt::neural {

ValueReader::ValueReader(const dsl::Domain& domain)
    : domain_(&domain), form_(output_raster(domain)) {
  if (form_ != nullptr) names_ = pair_statistic_names();
}

bool ValueReader::reads(const dsl::Examples& examples) const {
  return form_ != nullptr && examples.train_count > 0 &&
         examples.output_type == domain_->task_type.result();
}

NetShape ValueReader::shape() const { return {static_cast<int>(width()), 2, 1, {1, 1}, {0, 0}}; }

NetPurpose ValueReader::purpose() const {
  return {.domain = domain_->name,
          .properties = dsl::to_string(fingerprint_of(names_)),
          .predicts = Predicts::kValues};
}

std::vector<PictureFacts> ValueReader::read_outputs(const dsl::Examples& examples) const {
  std::vector<PictureFacts> facts;
  for (std::size_t i = 0; i < examples.train_count; ++i) {
    facts.emplace_back(form_->to_raster(examples.outputs[i]));
  }
  return facts;
}

void ValueReader::read(const std::vector<PictureFacts>& outputs, const dsl::Value* row,
                       std::span<float> numbers) const {
  std::vector<PictureFacts> values;
  for (std::size_t i = 0; i < outputs.size(); ++i) values.emplace_back(form_->to_raster(row[i]));
  pair_statistics(values, outputs, numbers);
}

}  // namespace gestalt::neural
