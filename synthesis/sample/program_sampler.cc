#include "synthesis/sample/program_sampler.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace gestalt::synthesis {

namespace {

constexpr int kNever = 1000;
constexpr std::uint64_t kPercent = 100;

std::vector<dsl::Type> joined(std::vector<dsl::Type> inputs, std::span<const dsl::Type> constants) {
  inputs.insert(inputs.end(), constants.begin(), constants.end());
  return inputs;
}

bool mentions(const dsl::TermPool& pool, dsl::TermId term, std::uint32_t level) {
  const dsl::TermNode& node = pool[term];
  if (node.kind == dsl::TermKind::kVariable) return node.payload == level;
  return std::ranges::any_of(pool.children(term),
                             [&](dsl::TermId child) { return mentions(pool, child, level); });
}

bool is_application_of_primitive(const dsl::TermPool& pool, dsl::TermId id) {
  return pool[id].kind == dsl::TermKind::kApply &&
         pool[pool.children(id)[0]].kind == dsl::TermKind::kPrimitive;
}

/// Visits the arguments of primitives outside of lambdas, parents first.
void for_each_argument(const dsl::TermPool& pool, dsl::TermId id,
                       const std::function<void(dsl::PrimitiveId, std::uint32_t)>& visit) {
  if (!is_application_of_primitive(pool, id)) return;
  const auto children = pool.children(id);
  for (std::uint32_t k = 1; k < children.size(); ++k) {
    visit(pool[children[0]].payload, k - 1);
    for_each_argument(pool, children[k], visit);
  }
}

/// The term with the argument of that number, in the order of for_each_argument, replaced; `next`
/// counts them.
dsl::TermId replace_argument(dsl::TermPool& pool, dsl::TermId id, std::size_t chosen,
                             dsl::TermId fresh, std::size_t& next) {
  if (!is_application_of_primitive(pool, id)) return id;
  std::vector<dsl::TermId> children(pool.children(id).begin(), pool.children(id).end());
  for (std::size_t k = 1; k < children.size(); ++k) {
    const bool here = next++ == chosen;
    const dsl::TermId same = replace_argument(pool, children[k], chosen, fresh, next);
    children[k] = here ? fresh : same;
  }
  return pool.apply(children[0], std::span(children).subspan(1));
}

}  // namespace

struct ProgramSampler::State {
  Draw draw;
  std::vector<TypeIndex> scope;  ///< types of the variables, by level
  std::size_t inputs = 0;        ///< of them, the task's inputs
  [[nodiscard]] bool in_lambda() const { return scope.size() > inputs; }
};

ProgramSampler::ProgramSampler(const dsl::Domain& domain, std::vector<dsl::Type> inputs,
                               dsl::Type output, std::span<const dsl::Type> constants)
    : domain_(&domain),
      inputs_(std::move(inputs)),
      output_(std::move(output)),
      grammar_(domain, joined(inputs_, constants), output_),
      has_literals_(grammar_.types().size(), false),
      least_(grammar_.types().size(), kNever),
      by_result_(grammar_.types().size()) {
  for (std::size_t cost = 0; cost < weight_of_cost_.size(); ++cost) {
    weight_of_cost_[cost] = std::exp(-static_cast<double>(cost) / kUnitsPerNat);
  }
  for (const dsl::Type& type : constants) has_literals_[*grammar_.find(type)] = true;
  for (const Production& production : grammar_.productions()) {
    const auto arguments = std::span(production.arguments).first(production.arity);
    const bool first_order =
        std::ranges::none_of(arguments, [&](TypeIndex type) { return grammar_.is_function(type); });
    by_result_[production.result].push_back({&production, kNever, first_order});
  }
  find_least_sizes();
}

