#include "tests/support/concrete_smt.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "dsl/core/check.h"

namespace gestalt::dsl {

namespace {

/// Where scalars saturate. The sum of two of them still fits.
constexpr std::int64_t kHuge = std::int64_t{1} << 61;

std::int64_t floor_quotient(std::int64_t a, std::int64_t b) {
  const std::int64_t quotient = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

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

}  // namespace

std::int64_t ConcreteSmt::number(SmtScalar scalar) const {
  GESTALT_CHECK(!scalars_.at(scalar.id).is_boolean);
  return scalars_[scalar.id].value;
}

bool ConcreteSmt::truth(SmtScalar scalar) const {
  GESTALT_CHECK(scalars_.at(scalar.id).is_boolean);
  return scalars_[scalar.id].value != 0;
}

SmtScalar ConcreteSmt::add(SmtScalar a, SmtScalar b) {
  return integer(std::clamp(number(a) + number(b), -kHuge, kHuge));
}

SmtScalar ConcreteSmt::subtract(SmtScalar a, SmtScalar b) { return add(a, integer(-number(b))); }

SmtScalar ConcreteSmt::multiply(SmtScalar a, SmtScalar b) {
  std::int64_t result = 0;
  const bool overflows = __builtin_mul_overflow(number(a), number(b), &result);
  if (overflows) return integer((number(a) < 0) != (number(b) < 0) ? -kHuge : kHuge);
  return integer(std::clamp(result, -kHuge, kHuge));
}

SmtScalar ConcreteSmt::divide(SmtScalar a, SmtScalar b) {
  if (number(b) == 0) return junk(int_type()).scalar;
  return integer(floor_quotient(number(a), number(b)));
}

SmtScalar ConcreteSmt::modulo(SmtScalar a, SmtScalar b) {
  if (number(b) == 0) return junk(int_type()).scalar;
  return integer(number(a) - number(b) * floor_quotient(number(a), number(b)));
}

SmtScalar ConcreteSmt::equal(SmtScalar a, SmtScalar b) {
  GESTALT_CHECK(scalars_.at(a.id).is_boolean == scalars_.at(b.id).is_boolean);
  return boolean(scalars_[a.id].value == scalars_[b.id].value);
}

SmtScalar ConcreteSmt::choose(SmtScalar condition, SmtScalar a, SmtScalar b) {
  GESTALT_CHECK(scalars_.at(a.id).is_boolean == scalars_.at(b.id).is_boolean);
  return truth(condition) ? a : b;
}

SmtTerm ConcreteSmt::call(const SmtTerm& function, std::span<const SmtTerm> arguments) {
  const KnownFunction known = functions_.at(static_cast<std::size_t>(number(function.scalar)));
  const Type result_type = known.type.result_after(arguments.size());
  std::vector<Value> values;
  for (std::size_t k = 0; k < arguments.size(); ++k) {
    const auto value = value_of(known.type.parameters()[k], arguments[k]);
    if (!value) return junk(result_type);
    values.push_back(*value);
  }
  const auto result = context_.call(known.value, values);
  if (result) return term_of(result_type, *result);
  hit_limit_ = hit_limit_ || result.error() == Fault::kFuel || result.error() == Fault::kSize;
  SmtTerm undefined = junk(result_type);
  undefined.defined = boolean(false);
  return undefined;
}

bool ConcreteSmt::has_terms(const Domain& domain, const Type& type) {
  if (type.is_variable()) return false;
  if (type.is_arrow() || type.is_list()) {
    return std::all_of(type.arguments().begin(), type.arguments().end(),
                       [&](const Type& part) { return has_terms(domain, part); });
  }
  const BaseType* base = domain.find_type(type.name());
  if (base == nullptr) return false;
  Rng rng(0);
  Arena arena;
  return base->sample(rng, arena).is_immediate();
}

SmtTerm ConcreteSmt::term_of(const Type& type, Value value) {
  SmtTerm term;
  term.defined = boolean(true);
  if (type.is_arrow()) {
    const auto same = std::find_if(
        functions_.begin(), functions_.end(),
        [&](const KnownFunction& known) { return known.type == type && known.value == value; });
    term.scalar = integer(same - functions_.begin());
    if (same == functions_.end()) functions_.push_back({type, value});
  } else if (type.is_list()) {
    const Type& element = type.arguments()[0];
    for (const Value item : List(value)) term.items.push_back(term_of(element, item));
    term.scalar = integer(static_cast<std::int64_t>(List(value).size()));
    const std::size_t slack = element.is_arrow() ? 0 : rng_() % 3;
    for (std::size_t i = 0; i < slack; ++i) term.items.push_back(junk(element));
  } else {
    GESTALT_CHECK(value.is_immediate());
    term.scalar = type == bool_type() ? boolean(value.integer() != 0) : integer(value.integer());
  }
  return term;
}

/// A term of the type about which nothing holds, not even that it is defined.
SmtTerm ConcreteSmt::junk(const Type& type) {
  SmtTerm term;
  term.defined = boolean(rng_() % 2 == 0);
  if (type == bool_type()) {
    term.scalar = boolean(rng_() % 2 == 0);
  } else if (type.is_list()) {
    for (std::size_t i = rng_() % 3; i > 0; --i) term.items.push_back(junk(type.arguments()[0]));
    term.scalar = integer(static_cast<std::int64_t>(rng_() % (term.items.size() + 1)));
  } else if (type.is_arrow()) {
    term.scalar = integer(0);  // some function: calling it is allowed
    GESTALT_CHECK(!functions_.empty());
  } else if (type == int_type() && rng_() % 2 == 0) {
    term.scalar = integer(static_cast<std::int32_t>(rng_()));
  } else {
    term.scalar = integer(sample_value(*domain_, type, rng_, arena_).integer());
  }
  return term;
}

std::optional<Value> ConcreteSmt::value_of(const Type& type, const SmtTerm& term) {
  if (!truth(term.defined)) return std::nullopt;
  if (type == bool_type()) return Value::immediate(truth(term.scalar) ? 1 : 0);
  if (type.is_arrow()) return functions_.at(static_cast<std::size_t>(number(term.scalar))).value;
  if (!type.is_list()) {
    const std::int64_t value = number(term.scalar);
    if (value != static_cast<std::int32_t>(value)) return std::nullopt;
    return Value::immediate(value);
  }
  const auto length = static_cast<std::size_t>(number(term.scalar));
  if (number(term.scalar) < 0 || length > term.items.size()) return std::nullopt;
  std::vector<Value> elements;
  for (std::size_t i = 0; i < length; ++i) {
    const auto element = value_of(type.arguments()[0], term.items[i]);
    if (!element) return std::nullopt;
    elements.push_back(*element);
  }
  return make_list(arena_, elements);
}

Type sample_instance(const Domain& domain, const Type& type, Rng& rng) {
  std::vector<Type> choices{list_of(int_type())};
  for (const BaseType& base : domain.types) {
    if (!base.raster) choices.push_back(Type::constructor(base.name));
  }
  std::set<std::string> names;
  collect_variables(type, names);
  std::map<std::string, Type> chosen;
  for (const std::string& name : names) {
    // Integers every other time: most functions that can be arguments are about integers.
    chosen.emplace(name, rng() % 2 == 0 ? int_type() : choices[rng() % choices.size()]);
  }
  return replaced(type, chosen);
}

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
      const bool can_sample =
          std::all_of(captured.begin(), captured.end(), [&](const Type& parameter) {
            return !parameter.is_arrow() && ConcreteSmt::has_terms(domain, parameter);
          });
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
  if (!ConcreteSmt::has_terms(domain, result_type)) return {};

