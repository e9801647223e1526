#include "synthesis/verify/laws.h"

#include "tasks/task_json.h"
#include "tests/synthesis/verify/verifying.h"

namespace gestalt::synthesis {
namespace {

TEST(LawsTest, TotalProgramsAreProvedAndOthersRefutedByTheSmallestInput) {
  EXPECT_TRUE(is_proved(ask_about("total", "(lambda (x) (outline_8 x red))", 3)));
  EXPECT_EQ(refutation(ask_about("total", "(lambda (x) (crop_content x))", 3)), "{0}");
  EXPECT_EQ(refutation(ask_about("total", "(lambda (x) (trim_border x))", 3)), "{0}");
}

TEST(LawsTest, SizeLawsAreInferredAndProved) {
  const Answer scaled = ask_about("size", "(lambda (x) (scale_up x 2))", 3);
  EXPECT_EQ(scaled.statement, "rows = 2 rows, columns = 2 columns");
  EXPECT_TRUE(is_proved(scaled));
  const Answer turned = ask_about("size", "(lambda (x) (add_border (transpose x) red))", 3);
  EXPECT_EQ(turned.statement, "rows = columns + 2, columns = rows + 2");
  EXPECT_TRUE(is_proved(turned));
  EXPECT_NE(unknown_reason(ask_about("size", "(lambda (x) (self_kronecker x))", 3)), "");
}

TEST(LawsTest, SquareTrainPairsDoNotMisleadTheSizeLaw) {
  const auto task = tasks::parse_task(
      R"({"train": [{"input": [[1,0],[0,1]], "output": [[0,1],[1,0]]}], "test": [{"input": [[1]]}]})",
      "grid", "grid");
  ASSERT_TRUE(task.has_value());
  const dsl::Examples examples = task->examples();
  const Subject subject = subject_of("(lambda (x) (flip_rows x))");
  const Answer answer = ask("size", subject, &examples, bounded(3));
  EXPECT_EQ(answer.statement, "rows = rows, columns = columns");
  EXPECT_TRUE(is_proved(answer));
}

TEST(LawsTest, AWrongSizeLawIsRefuted) {
  const Subject subject = subject_of("(lambda (x) (crop_content x))");
  const SizeLaw same(subject, {{{1, 0}, 0}, {{0, 1}, 0}});
  const Answer answer = prove(*subject.domain, same, bounded(3));
  EXPECT_EQ(refutation(answer).size(), 4U) << refutation(answer);  // two cells, one of them black
}

TEST(LawsTest, PalettesAreThoseOfInputAndProgram) {
  EXPECT_TRUE(is_proved(ask_about("palette", "(lambda (x) (outline_8 x red))", 3)));
  EXPECT_TRUE(is_proved(ask_about("palette", "(lambda (x) (map (add 0) x))", 3, "list")));
  EXPECT_NE(refutation(ask_about("palette", "(lambda (x) (map (add 1) x))", 3, "list")), "");
}

TEST(LawsTest, IdempotenceIsProvedOrRefuted) {
  EXPECT_TRUE(is_proved(ask_about("idempotence", "(lambda (x) (crop_content x))", 3)));
  EXPECT_NE(refutation(ask_about("idempotence", "(lambda (x) (shift_around x @0,1))", 3)), "");
}

TEST(LawsTest, SymmetriesAreProvedOrRefuted) {
  EXPECT_TRUE(is_proved(ask_about("reflection", "(lambda (x) (outline_8 x red))", 3)));
  EXPECT_NE(refutation(ask_about("reflection", "(lambda (x) (rays x @0,1))", 3)), "");
  EXPECT_TRUE(
      is_proved(ask_about("transposition", "(lambda (x) (cross_lines (recolor x red)))", 3)));
  EXPECT_NE(refutation(ask_about("transposition", "(lambda (x) (flip_rows x))", 3)), "");
  EXPECT_TRUE(is_proved(ask_about("translation", "(lambda (x) (recolor x red))", 3)));
  EXPECT_NE(refutation(ask_about("translation", "(lambda (x) (paint_edge x red))", 3)), "");
}

TEST(LawsTest, ColorPermutationsLeaveTheProgramsColorsAlone) {
  EXPECT_TRUE(is_proved(ask_about("color-permutation", "(lambda (x) (keep_color x blue))", 2)));
  // Of equally common colors the smallest is taken.
  EXPECT_NE(refutation(ask_about("color-permutation",
                                 "(lambda (x) (recolor x (most_common_color x)))", 2)),
            "");
}

TEST(LawsTest, WhereColorsOnlyFlowNothingIsLeftForTheSolver) {
  ProverOptions without_solver = bounded(3);
  without_solver.resources = 1;
  without_solver.tests = 0;
  for (const char* program :
       {"(lambda (x) (fill_enclosed x yellow))", "(lambda (x) (crop_content x))",
        "(lambda (x) (largest_component x))", "(lambda (x) (outline_8 x red))",
        "(lambda (x) (self_kronecker x))",
        "(lambda (x) (compose_on x (map (lambda (y) (erase_color y red)) (split_rows x))))"}) {
    const Subject subject = subject_of(program);
    for (const char* property : {"palette", "color-permutation"}) {
      const Answer answer = ask(property, subject, nullptr, without_solver);
      EXPECT_TRUE(is_proved(answer))
          << program << ", " << property << ": " << unknown_reason(answer);
    }
  }
}

TEST(LawsTest, ColorsThatAreComputedAreAskedOfTheSolver) {
  EXPECT_TRUE(is_proved(ask_about("palette", "(lambda (x) (recolor x (most_common_color x)))", 2)));
}

TEST(LawsTest, TrainPairsAreMetOrNot) {
  const auto task = tasks::parse_task(
      R"({"train": [{"input": [[1,0,2]], "output": [[2,0,1]]}], "test": [{"input": [[1]]}]})",
      "grid", "grid");
  ASSERT_TRUE(task.has_value());
  const dsl::Examples examples = task->examples();
  const Subject right = subject_of("(lambda (x) (flip_columns x))");
  EXPECT_TRUE(is_proved(ask("train", right, &examples, bounded(1))));
  const Subject wrong = subject_of("(lambda (x) (flip_rows x))");
  EXPECT_EQ(refutation(ask("train", wrong, &examples, bounded(1))), "{102}");
}

}  // namespace
}  // namespace gestalt::synthesis