void ProgramSampler::find_least_sizes() {
  for (TypeIndex type = 0; type < least_.size(); ++type) {
    if (has_literals_[type]) least_[type] = 0;
  }
  for (const dsl::Type& type : inputs_) least_[*grammar_.find(type)] = 0;
  for (bool changed = true; changed;) {
    changed = false;
    for (const FunctionType& function : grammar_.functions()) {
      const bool better = least_[function.result] < least_[function.type];
      if (better) least_[function.type] = least_[function.result];
      changed = changed || better;
    }
    for (std::vector<Option>& options : by_result_) {
      for (Option& option : options) {
        const Production& production = *option.production;
        int least = 1;
        for (std::size_t k = 0; k < production.arity; ++k) {
          least += least_[production.arguments[k]];
        }
        option.least = std::min(option.least, least);
        if (least >= least_[production.result]) continue;
        least_[production.result] = least;
        changed = true;
      }
    }
  }
}

int ProgramSampler::least_of(const State& state, TypeIndex type) const {
  return std::ranges::find(state.scope, type) != state.scope.end() ? 0 : least_[type];
}

int ProgramSampler::least_of(const State& state, const Option& option) const {
  if (!state.in_lambda()) return option.least;
  int least = 1;  // parameters are leaves, too
  for (std::size_t k = 0; k < option.production->arity; ++k) {
    least += least_of(state, option.production->arguments[k]);
  }
  return least;
}

std::optional<dsl::TermId> ProgramSampler::leaf(State& state, TypeIndex type) const {
  dsl::Rng& rng = state.draw.rng;
  std::vector<std::uint32_t> variables;
  for (std::uint32_t level = 0; level < state.scope.size(); ++level) {
    if (state.scope[level] != type) continue;
    const bool is_parameter = level >= state.inputs;
    variables.insert(variables.end(), is_parameter ? 4 : 1, level);  // parameters are mostly meant
  }
  if (!variables.empty() && (!has_literals_[type] || rng() % kPercent < 70)) {
    return state.draw.pool.variable(variables[rng() % variables.size()]);
  }
  if (!has_literals_[type]) return std::nullopt;
  const dsl::Type& literal = grammar_.types()[type];
  // An output may have elements that no input has.
  if (domain_->cells && literal == domain_->cells->element && rng() % kPercent < 30) {
    return state.draw.pool.literal(literal, sample_value(*domain_, literal, rng, state.draw.arena));
  }
  std::vector<const dsl::Constant*> fitting;
  for (const dsl::Constant& constant : state.draw.constants) {
    if (constant.type == literal) fitting.push_back(&constant);
  }
  if (fitting.empty()) return std::nullopt;
  return state.draw.pool.literal(literal, fitting[rng() % fitting.size()]->value);
}

std::optional<dsl::TermId> ProgramSampler::function(State& state, TypeIndex type, int size) const {
  const auto found = std::ranges::find(grammar_.functions(), type, &FunctionType::type);
  const auto first = static_cast<std::uint32_t>(state.scope.size());
  for (const TypeIndex parameter : found->parameters) state.scope.push_back(parameter);
  auto body = build(state, {Slot::kBody, 0}, found->result, size);
  const auto last = static_cast<std::uint32_t>(state.scope.size());
  state.scope.resize(first);
  if (!body) return std::nullopt;
  for (std::uint32_t level = last; level-- > first;) {
    if (!mentions(state.draw.pool, *body, level)) return std::nullopt;
    body = state.draw.pool.lambda(level, *body);
  }
  return body;
}

const ProgramSampler::Option* ProgramSampler::choose(State& state, Slot slot, TypeIndex type,
                                                     int size) const {
  const std::vector<Option>& options = by_result_[type];
  std::vector<double> sums;
  std::vector<const Option*> possible;
  double sum = 0;
  for (const Option& option : options) {
    if (state.in_lambda() && !option.first_order) continue;
    if (least_of(state, option) > size) continue;
    sum += weight_of_cost_[static_cast<std::size_t>(
        state.draw.costs.of(slot, option.production->primitive))];
    sums.push_back(sum);
    possible.push_back(&option);
  }
  if (possible.empty()) return nullptr;
  const double drawn = sum * static_cast<double>(state.draw.rng() >> 11) * 0x1p-53;
  const auto at = std::upper_bound(sums.begin(), sums.end() - 1, drawn) - sums.begin();
  return possible[static_cast<std::size_t>(at)];
}