  ConcreteSmt smt(domain, rng());
  std::vector<Value> arguments;
  std::vector<SmtTerm> terms;
  std::string report = primitive.name;
  for (const Type& parameter : parameters) {
    if (!ConcreteSmt::has_terms(domain, parameter)) return {};
    const auto value =
        parameter.is_arrow()
            ? sample_function(domain, parameter, rng, smt.context())
            : std::optional(sample_value(domain, parameter, rng, smt.context().arena()));
    if (!value) return {};
    arguments.push_back(*value);
    terms.push_back(smt.term_of(parameter, *value));
    report += fmt::format(" {}", print_value(domain, parameter, *value));
  }
  std::vector<const Value*> rows;
  for (const Value& argument : arguments) rows.push_back(&argument);
  Value evaluated;
  const Fault fault = primitive.eval(smt.context(), primitive, rows.data(), &evaluated, 1);
  if (fault == Fault::kFuel || fault == Fault::kSize) return {};

  smt.context().refuel();
  const SmtTerm meant = (*meaning)(smt, terms);
  if (smt.hit_limit()) return {};
  const bool is_defined = smt.truth(meant.defined);
  const auto value = is_defined ? smt.value_of(result_type, meant) : std::nullopt;
  if (fault != Fault::kNone && !is_defined) return {Agreement::Kind::kUndefined, {}};
  if (fault == Fault::kNone && value && *value == evaluated) {
    return {Agreement::Kind::kDefined, {}};
  }
  report += fmt::format(" : {}, evaluator ", dsl::to_string(type));
  report += fault == Fault::kNone ? print_value(domain, result_type, evaluated)
                                  : fmt::format("fault {}", to_string(fault));
  report += ", meaning ";
  report += value ? print_value(domain, result_type, *value)
                  : std::string(is_defined ? "an undefined item" : "undefined");
  return {Agreement::Kind::kDiffers, report};
}

}  // namespace gestalt::dsl
