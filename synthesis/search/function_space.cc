#include "synthesis/search/function_space.h"

#include <algorithm>

#include "dsl/core/check.h"
#include "dsl/core/primitive.h"

namespace gestalt::synthesis {

FunctionSpace::FunctionSpace(const dsl::Registry& registry, std::vector<Production> productions,
                             std::vector<TypeIndex> parameters, dsl::ChunkPool& memory)
    : registry_(registry),
      parameters_(std::move(parameters)),
      bank_(std::move(productions)),
      counts_(bank_.productions().size()),
      arena_(&memory) {
  GESTALT_CHECK(parameters_.size() == 1 || parameters_.size() == 2);
}

dsl::Digest FunctionSpace::column_digest(std::uint32_t example,
                                         std::span<const dsl::Value> arguments) const {
  std::array<dsl::Digest, 3> parts{dsl::Digest{example, 0}};
  for (std::size_t k = 0; k < arguments.size(); ++k) parts[k + 1] = arguments[k].digest();
  return dsl::digest_sequence({parts.data(), arguments.size() + 1});
}

void FunctionSpace::add_columns(std::span<const dsl::Value* const> list_rows,
                                std::size_t examples) {
  for (const dsl::Value* row : list_rows) {
    // A whole row at a time, or the columns would favor the first examples.
    std::vector<Column> fresh;
    for (std::uint32_t i = 0; i < examples; ++i) {
      const dsl::List list(row[i]);
      for (std::size_t k = 0; k < list.size(); ++k) {
        // Two parameters: neighbors in the list, as a fold or a pairwise comparison would see.
        const dsl::Value second = list[std::min(k + 1, list.size() - 1)];
        const Column column{i, {list[k], second}};
        const auto digest = column_digest(i, {column.arguments.data(), parameters_.size()});
        if (!column_of_.contains(digest)) fresh.push_back(column);
      }
    }
    if (columns_.size() + fresh.size() > kMaxColumns) continue;
    for (const Column& column : fresh) {
      const auto digest =
          column_digest(column.example, {column.arguments.data(), parameters_.size()});
      if (column_of_.emplace(digest, static_cast<std::uint32_t>(columns_.size())).second) {
        columns_.push_back(column);
      }
    }
  }
}

void FunctionSpace::open(std::span<const dsl::Value* const> list_rows, std::size_t examples,
                         const Bank& outer) {
  GESTALT_CHECK(!is_open());
  add_columns(list_rows, examples);
  if (columns_.empty()) return;
  std::vector<Leaf> leaves;
  for (std::uint32_t k = 0; k < parameters_.size(); ++k) {
    leaves.push_back({Leaf::Kind::kParameter, k, parameters_[k], Costs::kVariable});
  }
  leaves.insert(leaves.end(), outer.leaves().begin(), outer.leaves().end());
  std::vector<const dsl::Value*> rows;
  for (std::size_t k = 0; k < leaves.size(); ++k) {
    const bool is_parameter = k < parameters_.size();
    const dsl::Value* source =
        is_parameter ? nullptr : outer.entries()[static_cast<EntryId>(k - parameters_.size())].row;
    auto* row = static_cast<dsl::Value*>(arena_.allocate(columns_.size() * sizeof(dsl::Value)));
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      row[c] = is_parameter ? columns_[c].arguments[k] : source[columns_[c].example];
    }
    outer_rows_.push_back(source);
    rows.push_back(row);
    std::uint64_t loser = 0;
    table_.insert(row_digest(leaves[k].type, row, columns_.size()), next_key_++, loser);
  }
  bank_.set_leaves(std::move(leaves), rows);
}

void FunctionSpace::publish(std::size_t examples) {
  for (auto id = static_cast<EntryId>(functions_.size()); id < bank_.entries().size(); ++id) {
    auto* row = static_cast<dsl::Value*>(arena_.allocate(examples * sizeof(dsl::Value)));
    for (std::size_t i = 0; i < examples; ++i) {
      const std::uint64_t tag = (static_cast<std::uint64_t>(i) << 32) | id;
      row[i] = dsl::make_function(arena_, *this, tag, {}, dsl::Digest{tag, 0x5F});
    }
    functions_.push_back(row);
  }
}

Result<dsl::Value, dsl::Fault> FunctionSpace::call(dsl::EvalContext& context,
                                                   const dsl::FunctionNode& function,
                                                   std::span<const dsl::Value> arguments) const {
  // Primitives of the search apply functions to all of their parameters at once.
  if (arguments.size() != parameters_.size()) return tl::unexpected(dsl::Fault::kDomain);
  const auto entry = static_cast<EntryId>(function.tag);
  const auto example = static_cast<std::uint32_t>(function.tag >> 32);
  const auto column = column_of_.find(column_digest(example, arguments));
  if (column != column_of_.end()) return bank_.entries()[entry].row[column->second];
  return evaluate(context, entry, example, arguments);
}

Result<dsl::Value, dsl::Fault> FunctionSpace::evaluate(
    dsl::EvalContext& context, EntryId id, std::uint32_t example,
    std::span<const dsl::Value> arguments) const {
  const Entry& entry = bank_.entries()[id];
  if (entry.production == Entry::kLeaf) {
    const std::uint32_t leaf = entry.arguments[0];
    if (leaf < parameters_.size()) return arguments[leaf];
    return outer_rows_[leaf][example];
  }
  if (!context.spend(1)) return tl::unexpected(dsl::Fault::kFuel);
  const Production& production = bank_.productions()[entry.production];
  std::array<dsl::Value, kMaxArity> values;
  std::array<const dsl::Value*, kMaxArity> rows{};
  for (std::size_t k = 0; k < production.arity; ++k) {
    const auto value = evaluate(context, entry.arguments[k], example, arguments);
    if (!value) return value;
    values[k] = *value;
    rows[k] = &values[k];
  }
  const dsl::Primitive& primitive = registry_[production.primitive];
  dsl::Value result;
  const auto fault = primitive.eval(context, primitive, rows.data(), &result, 1);
  if (fault != dsl::Fault::kNone) return tl::unexpected(fault);
  return result;
}

}  // namespace gestalt::synthesis
