// Laws of every record registered: examples hold, documentation is there, texts round-trip, the
// search can use it; and the golden list of all signatures.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "synthesis/api/costs.h"
#include "synthesis/search/grammar.h"
#include "tests/laws/laws.h"
#include "tests/support/evaluate_text.h"

namespace gestalt::dsl {
namespace {

class RecordLawTest : public testing::TestWithParam<const Domain*> {
 protected:
  [[nodiscard]] const Domain& domain() const { return *GetParam(); }

  /// The printed value of a closed text, or why it has none.
  [[nodiscard]] std::string evaluate(std::string_view text) const {
    return evaluate_text(domain(), text);
  }
};

TEST_P(RecordLawTest, ExamplesHold) {
  for (const Primitive& primitive : domain().registry.primitives()) {
    EXPECT_FALSE(primitive.examples.empty()) << primitive.name;
    bool uses_it = false;
    for (const Example& example : primitive.examples) {
      EXPECT_EQ(evaluate(example.program), example.value) << example.program;
      uses_it = uses_it || example.program.find(primitive.name) != std::string::npos;
    }
    EXPECT_TRUE(uses_it) << primitive.name << " is in none of its own examples";
  }
}

TEST_P(RecordLawTest, ValuesOfExamplesAreLiteralsThatPrintTheSame) {
  for (const Primitive& primitive : domain().registry.primitives()) {
    for (const Example& example : primitive.examples) {
      if (example.value == "<function>") continue;
      EXPECT_EQ(evaluate(example.value), example.value) << primitive.name;
    }
  }
}

TEST_P(RecordLawTest, EveryRecordIsDocumented) {
  for (const Primitive& primitive : domain().registry.primitives()) {
    EXPECT_GE(primitive.doc.size(), 5U) << primitive.name;
    EXPECT_EQ(primitive.doc.back(), '.') << primitive.name << ": " << primitive.doc;
    EXPECT_FALSE(primitive.family.empty()) << primitive.name;
    EXPECT_EQ(parse_type(to_string(primitive.type)), primitive.type) << primitive.name;
  }
}

TEST_P(RecordLawTest, RolesOfLiteralsAreToldApartByTheirNames) {
  std::set<std::string> names;
  for (const Role& role : domain().roles) {
    EXPECT_TRUE(names.insert(role.name).second) << role.name;
    EXPECT_GE(role.cost, synthesis::Costs::kMinimum) << role.name;
    EXPECT_LT(role.cost, synthesis::Costs::kUnknownLiteral) << role.name;
  }
}

TEST_P(RecordLawTest, PrintedExamplesParseToTheSameTerm) {
  for (const Primitive& primitive : domain().registry.primitives()) {
    for (const Example& example : primitive.examples) {
      TermPool pool;
      const auto term = parse_term(example.program, domain(), pool);
      ASSERT_TRUE(term.has_value()) << example.program;
      const std::string text = print_term(pool, term->term, domain());
      const auto again = parse_term(text, domain(), pool);
      ASSERT_TRUE(again.has_value()) << text << ": " << to_string(again.error());
      EXPECT_EQ(again->term, term->term) << text;
      EXPECT_EQ(again->type, term->type) << text;
    }
  }
}

TEST_P(RecordLawTest, PrintedRandomTermsParseToTheSameTerm) {
  Rng rng(21);
  for (int i = 0; i < 1000; ++i) {
    TermPool pool;
    RandomTerms terms(domain(), pool, rng);
    Type type = domain().task_type;
    if (i % 2 == 0) type = random_instance(domain(), *parse_type("a -> b -> c"), rng);
    const TermId term = terms.closed(type, 1 + static_cast<int>(rng() % 4));
    const std::string text = print_term(pool, term, domain());
    const auto again = parse_program(text, type, domain(), pool);
    ASSERT_TRUE(again.has_value()) << text << "\n" << to_string(again.error());
    ASSERT_EQ(*again, term) << text << "\n" << print_term(pool, *again, domain());
  }
}

TEST_P(RecordLawTest, RandomProgramsRunToAValueOrAFault) {
  Rng rng(22);
  int defined = 0;
  for (int i = 0; i < 1000; ++i) {
    TermPool pool;
    RandomTerms terms(domain(), pool, rng);
    const TermId term = terms.closed(domain().task_type, 1 + static_cast<int>(rng() % 4));
    const auto parameters = domain().task_type.parameters();
    const auto inputs = static_cast<std::uint32_t>(parameters.size());
    const Program program = compile(pool, term, inputs, domain().registry);
    Arena arena;
    EvalContext context(arena, domain().registry);
    std::vector<Value> values;
    std::vector<const Value*> rows;
    for (const Type& type : parameters) values.push_back(sample_value(domain(), type, rng, arena));
    for (const Value& value : values) rows.push_back(&value);
    Value result;
    const Fault fault = run(context, program, rows.data(), &result, 1);
    // A trace is the same evaluation.
    context.refuel();
    const Trace traced = trace(context, program, values);
    ASSERT_EQ(traced.fault, fault) << print_term(pool, term, domain());
    if (fault != Fault::kNone) continue;
    ++defined;
    ASSERT_EQ(traced.slots.back(), result) << print_term(pool, term, domain());
    (void)print_value(domain(), domain().task_type.result(), result);
  }
  EXPECT_GT(defined, 200);
}

/// Primitives that the grammar of the usual task leaves out although their arity is enumerated, and
/// why.
const std::map<std::string, std::string> kLeftOut = {
    {"chunks", "polymorphic instances with lists of lists are not enumerated (grammar.cc)"},
    {"concatenate", "polymorphic instances with lists of lists are not enumerated (grammar.cc)"},
    {"runs", "polymorphic instances with lists of lists are not enumerated (grammar.cc)"},
    {"windows", "polymorphic instances with lists of lists are not enumerated (grammar.cc)"},
};

TEST_P(RecordLawTest, TheSearchCanReachEveryPrimitive) {
  // A task of the usual type with random examples; what its constants offer is available too.
  Rng rng(23);
  Arena arena;
  Examples examples;
  examples.input_types = domain().task_type.parameters();
  examples.output_type = domain().task_type.result();
  examples.train_count = 2;
  for (const Type& type : examples.input_types) {
    examples.inputs.emplace_back();
    for (int i = 0; i < 3; ++i) {
      examples.inputs.back().push_back(sample_value(domain(), type, rng, arena));
    }
  }
  for (std::size_t i = 0; i < examples.train_count; ++i) {
    examples.outputs.push_back(sample_value(domain(), examples.output_type, rng, arena));
  }
  std::vector<Type> available = examples.input_types;
  for (const Role& role : domain().roles) available.push_back(role.type);
  const synthesis::Grammar grammar(domain(), available, examples.output_type);
  std::set<PrimitiveId> kept;
  for (const auto& production : grammar.productions()) kept.insert(production.primitive);
  for (PrimitiveId id = 0; id < domain().registry.size(); ++id) {
    const Primitive& primitive = domain().registry[id];
    if (primitive.arity > synthesis::kMaxArity) continue;  // not enumerated, as enumerator.h says
    EXPECT_NE(kept.contains(id), kLeftOut.contains(primitive.name))
        << primitive.name << " : " << to_string(primitive.type);
  }
}

TEST_P(RecordLawTest, SignaturesAreThoseOfTheGoldenFile) {
  std::string text;
  for (const Primitive& primitive : domain().registry.primitives()) {
    text +=
        fmt::format("{} : {}  ({})\n", primitive.name, to_string(primitive.type), primitive.family);
  }
  const std::filesystem::path file = std::filesystem::path(GESTALT_SOURCE_DIR) / "tests/golden" /
                                     fmt::format("registry_{}.golden", domain().name);
  if (std::getenv("GESTALT_REWRITE_GOLDEN") != nullptr) {
    std::ofstream(file) << text;
    return;
  }
  std::ifstream stream(file);
  std::ostringstream golden;
  golden << stream.rdbuf();
  EXPECT_EQ(text, golden.str()) << "the registry has changed: run with GESTALT_REWRITE_GOLDEN=1 "
                                   "and review the difference in "
                                << file;
}

INSTANTIATE_TEST_SUITE_P(Everything, RecordLawTest, testing::ValuesIn(all_domains()),
                         domain_test_name);

}  // namespace
}  // namespace gestalt::dsl
