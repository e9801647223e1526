#include "synthesis/rules/layer_term.h"

#include <array>

#include "synthesis/rules/applications.h"

namespace gestalt::synthesis {

bool apply_to_rows(dsl::PrimitiveId primitive, std::span<const LayerTerm* const> arguments,
                   dsl::EvalContext& context, dsl::TermPool& pool, LayerTerm& out) {
  const dsl::Primitive& record = context.registry()[primitive];
  std::array<const dsl::Value*, kMaxApplied> rows{};
  std::array<dsl::TermId, kMaxApplied> terms{};
  out.cost = record.cost;
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
  out.term = pool.apply(pool.primitive(primitive), std::span(terms.data(), arguments.size()));
  return true;
}

}  // namespace gestalt::synthesis
