// The SMT meanings of the grid domain agree with the evaluators; points overflow beyond 16 bits.
#include <gtest/gtest.h>

#include <set>

#include "tests/dsl/grid/evaluation.h"
#include "tests/support/compare_meaning.h"

namespace gestalt::dsl {
namespace {

TEST(PointTest, CoordinatesBeyondSixteenBitsOverflow) {
  EXPECT_EQ(evaluate_text("(make_point 32767 -32768)"), "@32767,-32768");
  EXPECT_EQ(evaluate_text("(make_point 32768 0)"), "fault: overflow");
  EXPECT_EQ(evaluate_text("(scale_point @2,-3 20000)"), "fault: overflow");
  EXPECT_EQ(evaluate_text("(negate_point (make_point 0 -32768))"), "fault: overflow");
}

TEST(PointTest, EqualPointsAreOneValue) {
  EXPECT_EQ(evaluate_text("(equal (add_points @1,-5 @2,4) (make_point 3 -1))"), "true");
}

TEST(PointTest, MeaningsAgreeWithTheEvaluators) {
  const Domain& domain = test_domain();
  std::set<std::string> compared;
  for (PrimitiveId id = 0; id < domain.registry.size(); ++id) {
    const Primitive& primitive = domain.registry[id];
    if (primitive.family != "point") continue;
    ASSERT_TRUE(std::holds_alternative<SmtMeaning>(primitive.smt)) << primitive.name;
    Rng rng(id);
    int defined = 0;
    for (int i = 0; i < 1000; ++i) {
      const Agreement agreement = compare_meaning(domain, id, rng);
      ASSERT_NE(agreement.kind, Agreement::Kind::kDiffers) << agreement.report;
      defined += agreement.kind == Agreement::Kind::kDefined ? 1 : 0;
    }
    EXPECT_GT(defined, 200) << primitive.name;
    compared.insert(primitive.name);
  }
  EXPECT_GE(compared.size(), 8U);
}

}  // namespace
}  // namespace gestalt::dsl
