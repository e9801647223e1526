// Function spaces: functions enumerated for the arguments of map, filter, argmax, fold ...
//
// The bodies of all lambdas over the same parameters live in one inner bank whose row is the
// concatenation of the would-be arguments: every element (of every example) of the lists known when
// the space opens. So observational equivalence works inside lambdas: two bodies that agree on
// every would-be argument are one. A function value is a table over those arguments; an argument
// outside of the table is evaluated the slow way, so that the result is the same as the
// evaluator's.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "dsl/core/context.h"
#include "synthesis/search/bank.h"
#include "synthesis/search/equivalence_table.h"
#include "synthesis/search/level_runner.h"

namespace gestalt::synthesis {

/// Functions of one parameter list.
///
/// Threads: const access from any number; growing one at a time.
class FunctionSpace final : public dsl::Callable {
 public:
  static constexpr std::size_t kMaxColumns = 32;   ///< would-be arguments, over all examples
  static constexpr EntryId kMaxEntries = 100'000;  ///< bodies; no more are built

  FunctionSpace(const dsl::Registry& registry, std::vector<Production> productions,
                std::vector<TypeIndex> parameters, dsl::ChunkPool& memory);

  [[nodiscard]] const std::vector<TypeIndex>& parameters() const { return parameters_; }
  [[nodiscard]] bool is_open() const { return bank_.levels() > 0; }

  /// Takes the elements of these rows (of type `list parameter`, one list an example) as would-be
  /// arguments, as many rows as fit. `outer` are the outer bank's leaves, usable inside bodies.
  /// Stays closed when there is no element.
  void open(std::span<const dsl::Value* const> list_rows, std::size_t examples, const Bank& outer);

  [[nodiscard]] Bank& bank() { return bank_; }
  [[nodiscard]] const Bank& bank() const { return bank_; }
  [[nodiscard]] EquivalenceTable& table() { return table_; }
  [[nodiscard]] std::size_t columns() const { return columns_.size(); }
  [[nodiscard]] std::uint64_t& next_key() { return next_key_; }
  [[nodiscard]] std::vector<ProductionCounts>& counts() { return counts_; }

  /// Makes function values for the entries built since the last call.
  void publish(std::size_t examples);
  /// The function values of a body, one an example.
  [[nodiscard]] const dsl::Value* row(EntryId entry) const { return functions_[entry]; }

  [[nodiscard]] Result<dsl::Value, dsl::Fault> call(
      dsl::EvalContext& context, const dsl::FunctionNode& function,
      std::span<const dsl::Value> arguments) const override;

 private:
  /// One would-be argument list: where it comes from and what it is.
  struct Column {
    std::uint32_t example = 0;
    std::array<dsl::Value, 2> arguments;
  };

  void add_columns(std::span<const dsl::Value* const> list_rows, std::size_t examples);
  [[nodiscard]] dsl::Digest column_digest(std::uint32_t example,
                                          std::span<const dsl::Value> arguments) const;
  [[nodiscard]] Result<dsl::Value, dsl::Fault> evaluate(
      dsl::EvalContext& context, EntryId entry, std::uint32_t example,
      std::span<const dsl::Value> arguments) const;

  const dsl::Registry& registry_;
  std::vector<TypeIndex> parameters_;
  Bank bank_;
  EquivalenceTable table_;
  std::uint64_t next_key_ = 0;
  std::vector<ProductionCounts> counts_;
  dsl::Arena arena_;
  std::vector<Column> columns_;
  std::unordered_map<dsl::Digest, std::uint32_t, dsl::DigestHash> column_of_;
  std::vector<const dsl::Value*> outer_rows_;  ///< by leaf: the outer row; null for parameters
  std::vector<const dsl::Value*> functions_;
};

}  // namespace gestalt::synthesis
