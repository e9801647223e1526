#include "tests/support/compare_meaning.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "dsl/core/encoding.h"
#include "dsl/core/evaluate.h"
#include "dsl/core/meaning.h"
#include "dsl/core/scalar_graph.h"
#include "dsl/grid/plane.h"
#include "dsl/grid/symbolic_grid.h"

namespace gestalt::dsl {

namespace {

constexpr std::size_t kMaxScalars = 3'000'000;

void collect_variables(const Type& type, std::set<std::string>& names) {
  if (type.is_variable()) names.insert(type.name());
  for (const Type& argument : type.arguments()) collect_variables(argument, names);
}

Type replaced(const Type& type, const std::map<std::string, Type>& by) {
  if (type.is_variable()) return by.at(type.name());
  std::vector<Type> arguments;
  for (const Type& argument : type.arguments()) arguments.push_back(replaced(argument, by));
  return Type::constructor(type.name(), std::move(arguments));
}

/// The type with its variables replaced by random ground types.
Type sample_instance(const Domain& domain, const Type& type, Rng& rng) {
  std::vector<Type> choices{list_of(int_type())};
  for (const BaseType& base : domain.types) choices.push_back(Type::constructor(base.name));
  std::set<std::string> names;
  collect_variables(type, names);
  std::map<std::string, Type> chosen;
  for (const std::string& name : names) {
    // Integers every other time: most functions that can be arguments are about integers.
    chosen.emplace(name, rng() % 2 == 0 ? int_type() : choices[rng() % choices.size()]);
  }
  return replaced(type, chosen);
}

bool has_arrow(const Type& type) {
  return type.is_arrow() ||
         std::any_of(type.arguments().begin(), type.arguments().end(), has_arrow);
}

/// Terms of values, and back.
class HiddenTerms {
 public:
  HiddenTerms(const Domain& domain, std::uint64_t seed)
      : domain_(domain),
        encoding_(domain),
        graph_(kMaxScalars),
        context_(arena_, domain.registry),
        rng_(seed) {
    graph_.on_call([this](const SmtTerm& function, std::span<const SmtTerm> arguments) {
      return call(function, arguments);
    });
  }

  [[nodiscard]] ScalarGraph& graph() { return graph_; }
  [[nodiscard]] EvalContext& context() { return context_; }
  /// Whether a call ran into a limit of the evaluator, which meanings do not know.
  [[nodiscard]] bool hit_limit() const { return hit_limit_; }

  [[nodiscard]] bool truth(SmtScalar scalar) { return read(scalar) != 0; }

  SmtTerm term_of(const Type& type, Value value) {
    if (type.is_arrow()) return function_term(type, value);
    if (type.is_list()) return list_term(type.arguments()[0], value);
    if (type == Type::constructor("grid")) {
      const Grid grid(value);
      return raster_term(grid.rows(), grid.columns(), grid.corner(), kTransparent,
                         {0, kTransparent}, [&](int r, int c) { return int{grid.at(r, c)}; });
    }
    if (type == Type::constructor("plane")) {
      const Plane plane(value);
      return raster_term(plane.rows(), plane.columns(), {}, -1, {-1, kMaxLevel},
                         [&](int r, int c) { return from_level(plane.at(r, c)); });
    }
    if (type == bool_type()) return total(hidden_truth(value.integer() != 0));
    return total(immediate_term(type, value.integer()));
  }

  /// The value of a defined term; nothing if it is no value at all.
  std::optional<Value> value_of(const Type& type, const SmtTerm& term) {
    if (type.is_arrow()) {
      return functions_.at(static_cast<std::size_t>(read(term.scalar))).value;
    }
    if (has_arrow(type)) return std::nullopt;
    return encoding_.value_of(
        type, term, [&](SmtScalar scalar) { return read(scalar); }, arena_);
  }

  /// Small grids and planes, most of one size; other types as their domain samples them.
  std::optional<Value> sample(const Type& type) {
    if (type.is_arrow()) return sample_function(domain_, type, rng_, context_);
    if (has_arrow(type)) return std::nullopt;
    if (type.is_list()) {
      std::vector<Value> elements(rng_() % 7);
      for (Value& element : elements) {
        const auto value = sample(type.arguments()[0]);
        if (!value) return std::nullopt;
        element = *value;
      }
      return make_list(arena_, elements);
    }
    if (type == Type::constructor("plane")) return sample_plane();
    if (type == Type::constructor("grid") && rng_() % 4 != 0) return sample_grid();
    for (;;) {
      const Value value = sample_value(domain_, type, rng_, arena_);
      if (print_value(domain_, type, value).size() < 60) return value;
    }
  }

 private:
  struct KnownFunction {
    Type type;
    Value value;
  };

  std::int64_t read(SmtScalar scalar) {
    graph_.evaluate(assigned_, results_);
    return results_[scalar.id];
  }

