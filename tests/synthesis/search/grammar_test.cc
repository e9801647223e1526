#include "synthesis/search/grammar.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/dsl/core/tiny_domain.h"
#include "tests/synthesis/search/free_domain.h"

namespace gestalt::synthesis {
namespace {

using dsl::parse_type;
using dsl::Type;
namespace tiny = dsl::tiny;

/// "first list int -> int" for every production.
std::multiset<std::string> signatures(const dsl::Domain& domain, const Grammar& grammar) {
  std::multiset<std::string> result;
  for (const Production& production : grammar.productions()) {
    std::vector<Type> arguments;
    for (std::size_t k = 0; k < production.arity; ++k) {
      arguments.push_back(grammar.types()[production.arguments[k]]);
    }
    const Type type = dsl::fn(arguments, grammar.types()[production.result]);
    result.insert(
        fmt::format("{} : {}", domain.registry[production.primitive].name, dsl::to_string(type)));
  }
  return result;
}

TEST(GrammarTest, PolymorphicPrimitivesAreInstantiatedOnceAtEachGroundType) {
  const dsl::Domain domain = tiny::domain();
  const std::vector<Type> available{*parse_type("list int")};
  const Grammar grammar(domain, available, dsl::int_type());
  const auto all = signatures(domain, grammar);
  EXPECT_EQ(all.count("first : list int -> int"), 1U);
  EXPECT_EQ(all.count("choose : bool -> int -> int -> int"), 1U);
  EXPECT_EQ(all.count("map : (int -> int) -> list int -> list int"), 1U);
  EXPECT_EQ(all.count("map : (int -> bool) -> list int -> list bool"), 1U);
  EXPECT_EQ(all.count("repeat : int -> bool -> list bool"), 1U);
  EXPECT_EQ(std::set(all.begin(), all.end()).size(), all.size()) << "an instance occurs twice";
  for (const std::string& signature : all) {
    EXPECT_EQ(signature.find("list (list"), std::string::npos) << signature;
  }
}

TEST(GrammarTest, EveryInstanceFitsThePrimitivesType) {
  const dsl::Domain domain = tiny::domain();
  const Grammar grammar(domain, std::vector{*parse_type("list int")}, *parse_type("list bool"));
  ASSERT_FALSE(grammar.productions().empty());
  for (const Production& production : grammar.productions()) {
    const dsl::Primitive& primitive = domain.registry[production.primitive];
    std::vector<Type> arguments;
    for (std::size_t k = 0; k < production.arity; ++k) {
      arguments.push_back(grammar.types()[production.arguments[k]]);
    }
    dsl::Substitution types;
    EXPECT_TRUE(types.unify(types.instantiate(primitive.type),
                            dsl::fn(arguments, grammar.types()[production.result])))
        << primitive.name;
  }
}

TEST(GrammarTest, WhatNothingProducesIsPruned) {
  dsl::Domain domain = free_domain::empty_domain();
  domain.registry.add(free_domain::record("from_leaf", "leaf -> tree", 1));
  domain.registry.add(free_domain::record("both", "leaf -> tree -> tree", 1));
  domain.registry.add(free_domain::record("grow", "tree -> tree", 1));
  const Type tree = *parse_type("tree");
  const Type leaf = *parse_type("leaf");
  EXPECT_EQ(signatures(domain, Grammar(domain, std::vector{tree}, tree)),
            (std::multiset<std::string>{"grow : tree -> tree"}));
  EXPECT_EQ(Grammar(domain, std::vector{tree, leaf}, tree).productions().size(), 3U);
  EXPECT_EQ(Grammar(domain, std::vector{leaf}, tree).productions().size(), 3U)
      << "a tree can be made from a leaf";
}

TEST(GrammarTest, WhatNoOutputNeedsIsPruned) {
  dsl::Domain domain = free_domain::empty_domain();
  domain.registry.add(free_domain::record("grow", "tree -> tree", 1));
  domain.registry.add(free_domain::record("pluck", "tree -> leaf", 1));
  const Type tree = *parse_type("tree");
  const Type leaf = *parse_type("leaf");
  EXPECT_EQ(signatures(domain, Grammar(domain, std::vector{tree}, tree)),
            (std::multiset<std::string>{"grow : tree -> tree"}));
  EXPECT_EQ(Grammar(domain, std::vector{tree}, leaf).productions().size(), 2U);
}

TEST(GrammarTest, FunctionArgumentsKeepWhatTheirBodiesNeed) {
  // The bodies of `map`'s functions need `less` although no argument outside of a lambda does.
  const dsl::Domain domain = tiny::domain();
  const Grammar grammar(domain, std::vector{*parse_type("list int")}, *parse_type("list bool"));
  EXPECT_EQ(signatures(domain, grammar).count("less : int -> int -> bool"), 1U);
  bool has_predicate = false;
  for (const FunctionType& function : grammar.functions()) {
    EXPECT_TRUE(grammar.is_function(function.type));
    EXPECT_EQ(grammar.types()[function.type].arity(), function.parameters.size());
    has_predicate =
        has_predicate || dsl::to_string(grammar.types()[function.type]) == "int -> bool";
  }
  EXPECT_TRUE(has_predicate);
  for (const Production& production : grammar.first_order()) {
    for (std::size_t k = 0; k < production.arity; ++k) {
      EXPECT_FALSE(grammar.is_function(production.arguments[k]));
    }
  }
}

TEST(GrammarTest, PrimitivesOfMoreThanThreeArgumentsAreLeftOut) {
  dsl::Domain domain = free_domain::empty_domain();
  domain.registry.add(free_domain::record("three", "tree -> tree -> tree -> tree", 1));
  domain.registry.add(free_domain::record("four", "tree -> tree -> tree -> tree -> tree", 1));
  const Type tree = *parse_type("tree");
  EXPECT_EQ(Grammar(domain, std::vector{tree}, tree).productions().size(), 1U);
}

}  // namespace
}  // namespace gestalt::synthesis
