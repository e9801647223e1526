// A domain's tasks as a network reads them: properties, pictures and the vocabulary in one place,
// so that training and serving cannot differ.
#pragma once

#include "dsl/core/domain.h"
#include "neural/features/property_table.h"
#include "neural/features/vocabulary.h"
#include "neural/models/checkpoint.h"
#include "neural/models/net.h"

namespace gestalt::neural {

/// Threads: any number.
class TaskReader {
 public:
  /// The domain outlives the reader. `strategies`: those of which the network says which it takes.
  TaskReader(const dsl::Domain& domain, const NetSizes& sizes,
             synthesis::StrategyShares strategies = {});

  [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }
  [[nodiscard]] const PropertyTable& properties() const { return properties_; }
  [[nodiscard]] NetShape shape() const;
  [[nodiscard]] NetPurpose purpose() const;

  [[nodiscard]] bool reads(const dsl::Examples& examples) const {
    return properties_.reads(examples);
  }
  /// One task, ready to be part of a batch. Requires reads(examples).
  struct Row {
    std::vector<float> properties;
    std::vector<std::uint8_t> pictures;
    std::vector<Decision> decisions;
  };
  [[nodiscard]] Row read(const dsl::Examples& examples, dsl::Arena& arena) const;
  /// Adds what is to be learnt: the choices of a program of one input, and the answers.
  void learn(Row& row, const dsl::Examples& examples, const dsl::TermPool& pool,
             dsl::TermId program, const TaskFacts& facts) const;
  /// The rows as a batch, in order.
  [[nodiscard]] static NetBatch batch_of(const std::vector<Row>& rows);

 private:
  const dsl::Domain* domain_;
  NetSizes sizes_;
  Vocabulary vocabulary_;
  PropertyTable properties_;
};

}  // namespace gestalt::neural
