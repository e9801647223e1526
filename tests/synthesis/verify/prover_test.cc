#include "synthesis/verify/prover.h"

#include "synthesis/verify/equivalence.h"
#include "tests/synthesis/verify/verifying.h"

namespace gestalt::synthesis {
namespace {

const std::string kIdentity = "(lambda (x) x)";

TEST(ProverTest, TwoFlipsAreProvedToBeNone) {
  EXPECT_TRUE(is_proved(compare("(lambda (x) (flip_rows (flip_rows x)))", kIdentity, 4)));
}

TEST(ProverTest, TheSmallestDistinguishingGridIsFound) {
  EXPECT_EQ(refutation(compare("(lambda (x) (transpose x))", kIdentity, 4)), "{00}");
  const std::string flip = refutation(compare("(lambda (x) (flip_columns x))", kIdentity, 4));
  ASSERT_EQ(flip.size(), 4U) << flip;  // one row of two cells, one of them black
  EXPECT_EQ(std::count(flip.begin(), flip.end(), '0'), 1) << flip;
}

TEST(ProverTest, ProgramsThatAreUndefinedOnTheSameInputsAreEqual) {
  EXPECT_TRUE(is_proved(compare("(lambda (x) (flip_rows (crop_content x)))",
                                "(lambda (x) (crop_content (flip_rows x)))", 3)));
}

TEST(ProverTest, ObjectsAreComparedThroughTheirParts) {
  EXPECT_TRUE(is_proved(compare("(lambda (x) (compose_on x (components_4 x)))", kIdentity, 3)));
  EXPECT_EQ(refutation(compare("(lambda (x) (largest (components_4 x)))",
                               "(lambda (x) (largest (components_8 x)))", 2))
                .size(),
            7U);  // two cells that touch at a corner only: {10/01} or so
}

TEST(ProverTest, ASolverOutOfItsLimitKnowsNothing) {
  const Subject a = subject_of("(lambda (x) (recolor x (most_common_color x)))");
  const Subject b = subject_of("(lambda (x) (recolor x (most_common_color (flip_rows x))))");
  const auto question = equivalence_of(a, b, "equal outputs");
  ProverOptions options = bounded(3);
  options.limits.resources = 1;
  options.tests = 50;
  const Answer answer = prove(*a.domain, *question, options);
  EXPECT_TRUE(unknown_reason(answer).starts_with("resource limit")) << unknown_reason(answer);
  EXPECT_EQ(answer.tested, 50);
}

TEST(ProverTest, AGraphThatGrowsTooLargeIsUnknown) {
  const Subject a = subject_of("(lambda (x) (largest (components_4 x)))");
  const Subject b = subject_of(kIdentity);
  const auto question = equivalence_of(a, b, "equal outputs");
  ProverOptions options = bounded(3);
  options.max_scalars = 4;
  options.tests = 0;
  EXPECT_TRUE(unknown_reason(prove(*a.domain, *question, options)).starts_with("too large"));
}

TEST(ProverTest, APrimitiveWithoutMeaningIsNamedAndTheLawTested) {
  const Answer answer = ask_about("total", "(lambda (x) (fixpoint (lambda (y) (grow_4 y)) x))", 3);
  EXPECT_NE(unknown_reason(answer).find("fixpoint"), std::string::npos) << unknown_reason(answer);
  EXPECT_GT(answer.tested, 100);
}

TEST(ProverTest, WhatCannotBeModelledCanStillBeRefutedByATest) {
  const Answer answer =
      ask_about("total", "(lambda (x) (fixpoint (lambda (y) (crop_content y)) x))", 3);
  EXPECT_NE(refutation(answer), "");
}

TEST(ProverTest, IntegersOverflowAsInTheEvaluator) {
  const std::string square = "(lambda (x) (map (lambda (y) (multiply y y)) x))";
  const Answer answer = ask_about("total", square, 2, "list");
  EXPECT_NE(refutation(answer), "");
  EXPECT_TRUE(is_proved(compare("(lambda (x) (reverse (reverse x)))", kIdentity, 4, "list")));
}

TEST(ProverTest, TheSameQuestionGetsTheSameAnswer) {
  const auto once = compare("(lambda (x) (rays x @0,1))", "(lambda (x) (rays x @1,0))", 3);
  const auto again = compare("(lambda (x) (rays x @0,1))", "(lambda (x) (rays x @1,0))", 3);
  EXPECT_EQ(refutation(once), refutation(again));
  EXPECT_NE(refutation(once), "");
}

TEST(ProverTest, WhatIsTooLargeIsNoOutput) {
  const Result<dsl::Value, dsl::Fault> value = dsl::Value::immediate(1);
  const auto fault = [](dsl::Fault reason) -> Result<dsl::Value, dsl::Fault> {
    return tl::unexpected(reason);
  };
  EXPECT_TRUE(differ(value, fault(dsl::Fault::kSize)));
  EXPECT_FALSE(differ(fault(dsl::Fault::kSize), fault(dsl::Fault::kDomain)));
  EXPECT_FALSE(differ(value, fault(dsl::Fault::kFuel)));
}

}  // namespace
}  // namespace gestalt::synthesis
