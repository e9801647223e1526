#include "synthesis/verify/ambiguity.h"

#include "synthesis/verify/z3_verifier.h"
#include "tests/synthesis/verify/programs_of_task.h"

namespace gestalt::synthesis {
namespace {

using Groups = std::vector<std::vector<std::size_t>>;

TEST(AmbiguityTest, EqualProgramsFormAGroupAndOthersAreToldApart) {
  const ProgramsOfTask programs(
      "[[1]]", "[[1]]",
      {"(lambda (x) x)", "(lambda (x) (flip_rows x))", "(lambda (x) (flip_rows (flip_rows x)))",
       "(lambda (x) (transpose x))"});
  const auto verifier = make_z3_verifier(bounded(2));
  const Ambiguity ambiguity = find_ambiguity(*verifier, programs.all());
  EXPECT_EQ(ambiguity.groups, (Groups{{0, 2}, {1}, {3}}));
  ASSERT_EQ(ambiguity.differences.size(), 3U);  // each two groups
  for (const GroupDifference& difference : ambiguity.differences) {
    EXPECT_NE(refutation(difference.answer), "") << difference.first << difference.second;
  }
}

TEST(AmbiguityTest, WhatIsNotKnownStaysApart) {
  const std::string grown = "(lambda (x) (fixpoint (lambda (y) (grow_4 y)) x))";
  const ProgramsOfTask programs(
      "[[1]]", "[[1]]",
      {grown, "(lambda (x) (fixpoint (lambda (y) (grow_4 y)) (flip_rows (flip_rows x))))"});
  const auto verifier = make_z3_verifier(bounded(2));
  const Ambiguity ambiguity = find_ambiguity(*verifier, programs.all());
  EXPECT_EQ(ambiguity.groups, (Groups{{0}, {1}}));
  ASSERT_EQ(ambiguity.differences.size(), 1U);
  EXPECT_NE(unknown_reason(ambiguity.differences[0].answer), "");
}

}  // namespace
}  // namespace gestalt::synthesis
