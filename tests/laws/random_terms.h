// Random well-typed terms of any domain: what print/parse and evaluation laws run on.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "dsl/core/domain.h"
#include "dsl/core/term.h"

namespace gestalt::dsl {

/// Names of the variables of a type.
inline void collect_type_variables(const Type& type, std::set<std::string>& names) {
  if (type.is_variable()) names.insert(type.name());
  for (const Type& argument : type.arguments()) collect_type_variables(argument, names);
}

/// The type with its variables replaced by random types of the domain: base types and lists of
/// them.
[[nodiscard]] inline Type random_instance(const Domain& domain, const Type& type, Rng& rng) {
  Substitution substitution;
  std::set<std::string> names;
  collect_type_variables(type, names);
  for (const std::string& name : names) {
    Type ground = Type::constructor(domain.types[rng() % domain.types.size()].name);
    if (rng() % 4 == 0) ground = list_of(std::move(ground));
    if (!substitution.unify(Type::variable(name), ground)) return type;
  }
  return substitution.apply(type);
}

/// Builds terms with lambdas, partial applications and shared sub-terms that are used at deeper
/// levels than they were made at.
class RandomTerms {
 public:
  RandomTerms(const Domain& domain, TermPool& pool, Rng& rng)
      : domain_(domain), pool_(pool), rng_(rng) {}

  /// A closed term of a ground type.
  [[nodiscard]] TermId closed(const Type& type, int depth) {
    scope_.clear();
    made_.clear();
    return build(type, depth);
  }

 private:
  struct Made {
    Type type;
    TermId term;
    std::size_t scope = 0;  ///< lambdas around it
  };

  TermId build(const Type& type, int depth) {
    if (rng_() % 3 == 0) {
      if (const auto shared = reuse(type)) return *shared;
    }
    const TermId term = type.is_arrow() ? function(type, depth) : plain(type, depth);
    made_.push_back({type, term, scope_.size()});
    return term;
  }

  std::optional<TermId> reuse(const Type& type) {
    std::vector<const Made*> fitting;
    for (const Made& made : made_) {
      if (made.type == type) fitting.push_back(&made);
    }
    if (fitting.empty()) return std::nullopt;
    const Made& chosen = *fitting[rng_() % fitting.size()];
    const auto from = static_cast<std::uint32_t>(chosen.scope);
    return pool_.shift(chosen.term, from, static_cast<std::uint32_t>(scope_.size()) - from);
  }

  TermId function(const Type& type, int depth) {
    if (rng_() % 4 == 0) {
      if (const auto partial = application(type, depth, true)) return *partial;
    }
    const auto level = static_cast<std::uint32_t>(scope_.size());
    scope_.push_back(type.arguments()[0]);
    const TermId body = build(type.arguments()[1], depth);
    scope_.pop_back();
    std::erase_if(made_, [&](const Made& made) { return made.scope > scope_.size(); });
    return pool_.lambda(level, body);
  }

  TermId plain(const Type& type, int depth) {
    std::vector<std::uint32_t> variables;
    for (std::uint32_t level = 0; level < scope_.size(); ++level) {
      if (scope_[level] == type) variables.push_back(level);
    }
    if (!variables.empty() && (depth <= 0 || rng_() % 3 == 0)) {
      return pool_.variable(variables[rng_() % variables.size()]);
    }
    if (depth > 0 && rng_() % 8 != 0) {
      if (const auto term = application(type, depth, false)) return *term;
    }
    return literal(type);
  }

  TermId literal(const Type& type) {
    Arena arena;
    return pool_.literal(type, sample_value(domain_, type, rng_, arena));
  }

  /// primitive(arguments...) of the type; with `partial`, fewer arguments than it takes.
  std::optional<TermId> application(const Type& type, int depth, bool partial) {
    const Registry& registry = domain_.registry;
    for (int attempt = 0; attempt < 40; ++attempt) {
      const auto id = static_cast<PrimitiveId>(rng_() % registry.size());
      const std::size_t given = partial ? rng_() % registry[id].arity : registry[id].arity;
      Substitution substitution;
      const Type own = substitution.instantiate(registry[id].type);
      if (!substitution.unify(own.result_after(given), type)) continue;
      const Type ground = random_instance(domain_, substitution.apply(own), rng_);
      std::vector<Type> parameters = ground.parameters();
      parameters.resize(given);
      std::vector<TermId> arguments;
      for (const Type& parameter : parameters) arguments.push_back(build(parameter, depth - 1));
      return pool_.apply(pool_.primitive(id), arguments);
    }
    return std::nullopt;
  }

  const Domain& domain_;
  TermPool& pool_;
  Rng& rng_;
  std::vector<Type> scope_;  ///< types of the variables, by level
  std::vector<Made> made_;
};

}  // namespace gestalt::dsl
