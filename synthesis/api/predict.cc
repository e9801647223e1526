#include "synthesis/api/predict.h"

#include <algorithm>

#include "dsl/core/evaluate.h"

namespace gestalt::synthesis {

Result<std::vector<dsl::Value>, dsl::Fault> predict(const dsl::Domain& domain,
                                                    const dsl::Examples& examples,
                                                    const dsl::TermPool& pool, dsl::TermId program,
                                                    dsl::Arena& arena) {
  const auto compiled = dsl::compile(
      pool, program, static_cast<std::uint32_t>(examples.inputs.size()), domain.registry);
  std::vector<const dsl::Value*> rows;
  for (const auto& row : examples.inputs) rows.push_back(row.data());
  dsl::EvalContext context(arena, domain.registry);
  std::vector<dsl::Value> outputs(examples.inputs.front().size());
  const auto fault = dsl::run(context, compiled, rows.data(), outputs.data(), outputs.size());
  if (fault != dsl::Fault::kNone) return tl::unexpected(fault);
  if (!compiled.literals.empty()) {  // they go with the compiled program
    for (dsl::Value& output : outputs) output = dsl::copy_value(output, arena);
  }
  if (domain.present == nullptr) return outputs;
  for (dsl::Value& output : outputs) {
    const auto presented = domain.present(context, output);
    if (!presented) return tl::unexpected(presented.error());
    output = *presented;
  }
  return outputs;
}

dsl::TermId close_over_inputs(const dsl::Examples& examples, dsl::TermPool& pool,
                              dsl::TermId body) {
  for (auto k = static_cast<std::uint32_t>(examples.inputs.size()); k-- > 0;) {
    body = pool.lambda(k, body);
  }
  return body;
}

bool presents_as(const dsl::Domain& domain, dsl::EvalContext& context, dsl::Value value,
                 dsl::Value output) {
  if (domain.present_key != nullptr && domain.present_key(value) != domain.present_key(output)) {
    return false;
  }
  if (domain.present == nullptr) return value == output;
  const auto presented = domain.present(context, value);
  return presented && *presented == output;
}

bool fits_train_pairs(const dsl::Examples& examples, const std::vector<dsl::Value>& outputs) {
  return std::equal(examples.outputs.begin(), examples.outputs.end(), outputs.begin());
}

}  // namespace gestalt::synthesis
