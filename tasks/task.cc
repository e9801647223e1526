#include "tasks/task.h"

#include <algorithm>
#include <utility>

#include "dsl/core/check.h"

namespace gestalt::tasks {

Task::Task(std::string id, std::string domain, dsl::Type type)
    : id_(std::move(id)), domain_(std::move(domain)), type_(std::move(type)) {
  GESTALT_CHECK(type_.is_arrow() && type_.is_ground());
}

Task::Row Task::add(std::span<const dsl::Value> inputs, std::optional<dsl::Value> output) {
  GESTALT_CHECK(inputs.size() == arity());
  const Row row{values_.size(), output.has_value()};
  values_.append(inputs);
  if (output) values_.append({&*output, 1});
  return row;
}

void Task::add_train(std::span<const dsl::Value> inputs, dsl::Value output) {
  train_.push_back(add(inputs, output));
}

void Task::add_test(std::span<const dsl::Value> inputs, std::optional<dsl::Value> output) {
  test_.push_back(add(inputs, output));
}

const Task::Row& Task::row(std::size_t example) const {
  GESTALT_CHECK(example < size());
  return example < train_.size() ? train_[example] : test_[example - train_.size()];
}

std::span<const dsl::Value> Task::inputs(std::size_t example) const {
  return values_.values().subspan(row(example).first, arity());
}

std::optional<dsl::Value> Task::output(std::size_t example) const {
  const Row& at = row(example);
  if (!at.has_output) return std::nullopt;
  return values_[at.first + arity()];
}

bool Task::has_all_outputs() const {
  return std::all_of(test_.begin(), test_.end(), [](const Row& at) { return at.has_output; });
}

dsl::Examples Task::examples() const {
  dsl::Examples rows;
  rows.input_types = type_.parameters();
  rows.output_type = type_.result();
  rows.train_count = train_count();
  rows.inputs.resize(arity());
  for (std::size_t i = 0; i < size(); ++i) {
    for (std::size_t k = 0; k < arity(); ++k) rows.inputs[k].push_back(inputs(i)[k]);
    if (i < train_count()) rows.outputs.push_back(*output(i));
  }
  return rows;
}

}  // namespace gestalt::tasks
