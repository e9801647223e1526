// A task: typed examples of one unknown function. Train examples have outputs, test examples may.
//
// Read next: task_json.h (files), catalog.h (named data sets), domains.h.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dsl/core/domain.h"
#include "dsl/core/type.h"
#include "dsl/core/value.h"

namespace gestalt::tasks {

/// A regular value: copies own their examples.
///
/// Examples are numbered train first, then test.
class Task {
 public:
  Task() = default;
  /// Requires a ground function type without arrows among its parameters.
  Task(std::string id, std::string domain, dsl::Type type);

  /// Adds an example with deep copies of the values. Requires one input per parameter of the type.
  void add_train(std::span<const dsl::Value> inputs, dsl::Value output);
  void add_test(std::span<const dsl::Value> inputs, std::optional<dsl::Value> output = {});

  /// What to call it: a file's name without its suffix.
  [[nodiscard]] const std::string& id() const { return id_; }
  /// Name of the domain whose types and primitives it is written in.
  [[nodiscard]] const std::string& domain() const { return domain_; }
  /// Type of the program that is asked for: `list int -> int`.
  [[nodiscard]] const dsl::Type& type() const { return type_; }
  [[nodiscard]] std::size_t arity() const { return type_.arity(); }

  [[nodiscard]] std::size_t train_count() const { return train_.size(); }
  [[nodiscard]] std::size_t test_count() const { return test_.size(); }
  /// Train and test together.
  [[nodiscard]] std::size_t size() const { return train_.size() + test_.size(); }

  /// The inputs of an example; they live as long as the task is neither changed nor moved from.
  [[nodiscard]] std::span<const dsl::Value> inputs(std::size_t example) const;
  /// The output, nothing for a test example without one.
  [[nodiscard]] std::optional<dsl::Value> output(std::size_t example) const;
  /// Whether every test example has its output: whether a solution can be checked.
  [[nodiscard]] bool has_all_outputs() const;

  /// The same as rows over train then test. The values belong to the task.
  [[nodiscard]] dsl::Examples examples() const;

  friend bool operator==(const Task&, const Task&) = default;

 private:
  /// Where an example's values stand in `values_`: its inputs, then its output if there is one.
  struct Row {
    std::size_t first = 0;
    bool has_output = false;
    friend bool operator==(const Row&, const Row&) = default;
  };

  Row add(std::span<const dsl::Value> inputs, std::optional<dsl::Value> output);
  [[nodiscard]] const Row& row(std::size_t example) const;

  std::string id_;
  std::string domain_;
  dsl::Type type_;
  dsl::OwnedValues values_;
  std::vector<Row> train_;
  std::vector<Row> test_;
};

}  // namespace gestalt::tasks