/// Each argument gets the primitives that its type needs; the rest goes where there is most to say.
std::array<int, kMaxArity> ProgramSampler::split(State& state, const Production& production,
                                                 int size) const {
  constexpr std::uint64_t kLiteralWeight = 1;
  constexpr std::uint64_t kOtherWeight = 8;
  std::array<int, kMaxArity> sizes{};
  std::array<std::uint64_t, kMaxArity> weights{};
  std::uint64_t sum = 0;
  int left = size - 1;
  for (std::size_t k = 0; k < production.arity; ++k) {
    sizes[k] = least_of(state, production.arguments[k]);
    left -= sizes[k];
    weights[k] = has_literals_[production.arguments[k]] ? kLiteralWeight : kOtherWeight;
    sum += weights[k];
  }
  for (; left > 0 && sum > 0; --left) {
    std::uint64_t drawn = state.draw.rng() % sum;
    std::size_t k = 0;
    while (drawn >= weights[k]) drawn -= weights[k++];
    ++sizes[k];
  }
  return sizes;
}

std::optional<dsl::TermId> ProgramSampler::build(State& state, Slot slot, TypeIndex type,
                                                 int size) const {
  if (grammar_.is_function(type)) return function(state, type, size);
  const Option* option = size > 0 ? choose(state, slot, type, size) : nullptr;
  if (option == nullptr) return leaf(state, type);
  const Production& production = *option->production;
  const auto sizes = split(state, production, size);
  std::vector<dsl::TermId> arguments;
  for (std::size_t k = 0; k < production.arity; ++k) {
    const auto argument = build(state, {production.primitive, static_cast<std::uint32_t>(k)},
                                production.arguments[k], sizes[k]);
    if (!argument) return std::nullopt;
    arguments.push_back(*argument);
  }
  dsl::TermPool& pool = state.draw.pool;
  return pool.apply(pool.primitive(production.primitive), arguments);
}

std::optional<dsl::TermId> ProgramSampler::sample(const Draw& draw, int size) const {
  State state{draw, {}, inputs_.size()};
  for (const dsl::Type& type : inputs_) state.scope.push_back(*grammar_.find(type));
  auto term = build(state, {}, *grammar_.find(output_), std::max(size, 1));
  if (!term) return std::nullopt;
  return closed(draw.pool, *term);
}

dsl::TermId ProgramSampler::closed(dsl::TermPool& pool, dsl::TermId body) const {
  for (auto level = static_cast<std::uint32_t>(inputs_.size()); level-- > 0;) {
    body = pool.lambda(level, body);
  }
  return body;
}

std::vector<ProgramSampler::Place> ProgramSampler::places_in(const dsl::TermPool& pool,
                                                             dsl::TermId body) const {
  std::vector<Place> places;
  for_each_argument(pool, body, [&](dsl::PrimitiveId parent, std::uint32_t k) {
    const auto parameters = domain_->registry[parent].type.parameters();
    const auto type = k < Costs::kSlots ? grammar_.find(parameters[k]) : std::nullopt;
    const bool known = type && !grammar_.is_function(*type);
    places.push_back({{parent, k}, known ? type : std::nullopt});
  });
  return places;
}

std::optional<dsl::TermId> ProgramSampler::mutate(const Draw& draw, dsl::TermId program,
                                                  int size) const {
  State state{draw, {}, inputs_.size()};
  dsl::TermId body = program;
  for (const dsl::Type& type : inputs_) {
    if (draw.pool[body].kind != dsl::TermKind::kLambda) return std::nullopt;
    body = draw.pool.children(body)[0];
    state.scope.push_back(*grammar_.find(type));
  }
  const std::vector<Place> places = places_in(draw.pool, body);
  std::vector<std::size_t> known;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i].type) known.push_back(i);
  }
  if (known.empty()) return std::nullopt;
  const std::size_t chosen = known[draw.rng() % known.size()];
  const auto fresh = build(state, places[chosen].slot, *places[chosen].type, size);
  if (!fresh) return std::nullopt;
  std::size_t next = 0;
  return closed(draw.pool, replace_argument(draw.pool, body, chosen, *fresh, next));
}

}  // namespace gestalt::synthesis
