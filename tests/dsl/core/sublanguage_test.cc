#include "dsl/core/sublanguage.h"

#include <gtest/gtest.h>

#include "dsl/core/derived.h"
#include "dsl/core/evaluate.h"
#include "dsl/core/syntax.h"
#include "dsl/list/domain.h"

namespace gestalt::dsl {
namespace {

Sublanguage parsed(const std::string& text) {
  const auto part = parse_sublanguage(text, "part", "f");
  EXPECT_TRUE(part.has_value()) << to_string(part.error());
  return part.value_or(Sublanguage{});
}

std::string error_of(const std::string& text) {
  const auto part = parse_sublanguage(text, "part", "f");
  if (!part) return to_string(part.error());
  const auto domain = restrict_domain(list_domain(), *part);
  EXPECT_FALSE(domain.has_value());
  return domain ? "" : to_string(domain.error());
}

TEST(SublanguageTest, KeepsWhatIsNamedInItsOrder) {
  const auto domain =
      restrict_domain(list_domain(), parsed("domain list  # ours\nonly reverse take\nonly add\n"));
  ASSERT_TRUE(domain.has_value()) << to_string(domain.error());
  std::vector<std::string> names;
  for (const Primitive& primitive : domain->registry.primitives()) names.push_back(primitive.name);
  EXPECT_EQ(names, (std::vector<std::string>{"add", "take", "reverse"}));
  EXPECT_NE(domain->registry.fingerprint(), list_domain().registry.fingerprint());
}

TEST(SublanguageTest, TakesPrimitivesAndFamiliesAway) {
  const Domain whole = list_domain();
  const auto domain = restrict_domain(whole, parsed("domain list\nwithout @arithmetic take\n"));
  ASSERT_TRUE(domain.has_value());
  EXPECT_FALSE(domain->registry.find("add"));
  EXPECT_FALSE(domain->registry.find("take"));
  EXPECT_TRUE(domain->registry.find("drop"));
  for (const Primitive& primitive : domain->registry.primitives()) {
    EXPECT_EQ(primitive.family, whole.registry[*whole.registry.find(primitive.name)].family);
  }
}

TEST(SublanguageTest, DerivedPrimitivesRunAsBeforeOrGo) {
  Domain domain = list_domain();
  ASSERT_TRUE(add_definitions("(define backwards (lambda (x) (map (lambda (y) (negate y)) "
                              "(reverse x))) \"d\")",
                              domain)
                  .has_value());
  const auto without = restrict_domain(domain, parsed("domain list\nwithout reverse\n"));
  EXPECT_FALSE(without->registry.find("backwards"));
  const auto with = restrict_domain(domain, parsed("domain list\nwithout add\n"));
  ASSERT_TRUE(with->registry.find("backwards"));
  TermPool pool;
  const auto term = parse_program("(lambda (x) (backwards x))", with->task_type, *with, pool);
  ASSERT_TRUE(term.has_value()) << to_string(term.error());
  const Program program = compile(pool, *term, 1, with->registry);
  Arena arena;
  EvalContext context(arena, with->registry);
  const std::vector<Value> elements{Value::immediate(1), Value::immediate(2)};
  const Value list = make_list(arena, elements);
  const Value* input = &list;
  Value result;
  ASSERT_EQ(run(context, program, &input, &result, 1), Fault::kNone);
  EXPECT_EQ(print_value(*with, with->task_type.result(), result), "[-2 -1]");
}

TEST(SublanguageTest, FormsOfRulesStayAsFarAsTheirPrimitives) {
  EXPECT_TRUE(restrict_domain(list_domain(), parsed("domain list\nwithout add\n"))->cells);
  EXPECT_FALSE(restrict_domain(list_domain(), parsed("domain list\nwithout set_where\n"))->cells);
  EXPECT_FALSE(restrict_domain(list_domain(), parsed("domain list\nwithout if_else\n"))->cells);
}

TEST(SublanguageTest, SaysWhatIsWrong) {
  EXPECT_EQ(error_of("only add\n"), "f: no line 'domain NAME'");
  EXPECT_NE(error_of("domain list\nonly\n").find("f:2: nothing after"), std::string::npos);
  EXPECT_NE(error_of("domain list\nalso add\n").find("f:2: expected domain"), std::string::npos);
  EXPECT_NE(error_of("domain list\nonly ad\n").find("no primitive 'ad'"), std::string::npos);
  EXPECT_NE(error_of("domain list\nonly @bird\n").find("'@bird'"), std::string::npos);
  EXPECT_NE(error_of("domain list\nwithhold bird 3\n").find("no type 'bird'"), std::string::npos);
  EXPECT_NE(error_of("domain list\nonly add\nwithout add\n").find("no primitive is left"),
            std::string::npos);
  EXPECT_NE(error_of("domain grid\nonly add\n").find("not of 'list'"), std::string::npos);
}

}  // namespace
}  // namespace gestalt::dsl