  /// A constant, or an unknown that has the value.
  Symbol hidden(std::int64_t value, const SmtRange& range) {
    if (rng_() % 4 == 0) return constant(value);
    assigned_.push_back(value);
    return {graph_, graph_.unknown({std::min(value, range.low), std::max(value, range.high)})};
  }
  Symbol hidden_truth(bool value) { return hidden(value ? 1 : 0, {0, 1}) == 1; }

  Symbol immediate_term(const Type& type, std::int64_t value) {
    if (type == Type::constructor("color")) return hidden(value, {0, kColors - 1});
    // Steps and sizes that depend on the input are mostly not modelled.
    if (type != int_type())
      return rng_() % 4 == 0 ? hidden(value, {value, value + 2}) : constant(value);
    if (rng_() % 2 == 0) return hidden(value, {value - 2, value + 2});
    return hidden(value, {std::numeric_limits<std::int32_t>::min(),
                          std::numeric_limits<std::int32_t>::max()});
  }
  Symbol constant(std::int64_t value) { return Symbol::integer(graph_, value); }

  SmtTerm function_term(const Type& type, Value value) {
    functions_.push_back({type, value});
    SmtTerm term = total(Symbol::integer(graph_, static_cast<std::int64_t>(functions_.size() - 1)));
    term.form = &function_form();
    return term;
  }

  SmtTerm list_term(const Type& element, Value value) {
    SmtTerm list = empty_list(graph_);
    const auto add_junk = [&] {
      if (rng_() % 3 == 0) add_item(list, hidden_truth(false), junk(element));
    };
    for (const Value item : List(value)) {
      add_junk();
      add_item(list, hidden_truth(true), term_of(element, item));
    }
    add_junk();
    return list;
  }

  template <class Look>
  SmtTerm raster_term(int rows, int columns, Point corner, int blank, SmtRange range, Look look) {
    const int reach = rows * columns <= 9 && rng_() % 2 == 0 ? 1 : 0;  // beyond the frame
    const int back = blank == kTransparent ? reach : 0;                // planes begin at the origin
    const Frame window{corner.row - back, corner.column - back, corner.row + rows + reach,
                       corner.column + columns + reach};
    SymbolicGrid grid =
        SymbolicGrid::of(graph_,
                         make_picture(window.rows(), window.columns(),
                                      [&](int r, int c) {
                                        const int row = r - back;
                                        const int column = c - back;
                                        const bool inside = row >= 0 && row < rows && column >= 0 &&
                                                            column < columns;
                                        return hidden(inside ? look(row, column) : blank, range);
                                      }),
                         window.corner(), blank);
    grid.top = hidden(corner.row, {window.top, corner.row + back});
    grid.left = hidden(corner.column, {window.left, corner.column + back});
    grid.bottom = hidden(corner.row + rows, {corner.row + rows - back, window.bottom});
    grid.right = hidden(corner.column + columns, {corner.column + columns - back, window.right});
    // What no frame can reach is blank in every term.
    return grid.map([&](int r, int c) { return grid.at(r, c); }, blank).term();
  }

  /// A term of the type about which nothing holds, not even that it is defined.
  SmtTerm junk(const Type& type) {
    const auto value = sample(type);
    SmtTerm term = value ? term_of(type, *value) : never(graph_);
    if (!type.is_arrow()) term.defined = hidden_truth(rng_() % 2 == 0).scalar();
    return term;
  }

  SmtTerm call(const SmtTerm& function, std::span<const SmtTerm> arguments) {
    const KnownFunction known = functions_.at(static_cast<std::size_t>(read(function.scalar)));
    const Type result_type = known.type.result_after(arguments.size());
    std::vector<Value> values;
    for (std::size_t k = 0; k < arguments.size(); ++k) {
      const auto value = truth(arguments[k].defined)
                             ? value_of(known.type.parameters()[k], arguments[k])
                             : std::nullopt;
      if (!value) return junk(result_type);
      values.push_back(*value);
    }
    context_.refuel();
    const auto result = context_.call(known.value, values);
    if (result) return term_of(result_type, *result);
    hit_limit_ = hit_limit_ || result.error() == Fault::kFuel || result.error() == Fault::kSize;
    SmtTerm undefined = junk(result_type);
    undefined.defined = graph_.boolean(false);
    return undefined;
  }

  int side() { return 1 + static_cast<int>(rng_() % 4); }
  Value sample_grid() {
    const bool usual = rng_() % 4 != 0;
    const int rows = usual ? rows_ : side();
    const int columns = usual ? columns_ : side();
    const auto coordinate = [&] { return static_cast<int>(rng_() % 6) - 2; };
    const Point corner = rng_() % 3 == 0 ? Point{coordinate(), coordinate()} : Point{};
    GridBuilder grid(arena_, rows, columns, corner);
    const std::uint64_t variety = 1 + rng_() % 3;
    const std::uint64_t first = rng_() % kColors;
    for (int i = 0; i < rows * columns; ++i) {
      const auto cell = static_cast<Cell>((first + rng_() % variety) % kColors);
      grid.cells()[i] = rng_() % 8 == 0 ? kTransparent : rng_() % 2 == 0 ? kBlack : cell;
    }
    return grid.seal().value();
  }
  Value sample_plane() {
    const bool usual = rng_() % 4 != 0;
    const int rows = usual ? rows_ : side();
    const int columns = usual ? columns_ : side();
    PlaneBuilder plane(arena_, rows, columns);
    for (int i = 0; i < rows * columns; ++i) {
      const auto level = static_cast<Level>(rng_() % (rng_() % 8 == 0 ? 255 : 4));
      plane.levels()[i] = rng_() % 6 == 0 ? kNothing : level;
    }
    return plane.seal().value();
  }

