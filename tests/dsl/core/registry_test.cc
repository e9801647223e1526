#include "dsl/core/registry.h"

#include <gtest/gtest.h>

#include "tests/dsl/core/tiny_domain.h"

namespace gestalt::dsl {
namespace {

Fault solve_nothing(EvalContext&, const Primitive&, const Value* const*, Value*, std::size_t) {
  return Fault::kDomain;
}

std::string refusal(Primitive primitive) {
  Domain domain = tiny::domain();
  const std::size_t before = domain.registry.size();
  const auto id = domain.registry.try_add(std::move(primitive));
  EXPECT_EQ(domain.registry.size(), before + (id ? 1 : 0));
  return id ? "accepted" : id.error().message;
}

Primitive good() { return tiny::record("good_one", "int -> int", lift<&tiny::negate>); }

TEST(RegistryTest, IdsFollowTheOrderOfAdding) {
  const Domain domain = tiny::domain();
  for (PrimitiveId id = 0; id < domain.registry.size(); ++id) {
    EXPECT_EQ(domain.registry.find(domain.registry[id].name), id);
  }
  EXPECT_EQ(domain.registry.find("nothing_like_it"), std::nullopt);
  EXPECT_EQ(domain.registry[0].family, "arithmetic");
  EXPECT_EQ(domain.registry[*domain.registry.find("map")].family, "lists");
  EXPECT_EQ(domain.registry[*domain.registry.find("map")].arity, 2U);
}

TEST(RegistryTest, MalformedRecordsAreRefusedWithAReason) {
  EXPECT_EQ(refusal(good()), "accepted");
  for (const std::string name : {"", "x", "x1", "a12", "Add", "1ad", "_ad", "a-b", "lambda", "let",
                                 "true", "false", "a b", "add)"}) {
    Primitive primitive = good();
    primitive.name = name;
    EXPECT_NE(refusal(primitive).find("a name is lower-case letters"), std::string::npos) << name;
  }
  Primitive primitive = good();
  primitive.name = "add";
  EXPECT_EQ(refusal(primitive), "primitive 'add': the name is taken");
  primitive = good();
  primitive.eval = nullptr;
  EXPECT_EQ(refusal(primitive), "primitive 'good_one': no evaluator");
  primitive = good();
  primitive.cost = 0;
  EXPECT_EQ(refusal(primitive), "primitive 'good_one': the cost must be at least 1");
  primitive = good();
  primitive.doc = "";
  EXPECT_EQ(refusal(primitive), "primitive 'good_one': no documentation");
  primitive = good();
  primitive.type = int_type();
  EXPECT_EQ(refusal(primitive), "primitive 'good_one': a primitive takes at least one argument");
}

TEST(RegistryTest, BadInversesAndCommutativityAreRefused) {
  Primitive primitive = good();
  primitive.inverses = {{0, &solve_nothing}};
  EXPECT_EQ(refusal(primitive), "accepted");
  primitive.inverses = {{1, &solve_nothing}};
  EXPECT_EQ(refusal(primitive), "primitive 'good_one': bad inverse");
  primitive.inverses = {{0, nullptr}};
  EXPECT_EQ(refusal(primitive), "primitive 'good_one': bad inverse");
  primitive = good();
  primitive.commutative = true;
  EXPECT_NE(refusal(primitive).find("commutative needs two arguments"), std::string::npos);
  primitive.type = *parse_type("int -> bool -> int");
  EXPECT_NE(refusal(primitive).find("commutative needs two arguments"), std::string::npos);
  primitive.type = *parse_type("int -> int -> bool");
  EXPECT_EQ(refusal(primitive), "accepted");
}

TEST(RegistryDeathTest, AMalformedBuiltInRecordAborts) {
  Primitive primitive = good();
  primitive.examples.clear();
  Registry registry;
  EXPECT_DEATH((void)registry.add(primitive), "has_example");
  primitive = good();
  primitive.doc = "";
  EXPECT_DEATH((void)registry.add(primitive), "no documentation");
}

TEST(RegistryTest, TheFingerprintNamesNamesTypesAndOrder) {
  const auto fingerprint = [](const std::vector<Primitive>& primitives) {
    Registry registry;
    for (const Primitive& primitive : primitives) registry.add(primitive);
    return registry.fingerprint();
  };
  const Primitive a = tiny::record("aa", "int -> int", lift<&tiny::negate>);
  const Primitive b = tiny::record("bb", "int -> int", lift<&tiny::negate>);
  Primitive a_renamed = a;
  a_renamed.name = "ac";
  Primitive a_retyped = a;
  a_retyped.type = *parse_type("int -> bool");
  Primitive a_documented = a;
  a_documented.doc = "Another text.";
  a_documented.cost = 3;
  const Digest base = fingerprint({a, b});
  EXPECT_EQ(fingerprint({a, b}), base);
  EXPECT_NE(fingerprint({b, a}), base);
  EXPECT_NE(fingerprint({a}), base);
  EXPECT_NE(fingerprint({a_renamed, b}), base);
  EXPECT_NE(fingerprint({a_retyped, b}), base);
  EXPECT_EQ(fingerprint({a_documented, b}), base) << "documents and costs are not the language";
}

TEST(RegistryTest, MisspeltNamesFindTheClosest) {
  const Domain domain = tiny::domain();
  EXPECT_EQ(domain.registry.closest_name("negat"), "negate");
  EXPECT_EQ(domain.registry.closest_name("lenght"), "length");
  EXPECT_EQ(domain.registry.closest_name("fliter"), "filter");
  EXPECT_EQ(domain.registry.closest_name("mpa"), std::nullopt);
  EXPECT_EQ(domain.registry.closest_name("completely_different"), std::nullopt);
}

}  // namespace
}  // namespace gestalt::dsl
