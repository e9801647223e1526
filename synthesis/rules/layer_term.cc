#include "synthesis/rules/layer_term.h"

#include <algorithm>
#include <array>

#include "synthesis/rules/applications.h"
#include "synthesis/rules/rule.h"

namespace gestalt::synthesis {

dsl::Digest digest_of_row(const LayerTerm& term) {
  std::vector<dsl::Digest> digests;
  for (const dsl::Value value : term.row) digests.push_back(value.digest());
  return dsl::digest_sequence(digests);
}

bool apply_to_rows(const RuleProblem& problem, dsl::PrimitiveId primitive,
                   std::span<const LayerTerm* const> arguments, dsl::EvalContext& context,
                   LayerTerm& out) {
  const dsl::Primitive& record = context.registry()[primitive];
  std::array<const dsl::Value*, kMaxApplied> rows{};
  std::array<dsl::TermId, kMaxApplied> terms{};
  out.cost = problem.heads.of(primitive);
  for (std::size_t k = 0; k < arguments.size(); ++k) {
    rows[k] = arguments[k]->row.data();
    terms[k] = arguments[k]->term;
    out.cost += arguments[k]->cost;
  }
  out.row.resize(arguments.front()->row.size());
  context.refuel();
  const auto mark = context.arena().mark();
  const dsl::Fault fault =
      record.eval(context, record, rows.data(), out.row.data(), out.row.size());
  if (fault != dsl::Fault::kNone) {
    context.arena().reset(mark);
    return false;
  }
  out.term = problem.pool.apply(problem.pool.primitive(primitive),
                                std::span(terms.data(), arguments.size()));
  return true;
}

LayerTerm constant_term(const dsl::Constant& constant, std::size_t examples, dsl::TermPool& pool) {
  return {pool.literal(constant.type, constant.value),
          std::vector<dsl::Value>(examples, constant.value), constant.cost};
}

std::vector<LayerTerm> input_terms(const dsl::Examples& examples, const dsl::Type& type,
                                   dsl::TermPool& pool) {
  std::vector<LayerTerm> terms;
  for (std::uint32_t k = 0; k < examples.inputs.size(); ++k) {
    if (examples.input_types[k] == type) terms.push_back({pool.variable(k), examples.inputs[k], 0});
  }
  return terms;
}

bool has_output_frames(const dsl::IndexedType& values, const dsl::Examples& examples,
                       const std::vector<dsl::Value>& row) {
  for (std::size_t i = 0; i < examples.train_count; ++i) {
    if (values.frame(row[i]) != values.frame(examples.outputs[i])) return false;
  }
  return true;
}

bool any_input_has_output_frames(const dsl::IndexedType& values, const dsl::Examples& examples) {
  return std::ranges::any_of(
      examples.inputs, [&](const auto& row) { return has_output_frames(values, examples, row); });
}

}  // namespace gestalt::synthesis
