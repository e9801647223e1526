// Pipelines: operations applied one after the other, of which made-up tasks are made.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/core/domain.h"
#include "dsl/core/program.h"
#include "dsl/core/term.h"
#include "tasks/generate/draws.h"
#include "tasks/task.h"

namespace gestalt::tasks {

/// What a generator is asked for.
struct OodRequest {
  std::string family;
  bool is_test = true;
  std::uint64_t seed = 0;
  std::size_t count = 0;  ///< tasks of each class

  /// The random numbers of one task: they do not depend on the others, so that a smaller count
  /// gives the first tasks of a larger one.
  [[nodiscard]] dsl::Rng rng(std::string_view class_name, std::size_t task) const;
};

/// A program of the domain, by a short name.
struct Operation {
  std::string_view name;
  std::string_view program;
};

/// Indices of operations, applied from left to right.
using Sequence = std::vector<std::size_t>;

/// A row: one value an example. What computed it owns the values.
using Row = std::vector<dsl::Value>;

/// Operations of one domain, all from its usual input type to its usual output type.
///
/// Threads: any number.
class Pipelines {
 public:
  /// The domain outlives it. Aborts where a program is wrong: the tables are ours.
  Pipelines(const dsl::Domain& domain, std::span<const Operation> operations);

  [[nodiscard]] const dsl::Domain& domain() const { return *domain_; }
  [[nodiscard]] std::size_t size() const { return programs_.size(); }
  /// "hf-sr".
  [[nodiscard]] std::string name(const Sequence& sequence) const;
  [[nodiscard]] std::size_t index_of(std::string_view operation) const;

  /// The row after one operation, as the domain presents outputs; nothing where it faults.
  [[nodiscard]] std::optional<Row> apply(std::size_t operation, const Row& row,
                                         dsl::Arena& arena) const;
  [[nodiscard]] std::optional<Row> apply(const Sequence& sequence, const Row& row,
                                         dsl::Arena& arena) const;

  /// Whether no sequence of at most `length` operations agrees with the outputs on the first
  /// `shown` examples and differs on the others.
  [[nodiscard]] bool is_identified(const Row& inputs, const Row& outputs, std::size_t shown,
                                   std::size_t length, dsl::Arena& arena) const;
  /// Whether some sequence of at most `length` operations gives these outputs.
  [[nodiscard]] bool is_reached(const Row& inputs, const Row& outputs, std::size_t length,
                                dsl::Arena& arena) const;

  /// The task whose last example is the test.
  [[nodiscard]] Task make_task(std::string id, const Row& inputs, const Row& outputs) const;

 private:
  /// Calls visit(row) with the distinct rows of all sequences of at most `length` operations, the
  /// inputs themselves first, until it returns false; says whether it never did.
  template <class Visit>
  bool all_rows(const Row& inputs, std::size_t length, dsl::Arena& arena, Visit visit) const;

  const dsl::Domain* domain_;
  std::vector<Operation> operations_;
  dsl::TermPool pool_;
  std::vector<dsl::Program> programs_;
};

/// A part of a picture, of random place and of sides from `least` to `most`; nothing where the
/// picture is too small or the part has one color only.
[[nodiscard]] std::optional<dsl::Raster> crop(const dsl::Raster& picture, int least, int most,
                                              dsl::Rng& rng);

}  // namespace gestalt::tasks
