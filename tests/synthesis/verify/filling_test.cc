// Sketches and what fills them.
#include "synthesis/verify/filling.h"

#include "tasks/task_json.h"
#include "tests/synthesis/verify/verifying.h"

namespace gestalt::synthesis {
namespace {

tasks::Task task_of(const std::string& train, std::string_view domain = "grid") {
  const std::string test = domain == "grid" ? "[[1]]" : "[1]";
  auto task = tasks::parse_task(R"({"domain": ")" + std::string(domain) + R"(", "train": )" +
                                    train + R"(, "test": [{"input": )" + test + "}]}",
                                "task", domain);
  EXPECT_TRUE(task.has_value()) << (task ? "" : to_string(task.error()));
  return *task;
}

Result<Sketch> sketch_of(const std::string& text, std::string_view domain = "grid") {
  return Sketch::parse(text, domain_named(domain).task_type, domain_named(domain));
}

Filled fill(const std::string& text, const tasks::Task& task) {
  const auto sketch = Sketch::parse(text, task.type(), domain_named(task.domain()));
  EXPECT_TRUE(sketch.has_value()) << (sketch ? "" : to_string(sketch.error()));
  return fill_by_solving(*sketch, task.examples(), ProverOptions{});
}

std::string program_of(const Filled& filled) { return filled.best ? filled.best->program : ""; }

TEST(SketchTest, HolesAreScalarsOfTheirTypes) {
  const auto sketch = sketch_of("(lambda (x) (replace_color x ?color ?color:a))");
  ASSERT_TRUE(sketch.has_value());
  EXPECT_EQ(sketch->holes().size(), 2U);
  EXPECT_EQ(sketch->scalars()[0].high, 9);
  EXPECT_EQ(sketch->filled({1, 2}), "(lambda (x) (replace_color x blue red))");
}

TEST(SketchTest, ANamedHoleIsOneHoleWhereverItOccurs) {
  const auto sketch = sketch_of("(lambda (x) (add_border (recolor x ?color:a) ?color:a))");
  ASSERT_TRUE(sketch.has_value());
  EXPECT_EQ(sketch->scalars().size(), 1U);
  EXPECT_EQ(sketch->filled({3}), "(lambda (x) (add_border (recolor x green) green))");
  const auto two = sketch_of("(lambda (x) (add_border (recolor x ?color) ?color))");
  ASSERT_TRUE(two.has_value());
  EXPECT_EQ(two->filled({3, 4}), "(lambda (x) (add_border (recolor x green) yellow))");
}

TEST(SketchTest, WrongHolesAreRefusedWithTheirPlace) {
  const auto nameless = sketch_of("(lambda (x) (recolor x ?colour))");
  ASSERT_FALSE(nameless.has_value());
  EXPECT_EQ(nameless.error().where, "1:24");
  EXPECT_NE(nameless.error().message.find("?colour"), std::string::npos);
  EXPECT_FALSE(sketch_of("(lambda (x) (recolor x ?int))").has_value());
  EXPECT_FALSE(sketch_of("(lambda (x) (?grid x))").has_value());
  EXPECT_FALSE(sketch_of("(lambda (x) ?int-map)", "list").has_value());
}

TEST(FillingTest, AColorIsSolvedAndIsTheOnlyOne) {
  const tasks::Task task = task_of(R"([{"input": [[1,0,2]], "output": [[3,0,3]]}])");
  const Filled filled = fill("(lambda (x) (recolor x ?color))", task);
  EXPECT_EQ(program_of(filled), "(lambda (x) (recolor x green))");
  EXPECT_TRUE(filled.minimal);
  EXPECT_EQ(filled.unique, true);
}

TEST(FillingTest, TheCheapestOfSeveralIsFound) {
  // Every color that does not occur may be replaced: those of the task are cheapest.
  const tasks::Task task = task_of(R"([{"input": [[1,0]], "output": [[1,0]]}])");
  const Filled filled = fill("(lambda (x) (replace_color x ?color ?color))", task);
  ASSERT_TRUE(filled.best.has_value());
  EXPECT_EQ(filled.unique, false);
  const auto sketch = sketch_of("(lambda (x) (replace_color x ?color ?color))");
  ASSERT_TRUE(sketch.has_value());
  const Filled tried = fill_by_trying(*sketch, task.examples(), 1000);
  ASSERT_TRUE(tried.best.has_value());
  EXPECT_EQ(filled.best->cost, tried.best->cost);
}

TEST(FillingTest, AColorMapChangesOnlyWhatItMust) {
  const tasks::Task task = task_of(
      R"([{"input": [[1,2,0]], "output": [[2,1,0]]}, {"input": [[5,2]], "output": [[7,1]]}])");
  const Filled filled = fill("(lambda (x) (?color-map x))", task);
  EXPECT_EQ(program_of(filled),
            "(lambda (x) ((lambda (y) (let ((s (color_levels y))) (paint_where (cells_are s 1) red "
            "(paint_where (cells_are s 2) blue (paint_where (cells_are s 5) orange y))))) x))");
  EXPECT_TRUE(filled.minimal);
  EXPECT_EQ(filled.unique, false);  // what becomes of the other colors is open
}

TEST(FillingTest, AThresholdIsSolved) {
  const tasks::Task task = task_of(
      R"([{"input": [4,9,2,7], "output": [9,7]}, {"input": [5,6,1], "output": [6]}])", "list");
  const Filled filled = fill("(lambda (x) (filter ?predicate-threshold x))", task);
  EXPECT_EQ(program_of(filled), "(lambda (x) (filter (lambda (y) (less 5 y)) x))");
  EXPECT_EQ(filled.unique, true);
}

TEST(FillingTest, IntegersAreSolved) {
  const tasks::Task task =
      task_of(R"([{"input": [4,9], "output": [41,91]}, {"input": [0], "output": [1]}])", "list");
  const Filled filled =
      fill("(lambda (x) (map (lambda (y) (add (multiply y ?int) ?int)) x))", task);
  EXPECT_EQ(program_of(filled), "(lambda (x) (map (lambda (y) (add (multiply y 10) 1)) x))");
}

TEST(FillingTest, WhereNothingFitsThatIsProved) {
  const tasks::Task task =
      task_of(R"([{"input": [[1]], "output": [[2]]}, {"input": [[3]], "output": [[4]]}])");
  const Filled filled = fill("(lambda (x) (recolor x ?color))", task);
  EXPECT_FALSE(filled.best.has_value());
  EXPECT_EQ(filled.reason, "nothing fits into the holes");
}

TEST(FillingTest, APrimitiveWithoutMeaningIsNamed) {
  const tasks::Task task = task_of(R"([{"input": [[1]], "output": [[2]]}])");
  const Filled filled =
      fill("(lambda (x) (recolor (fixpoint (lambda (y) (grow_4 y)) x) ?color))", task);
  EXPECT_FALSE(filled.best.has_value());
  EXPECT_NE(filled.reason.find("fixpoint"), std::string::npos) << filled.reason;
}

TEST(FillingTest, ASolverOutOfItsLimitSaysSo) {
  const tasks::Task task = task_of(R"([{"input": [[1,0,2]], "output": [[3,0,3]]}])");
  const auto sketch = sketch_of("(lambda (x) (?color-map x))");
  ASSERT_TRUE(sketch.has_value());
  ProverOptions options;
  options.limits.resources = 1;
  const Filled filled = fill_by_solving(*sketch, task.examples(), options);
  EXPECT_FALSE(filled.minimal);
  EXPECT_EQ(filled.reason, "resource limit");
}

}  // namespace
}  // namespace gestalt::synthesis
