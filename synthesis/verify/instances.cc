#include "synthesis/verify/instances.h"

#include <fmt/format.h>

#include <algorithm>

namespace gestalt::synthesis {

namespace {

std::vector<Instance> given_instances(const Question& question, const dsl::Encoding& encoding) {
  std::vector<Instance> instances;
  const std::vector<dsl::Type> types = question.inputs();
  for (const auto& values : question.given_inputs()) {
    const auto inputs = [&encoding, types, values](dsl::Smt& smt) {
      std::vector<dsl::SmtTerm> terms;
      for (std::size_t k = 0; k < types.size(); ++k) {
        terms.push_back(encoding.term_of(smt, types[k], values[k]));
      }
      return terms;
    };
    instances.push_back({fmt::format("train {}", instances.size() + 1), 0, inputs});
  }
  return instances;
}

int largest_side(const Sizes& sizes) {
  int largest = 0;
  for (const auto& size : sizes) {
    for (const int side : size) largest = std::max(largest, side);
  }
  return largest;
}

}  // namespace

std::vector<Instance> instances_of(const Question& question, const dsl::Encoding& encoding,
                                   const InputClass& inputs) {
  std::vector<Instance> instances = given_instances(question, encoding);
  if (!instances.empty()) return instances;
  for (const Sizes& sizes : inputs.sizes()) {
    const auto make = [&inputs, sizes](dsl::Smt& smt) { return inputs.terms(smt, sizes); };
    instances.push_back({to_string(sizes), largest_side(sizes), make});
  }
  return instances;
}

}  // namespace gestalt::synthesis