  const Domain& domain_;
  Encoding encoding_;
  ScalarGraph graph_;
  Arena arena_;
  EvalContext context_;
  Rng rng_;
  std::vector<std::int64_t> assigned_;
  std::vector<std::int64_t> results_;
  std::vector<KnownFunction> functions_;
  bool hit_limit_ = false;
  int rows_ = side();
  int columns_ = side();
};

}  // namespace

std::optional<Value> sample_function(const Domain& domain, const Type& type, Rng& rng,
                                     EvalContext& context) {
  struct Candidate {
    PrimitiveId id;
    std::vector<Type> captured;
  };
  std::vector<Candidate> candidates;
  const Registry& registry = domain.registry;
  for (PrimitiveId id = 0; id < registry.size(); ++id) {
    for (std::size_t given = 0; given < registry[id].arity; ++given) {
      Substitution substitution;
      const Type own = substitution.instantiate(registry[id].type);
      if (!substitution.unify(own.result_after(given), type)) continue;
      std::vector<Type> captured = substitution.apply(own).parameters();
      captured.resize(given);
      const bool can_sample = std::all_of(
          captured.begin(), captured.end(),
          [&](const Type& parameter) { return parameter.is_ground() && !has_arrow(parameter); });
      if (can_sample) candidates.push_back({id, std::move(captured)});
    }
  }
  if (candidates.empty()) return std::nullopt;
  const Candidate& chosen = candidates[rng() % candidates.size()];
  std::vector<Value> arguments;
  for (const Type& parameter : chosen.captured) {
    arguments.push_back(sample_value(domain, parameter, rng, context.arena()));
  }
  return make_partial(context, chosen.id, arguments);
}

Agreement compare_meaning(const Domain& domain, PrimitiveId id, Rng& rng) {
  const Primitive& primitive = domain.registry[id];
  const auto* meaning = std::get_if<SmtMeaning>(&primitive.smt);
  if (meaning == nullptr) return {};
  const Type type = sample_instance(domain, primitive.type, rng);
  std::vector<Type> parameters = type.parameters();
  parameters.resize(primitive.arity);
  const Type result_type = type.result_after(primitive.arity);
  if (has_arrow(result_type)) return {};

  HiddenTerms terms(domain, rng());
  std::vector<Value> arguments;
  std::string report = primitive.name;
  for (std::size_t k = 0; k < parameters.size(); ++k) {
    std::optional<Value> value = terms.sample(parameters[k]);
    for (std::size_t j = 0; j < k; ++j) {
      if (parameters[j] == parameters[k] && rng() % 5 == 0) value = arguments[j];
    }
    if (!value) return {};
    arguments.push_back(*value);
    report += fmt::format(" {}", print_value(domain, parameters[k], *value));
  }
  std::vector<const Value*> rows;
  for (const Value& argument : arguments) rows.push_back(&argument);
  Value evaluated;
  terms.context().refuel();
  const Fault fault = primitive.eval(terms.context(), primitive, rows.data(), &evaluated, 1);
  if (fault == Fault::kFuel || fault == Fault::kSize) return {};

  SmtTerm meant;
  try {
    std::vector<SmtTerm> inputs;
    for (std::size_t k = 0; k < parameters.size(); ++k) {
      inputs.push_back(terms.term_of(parameters[k], arguments[k]));
    }
    meant = (*meaning)(terms.graph(), inputs);
  } catch (const SmtLimit&) {
    return {};
  }
  if (terms.hit_limit()) return {};
  const bool is_defined = terms.truth(meant.defined);
  const auto value = is_defined ? terms.value_of(result_type, meant) : std::nullopt;
  if (fault != Fault::kNone && !is_defined) return {Agreement::Kind::kUndefined, {}};
  if (fault == Fault::kNone && value && *value == evaluated) {
    return {Agreement::Kind::kDefined, {}};
  }
  report += fmt::format(" : {}, evaluator ", dsl::to_string(type));
  report += fault == Fault::kNone ? print_value(domain, result_type, evaluated)
                                  : fmt::format("fault {}", to_string(fault));
  report += ", meaning ";
  report += value ? print_value(domain, result_type, *value)
                  : std::string(is_defined ? "no value" : "undefined");
  return {Agreement::Kind::kDiffers, report};
}

}  // namespace gestalt::dsl
