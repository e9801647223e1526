#include "synthesis/search/grammar.h"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <map>
#include <set>

#include "dsl/core/check.h"

namespace gestalt::synthesis {

namespace {

using dsl::Type;

void collect_variables(const Type& type, std::vector<std::string>& names) {
  if (type.is_variable() && std::find(names.begin(), names.end(), type.name()) == names.end()) {
    names.push_back(type.name());
  }
  for (const Type& argument : type.arguments()) collect_variables(argument, names);
}

/// Ground types without arrows that occur in a type.
void collect_ground(const Type& type, std::set<Type>& ground) {
  if (!type.is_arrow() && type.is_ground()) ground.insert(type);
  for (const Type& argument : type.arguments()) collect_ground(argument, ground);
}

bool has_list_of_list(const Type& type) {
  if (type.is_list() && type.arguments()[0].is_list()) return true;
  return std::any_of(type.arguments().begin(), type.arguments().end(), has_list_of_list);
}

Type replace(const Type& type, const std::map<std::string, Type>& with) {
  if (type.is_variable()) return with.at(type.name());
  std::vector<Type> arguments;
  for (const Type& argument : type.arguments()) arguments.push_back(replace(argument, with));
  return Type::constructor(type.name(), std::move(arguments));
}

}  // namespace

Grammar::Grammar(const dsl::Domain& domain, std::span<const Type> available, const Type& wanted) {
  std::set<Type> ground(available.begin(), available.end());
  ground.insert(wanted);
  for (const dsl::BaseType& base : domain.types) ground.insert(Type::constructor(base.name));
  for (const dsl::Primitive& primitive : domain.registry.primitives()) {
    collect_ground(primitive.type, ground);
  }
  for (const Type& type : ground) intern(type);
  add_instances(domain.registry, {ground.begin(), ground.end()});
  keep_producible(available);
  keep_useful(intern(wanted));
  collect_functions();
}

TypeIndex Grammar::intern(const Type& type) {
  const auto found = std::find(types_.begin(), types_.end(), type);
  if (found != types_.end()) return static_cast<TypeIndex>(found - types_.begin());
  types_.push_back(type);
  return static_cast<TypeIndex>(types_.size() - 1);
}

std::optional<TypeIndex> Grammar::find(const Type& type) const {
  const auto found = std::find(types_.begin(), types_.end(), type);
  if (found == types_.end()) return std::nullopt;
  return static_cast<TypeIndex>(found - types_.begin());
}

void Grammar::add_instances(const dsl::Registry& registry, const std::vector<Type>& ground) {
  std::vector<Type> atoms;
  std::copy_if(ground.begin(), ground.end(), std::back_inserter(atoms),
               [](const Type& type) { return !type.is_list(); });
  for (dsl::PrimitiveId id = 0; id < registry.size(); ++id) {
    const dsl::Primitive& primitive = registry[id];
    if (primitive.arity > kMaxArity) continue;
    std::vector<std::string> variables;
    collect_variables(primitive.type, variables);
    // Three variables range over the types without structure only, or instances would be too many.
    const std::vector<Type>& range = variables.size() > 2 ? atoms : ground;
    std::map<std::string, Type> with;
    const auto choose = [&](auto&& self, std::size_t k) -> void {
      if (k < variables.size()) {
        for (const Type& type : range) {
          with[variables[k]] = type;
          self(self, k + 1);
        }
        return;
      }
      const Type type = replace(primitive.type, with);
      if (!variables.empty() && has_list_of_list(type)) return;
      Production production;
      production.primitive = id;
      production.arity = static_cast<std::uint8_t>(primitive.arity);
      production.commutative = primitive.commutative;
      const auto parameters = type.parameters();
      for (std::size_t i = 0; i < primitive.arity; ++i) {
        production.arguments[i] = intern(parameters[i]);
      }
      production.result = intern(type.result_after(primitive.arity));
      if (!is_function(production.result)) productions_.push_back(production);
    };
    choose(choose, 0);
  }
}

void Grammar::keep_producible(std::span<const Type> available) {
  std::vector<bool> producible(types_.size(), false);
  for (const Type& type : available) producible[intern(type)] = true;
  const auto has_all = [&](const Production& production) {
    for (std::size_t i = 0; i < production.arity; ++i) {
      const Type& type = types_[production.arguments[i]];
      if (!type.is_arrow()) {
        if (!producible[production.arguments[i]]) return false;
        continue;
      }
      // A function can be built when its parameters have values and its result can be produced.
      auto parts = type.parameters();
      parts.push_back(type.result());
      for (const Type& part : parts) {
        const auto index = find(part);
        if (part.is_arrow() || !index || !producible[*index]) return false;
      }
    }
    return true;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (const Production& production : productions_) {
      if (producible[production.result] || !has_all(production)) continue;
      producible[production.result] = true;
      changed = true;
    }
  }
  std::erase_if(productions_, [&](const Production& p) { return !has_all(p); });
}

void Grammar::keep_useful(TypeIndex wanted) {
  // An edge from a result to each argument: what the wanted type reaches is useful.
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;
  Graph graph(types_.size());
  for (const Production& production : productions_) {
    for (std::size_t i = 0; i < production.arity; ++i) {
      const Type& type = types_[production.arguments[i]];
      add_edge(production.result, production.arguments[i], graph);
      if (type.is_arrow()) add_edge(production.arguments[i], intern(type.result()), graph);
    }
  }
  std::vector<boost::default_color_type> colors(types_.size());
  const auto color_map =
      boost::make_iterator_property_map(colors.begin(), boost::get(boost::vertex_index, graph));
  boost::breadth_first_search(graph, wanted, boost::color_map(color_map));
  std::erase_if(productions_, [&](const Production& production) {
    return colors[production.result] == boost::white_color;
  });
}

void Grammar::collect_functions() {
  for (const Production& production : productions_) {
    for (std::size_t i = 0; i < production.arity; ++i) {
      const TypeIndex index = production.arguments[i];
      if (!is_function(index) ||
          std::any_of(functions_.begin(), functions_.end(),
                      [&](const FunctionType& known) { return known.type == index; })) {
        continue;
      }
      FunctionType function;
      function.type = index;
      const Type type = types_[index];
      for (const Type& parameter : type.parameters()) {
        function.parameters.push_back(intern(parameter));
      }
      function.result = intern(type.result());
      functions_.push_back(std::move(function));
    }
  }
}

std::vector<Production> Grammar::first_order() const {
  std::vector<Production> result;
  for (const Production& production : productions_) {
    bool plain = true;
    for (std::size_t i = 0; i < production.arity; ++i) {
      plain = plain && !is_function(production.arguments[i]);
    }
    if (plain) result.push_back(production);
  }
  return result;
}

}  // namespace gestalt::synthesis
