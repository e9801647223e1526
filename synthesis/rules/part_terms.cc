#include "synthesis/rules/part_terms.h"

#include <algorithm>
#include <array>

#include "dsl/core/check.h"
#include "dsl/core/evaluate.h"
#include "synthesis/api/predict.h"

namespace gestalt::synthesis {

PartLimits PartLimits::of(Depth depth) {
  PartLimits limits;
  if (depth == Depth::kUsual) return limits;
  limits.steps = 32'000;
  limits.segmentations = 48;
  limits.views = 24;
  limits.companions = 16;
  limits.related = 8;
  limits.computed = 12;
  return limits;
}

PartTerms::PartTerms(const RuleProblem& problem, const LayerTerm& segmentation,
                     const PartLimits& limits, const Deadline& deadline)
    : problem_(problem),
      form_(*problem.domain.paint),
      limits_(limits),
      deadline_(deadline),
      writer_(problem.domain, pool_),
      segmentation_(segmentation),
      arena_(&problem.memory),
      context_(arena_, problem.domain.registry, {.fuel = 20'000, .list_length = 256}) {
  segmentation_.term = pool_.import(problem.pool, segmentation.term);
  find_parts();
  if (parts() == 0 || parts() > limits_.parts) return;
  add_leaves();
  add_companions();
  find_actions();
}

void PartTerms::find_parts() {
  for (std::size_t i = 0; i < segmentation_.row.size(); ++i) {
    for (const dsl::Value part : dsl::List(segmentation_.row[i])) {
      values_.push_back(part);
      examples_of_.push_back(i);
    }
    if (i + 1 == problem_.examples.train_count) train_parts_ = parts();
  }
}

void PartTerms::add_leaves() {
  const dsl::Examples& examples = problem_.examples;
  const dsl::Type& values = form_.values.type;
  PlaceSet all(parts());
  all.set();
  leaves_[values].push_back({pool_.variable(part_variable()), values_, all, 0, true});
  for (std::uint32_t k = 0; k < examples.inputs.size(); ++k) {
    if (examples.input_types[k] != values) continue;
    PartTerm input{pool_.variable(k), {}, all, 0, false};
    for (const std::size_t i : examples_of_) input.row.push_back(examples.inputs[k][i]);
    leaves_[values].push_back(std::move(input));
  }
  for (const dsl::Constant& constant : problem_.constants) {
    leaves_[constant.type].push_back({pool_.literal(constant.type, constant.value),
                                      std::vector<dsl::Value>(parts(), constant.value), all,
                                      constant.cost, false});
  }
}

/// What actions may relate a part to: values that primitives choose from the list of all parts,
/// and what has one element in an input.
void PartTerms::add_companions() {
  const dsl::Type& values = form_.values.type;
  const dsl::Type list = dsl::list_of(values);
  std::vector<PartTerm> lists(1);
  lists[0] = {segmentation_.term, {}, leaves_[values].front().defined, segmentation_.cost, false};
  for (const std::size_t i : examples_of_) lists[0].row.push_back(segmentation_.row[i]);
  const std::vector<PartTerm> part(leaves_[values].begin(), leaves_[values].begin() + 1);
  Cheapest<PartTerm> found;
  Cheapest<PartTerm> related;  // these need not exist for all
  const auto keep = [&](dsl::PrimitiveId id, std::span<const PartTerm* const> arguments) {
    PartTerm term;
    if (!evaluate(id, arguments, term)) return;
    if (term.uses_part) {
      keep_cheapest(related, std::move(term));
    } else if (term.defined.all()) {
      keep_cheapest(found, std::move(term));
    }
  };
  for_each_application<PartTerm>(
      problem_.domain.registry, values, {{list, &lists}, {values, &part}},
      [&](const dsl::Type& type) { return type != list; },
      [&] { return is_over(PartStage::kActions); }, keep);
  std::vector<PartTerm> companions = found.take(limits_.companions);
  std::ranges::move(related.take(limits_.related), std::back_inserter(companions));
  found = {};
  const auto pick = problem_.domain.registry.find(form_.pick);
  GESTALT_CHECK(pick.has_value());
  for (const PartTerm& input : leaves_[values]) {
    if (input.uses_part) continue;
    for (const PartTerm& element : leaves_[form_.element])
      keep(*pick, std::array{&input, &element});
  }
  std::ranges::move(found.take(limits_.companions), std::back_inserter(companions));
  std::ranges::move(companions, std::back_inserter(leaves_[values]));
}

/// Where each part's own value goes into an action: a direction to another part, a part's height.
void PartTerms::add_computed(const dsl::Type& type) {
  Cheapest<PartTerm> found;
  const auto keep = [&](PartTerm term) {
    const auto first = term.defined.find_first();
    for (auto p = first; p != PlaceSet::npos; p = term.defined.find_next(p)) {
      if (term.row[p] != term.row[first]) return keep_cheapest(found, std::move(term));
    }
    return false;  // a constant, where it has a value
  };
  for_each(type, PartStage::kActions, keep, steps_left(PartStage::kActions) / 20);
  std::ranges::move(found.take(limits_.computed), std::back_inserter(leaves_[type]));
}

void PartTerms::find_actions() {
  std::vector<dsl::Type> types;
  for (const auto& [type, terms] : leaves_) {
    if (type != form_.values.type && type != form_.element) types.push_back(type);
  }
  for (const dsl::Type& type : types) add_computed(type);
  Cheapest<PartTerm> found;
  keep_cheapest(found, leaves_[form_.values.type].front());
  for_each(form_.values.type, PartStage::kActions,
           [&](PartTerm term) { return keep_cheapest(found, std::move(term)); });
  actions_ = found.release();
}

/// False where no part gives a value.
bool PartTerms::evaluate(dsl::PrimitiveId primitive, std::span<const PartTerm* const> arguments,
                         PartTerm& out) {
  if (is_over(PartStage::kRepaints)) return false;
  ++steps_;
  const dsl::Primitive& record = problem_.domain.registry[primitive];
  std::array<dsl::TermId, kMaxApplied> terms{};
  out.cost = problem_.heads.of(primitive);
  out.uses_part = false;
  for (std::size_t k = 0; k < arguments.size(); ++k) {
    terms[k] = arguments[k]->term;
    out.cost += arguments[k]->cost;
    out.uses_part = out.uses_part || arguments[k]->uses_part;
  }
  out.row.assign(parts(), {});
  out.defined.resize(parts());
  std::array<const dsl::Value*, kMaxApplied> rows{};
  for (std::size_t p = 0; p < parts(); ++p) {
    bool possible = true;
    for (std::size_t k = 0; k < arguments.size(); ++k) {
      rows[k] = &arguments[k]->row[p];
      possible = possible && arguments[k]->defined[p];
    }
    if (!possible) continue;
    context_.refuel();
    out.defined[p] =
        record.eval(context_, record, rows.data(), &out.row[p], 1) == dsl::Fault::kNone;
  }
  if (out.defined.none()) return false;
  out.term = pool_.apply(pool_.primitive(primitive), std::span(terms.data(), arguments.size()));
  return true;
}

/// Nothing where it is undefined for two parts, or takes too many steps.
std::optional<std::vector<std::int64_t>> PartTerms::count_related(dsl::PrimitiveId relation,
                                                                  bool own_first) {
  constexpr std::size_t kMaxPartsEach = 24;
  const dsl::Primitive& record = problem_.domain.registry[relation];
  std::vector<std::int64_t> counts(parts(), 0);
  for (std::size_t first = 0, end = 0; first < parts(); first = end) {
    while (end < parts() && examples_of_[end] == examples_of_[first]) ++end;
    if (end - first > kMaxPartsEach || is_over(PartStage::kArrangements)) return std::nullopt;
    ++steps_;
    for (std::size_t p = first; p < end; ++p) {
      for (std::size_t q = first; q < end; ++q) {
        const std::array rows{&values_[own_first ? p : q], &values_[own_first ? q : p]};
        dsl::Value related;
        context_.refuel();
        if (record.eval(context_, record, rows.data(), &related, 1) != dsl::Fault::kNone) {
          return std::nullopt;
        }
        counts[p] += related.integer() != 0 ? 1 : 0;
      }
    }
  }
  return counts;
}

/// Of terms with the same values the cheapest; whether this one is kept.
bool PartTerms::keep_cheapest(Cheapest<PartTerm>& terms, PartTerm term) const {
  std::vector<dsl::Digest> digests(parts());
  for (std::size_t p = 0; p < parts(); ++p) {
    if (term.defined[p]) digests[p] = term.row[p].digest();
  }
  const dsl::Digest key = dsl::digest_sequence(digests);
  return terms.add(key, std::move(term));
}

std::vector<PartTerm> PartTerms::elements() {
  Cheapest<PartTerm> found;
  for (const PartTerm& constant : leaves_[form_.element]) keep_cheapest(found, constant);
  for_each(form_.element, PartStage::kElements,
           [&](PartTerm term) { return keep_cheapest(found, std::move(term)); });
  return found.take();
}

std::optional<PartTerm> PartTerms::repaint(const PartTerm& action, const PartTerm& element) {
  const auto primitive = problem_.domain.registry.find(form_.repaint);
  GESTALT_CHECK(primitive.has_value());
  PartTerm term;
  if (!evaluate(*primitive, std::array{&action, &element}, term)) return std::nullopt;
  return term;
}

PlaceSet PartTerms::makes_outputs(const PartTerm& action) {
  PlaceSet made(train_parts_);
  for (std::size_t p = 0; p < train_parts_; ++p) {
    if (!action.defined[p]) continue;
    const dsl::Value output = problem_.examples.outputs[examples_of_[p]];
    const auto mark = arena_.mark();
    made[p] = presents_as(problem_.domain, context_, action.row[p], output);
    arena_.reset(mark);
  }
  return made;
}

}  // namespace gestalt::synthesis
