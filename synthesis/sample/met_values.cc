#include "synthesis/sample/met_values.h"

#include <algorithm>
#include <unordered_set>
#include <vector>

#include "dsl/core/evaluate.h"
#include "synthesis/search/enumerator.h"

namespace gestalt::synthesis {

namespace {

using Row = std::vector<dsl::Value>;

dsl::Digest digest_of(const dsl::Value* row, std::size_t columns) {
  std::vector<dsl::Digest> parts;
  for (std::size_t i = 0; i < columns; ++i) parts.push_back(row[i].digest());
  return dsl::digest_sequence(parts);
}

/// What the primitives of the program give that have the outputs' type, without the outputs. The
/// values live in the context's arena.
std::vector<Row> parts_of(const dsl::Domain& domain, const SampledTask& task,
                          dsl::EvalContext& context) {
  const dsl::Program code = dsl::compile(task.pool, task.program, 1, domain.registry);
  const std::vector<dsl::Value>& inputs = task.examples.inputs.front();
  std::vector<std::vector<dsl::Value>> slots;
  for (const dsl::Value& input : inputs) {
    context.refuel();
    dsl::Trace trace = dsl::trace(context, code, {&input, 1});
    if (trace.fault != dsl::Fault::kNone) return {};
    slots.push_back(std::move(trace.slots));
  }
  std::vector<Row> parts;
  for (std::size_t k = 0; k + 1 < code.instructions.size(); ++k) {
    const dsl::Instruction& step = code.instructions[k];
    if (step.kind != dsl::Instruction::Kind::kPrimitive ||
        domain.registry[step.payload].type.result() != task.examples.output_type) {
      continue;
    }
    Row& row = parts.emplace_back();
    for (const auto& own : slots) row.push_back(own[k]);
  }
  return parts;
}

}  // namespace

void for_each_met_value(const dsl::Domain& domain, const SampledTask& task, std::uint64_t steps,
                        std::uint64_t seed, dsl::ChunkPool& memory,
                        const std::function<void(const dsl::Value* row, bool is_part)>& visit) {
  const std::size_t columns = task.examples.inputs.front().size();
  dsl::Arena arena(&memory);
  dsl::EvalContext context(arena, domain.registry);
  const std::vector<Row> parts = parts_of(domain, task, context);
  if (parts.empty()) return;
  std::unordered_set<dsl::Digest, dsl::DigestHash> known{
      digest_of(task.examples.inputs.front().data(), columns)};
  for (const Row& row : parts) known.insert(digest_of(row.data(), columns));

  std::vector<dsl::Constant> constants;
  if (domain.constants != nullptr) constants = domain.constants(task.examples, arena);
  const Costs costs(domain.registry);
  dsl::TermPool pool;
  EnumeratorOptions options;
  options.budget.steps = steps;
  options.guesses = 32;
  Enumerator enumerator(domain, task.examples, constants, costs, options, memory, pool, nullptr);
  enumerator.run();
  std::vector<const dsl::Value*> others;
  enumerator.for_each_row(task.examples.output_type, [&](EntryId, const dsl::Value* row) {
    const bool is_output =
        std::equal(task.examples.outputs.begin(), task.examples.outputs.end(), row);
    if (!is_output && !known.contains(digest_of(row, columns))) others.push_back(row);
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
