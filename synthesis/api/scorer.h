// The seam between search and learned values: a scorer says how likely a value on the way is to be
// part of a solution. Read next: search/enumerator_delays.cc, which makes later what is unlikely.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "dsl/core/domain.h"

namespace gestalt::synthesis {

/// Judges rows of one task: values of the outputs' type, one an example.
///
/// Two steps, since they parallelize differently: rows are read one by one, on any number of
/// threads; what was read is judged in one large batch.
class TaskScorer {
 public:
  virtual ~TaskScorer() = default;
  /// Numbers that reading a row gives.
  [[nodiscard]] virtual std::size_t width() const = 0;
  /// Reads a row, on train then test examples, into width() numbers. Threads: any number.
  virtual void read(const dsl::Value* row, std::span<float> numbers) const = 0;
  /// For each row that was read, in natural logarithms: how much likelier a part of a solution is
  /// to look like it than another value that a search meets. Shape of `numbers`: rows x width().
  /// Errors: kUnavailable if a model cannot run. Threads: one caller.
  [[nodiscard]] virtual Result<std::vector<float>> judge(const std::vector<float>& numbers) = 0;
};

/// Threads: one caller at a time.
class Scorer {
 public:
  virtual ~Scorer() = default;
  /// For one task; examples and scorer outlive it. Null for tasks of a kind that it cannot read.
  [[nodiscard]] virtual std::unique_ptr<TaskScorer> open(const dsl::Domain& domain,
                                                         const dsl::Examples& examples) = 0;
};

}  // namespace gestalt::synthesis
