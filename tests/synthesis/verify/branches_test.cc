#include "synthesis/verify/branches.h"

#include <sstream>

#include "tasks/task_json.h"
#include "tests/synthesis/verify/verifying.h"

namespace gestalt::synthesis {
namespace {

class BranchesTest : public testing::Test {
 protected:
  /// Asks whether all inputs up to 3x3 are decided as the train inputs are.
  Answer ask_with(const char* train_inputs, const char* program) {
    std::string pairs;
    std::istringstream inputs{std::string(train_inputs)};
    for (std::string input; std::getline(inputs, input, ' ');) {
      pairs +=
          (pairs.empty() ? R"({"input": )" : R"(, {"input": )") + input + R"(, "output": [[0]]})";
    }
    const auto task = tasks::parse_task(
        R"({"train": [)" + pairs + R"(], "test": [{"input": [[0]]}]})", "t", "grid");
    EXPECT_TRUE(task.has_value());
    const dsl::Examples examples = task->examples();
    const Subject subject = subject_of(program);
    return ask("branches", subject, &examples, bounded(3));
  }
};

constexpr const char* kTwoMasks =
    "(lambda (x) (paint_where (cells_of_color x red) blue (paint_where (shown_cells x) green x)))";

TEST_F(BranchesTest, ADecisionThatTrainingHadBothWaysIsProved) {
  const char* program = "(lambda (x) (paint_where (cells_of_color x red) blue x))";
  EXPECT_TRUE(is_proved(ask_with("[[2,0]]", program)));
  EXPECT_EQ(refutation(ask_with("[[2]]", program)), "{0}");
}

TEST_F(BranchesTest, DecisionsAreTakenTogether) {
  // Red shows; nothing is red and does not show.
  EXPECT_TRUE(is_proved(ask_with("[[2,0,4]]", kTwoMasks)));
  // That something shows which is not red was never seen.
  const Answer answer = ask_with("[[2,0]]", kTwoMasks);
  EXPECT_EQ(refutation(answer).size(), 3U) << refutation(answer);
  EXPECT_EQ(answer.statement, "decides everywhere in one of the 2 ways seen in training");
}

TEST_F(BranchesTest, NothingIsAskedOfProgramsThatDecideNothingByPlace) {
  EXPECT_EQ(unknown_reason(ask_with("[[2,0]]", "(lambda (x) (flip_rows x))")),
            "it decides nothing by place");
  EXPECT_EQ(unknown_reason(ask_with("[[2,0]]", "flip_rows")), "it decides nothing by place");
  EXPECT_EQ(unknown_reason(ask_about("branches", kTwoMasks, 3)), "there is no task");
}

TEST_F(BranchesTest, DecisionsInFramesOfDifferentSizesAreNotCompared) {
  const Answer answer =
      ask_with("[[2,0]]",
               "(lambda (x) (hconcat (paint_where (shown_cells x) red x)"
               " (paint_where (shown_cells (scale_up x 2)) red (scale_up x 2))))");
  EXPECT_NE(unknown_reason(answer).find("different frames"), std::string::npos)
      << unknown_reason(answer);
}

}  // namespace
}  // namespace gestalt::synthesis
