#include "synthesis/sample/met_values.h"

#include <algorithm>
#include <unordered_set>
#include <vector>

#include "synthesis/search/enumerator.h"

namespace gestalt::synthesis {

namespace {

using Row = std::vector<dsl::Value>;

/// What the primitives of the program give that have the outputs' type, without the outputs.
std::vector<Row> parts_of(const dsl::Domain& domain, const SampledTask& task) {
  std::vector<Row> parts;
  for (std::size_t k = 0; k + 1 < task.code.instructions.size(); ++k) {
    if (!gives_outputs_type(task.code.instructions[k], domain)) continue;
    Row& row = parts.emplace_back();
    for (const auto& own : task.values) row.push_back(own[k]);
  }
  return parts;
}

}  // namespace

void for_each_met_value(const dsl::Domain& domain, const SampledTask& task, std::uint64_t steps,
                        std::uint64_t seed, dsl::ChunkPool& memory,
                        const std::function<void(const dsl::Value* row, bool is_part)>& visit) {
  const std::size_t columns = task.examples.inputs.front().size();
  const std::vector<Row> parts = parts_of(domain, task);
  if (parts.empty()) return;
  const auto digest_of = [=](const dsl::Value* row) { return row_digest(0, row, columns); };
  std::unordered_set<dsl::Digest, dsl::DigestHash> known{
      digest_of(task.examples.inputs.front().data())};
  for (const Row& row : parts) known.insert(digest_of(row.data()));

  dsl::Arena arena(&memory);
  const auto constants = domain.constants(task.examples, arena);
  const Costs costs(domain);
  dsl::TermPool pool;
  EnumeratorOptions options;
  options.budget.steps = steps;
  options.guesses = 32;  // so many programs would end it
  Enumerator enumerator(domain, task.examples, constants, costs, options, memory, pool, nullptr);
  enumerator.run();
  std::vector<const dsl::Value*> others;
  enumerator.for_each_row(task.examples.output_type, [&](EntryId, const dsl::Value* row) {
    const bool is_output =
        std::equal(task.examples.outputs.begin(), task.examples.outputs.end(), row);
    if (!is_output && !known.contains(digest_of(row))) others.push_back(row);
    return true;
  });
  dsl::Rng rng(seed);
  for (const Row& row : parts) {
    if (others.empty()) return;
    visit(row.data(), true);
    visit(others[rng() % others.size()], false);
  }
}

}  // namespace gestalt::synthesis
