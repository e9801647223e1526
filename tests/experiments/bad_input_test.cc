// Every kind of bad input ends with status 2 and one clear line.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/experiments/program.h"

namespace gestalt::experiments {
namespace {

const std::string kTask = "tasks/examples/grid/mirror-beside.json";

/// Status 2, nothing on stdout, and one line on stderr that has all the pieces.
void expect_refused(const std::vector<std::string>& arguments,
                    const std::vector<std::string>& pieces) {
  const Finished finished = run_gestalt(arguments);
  EXPECT_EQ(finished.status, 2) << finished.err;
  EXPECT_EQ(finished.out, "");
  const auto lines = lines_of(finished.err);
  ASSERT_EQ(lines.size(), 1U) << finished.err;
  EXPECT_TRUE(lines[0].starts_with("gestalt: ")) << lines[0];
  for (const std::string& piece : pieces) {
    EXPECT_NE(lines[0].find(piece), std::string::npos) << lines[0] << "\nlacks " << piece;
  }
}

TEST(BadInputTest, UnknownCommandsAndOptions) {
  expect_refused({}, {"--help"});
  expect_refused({"frobnicate"}, {"frobnicate"});
  expect_refused({"solve", kTask, "--frobnicate"}, {"--frobnicate", "gestalt solve --help"});
  expect_refused({"solve"}, {"TASK"});
  expect_refused({"dsl"}, {"gestalt dsl --help"});
  expect_refused({"dsl", "frobnicate"}, {"frobnicate"});
}

TEST(BadInputTest, OptionValues) {
  for (const std::string value : {"0", "-1", "abc", "nan", "inf", "1e999", ""}) {
    expect_refused({"solve", kTask, "--seconds", value}, {"--seconds"});
  }
  for (const std::string value : {"0", "-5", "abc", "1.5", "99999999999999999999"}) {
    expect_refused({"solve", kTask, "--steps", value}, {"--steps"});
  }
  for (const std::string value : {"0", "4X", "G", "-1G", "1K", "99999999999G"}) {
    expect_refused({"solve", kTask, "--memory", value}, {"--memory"});
  }
  expect_refused({"solve", kTask, "--threads", "0"}, {"--threads"});
  expect_refused({"solve", kTask, "--guesses", "0"}, {"--guesses"});
  expect_refused({"solve", kTask, "--seed", "x"}, {"--seed"});
  expect_refused({"bench", "tasks/examples/grid", "--limit", "0"}, {"--limit"});
}

TEST(BadInputTest, Definitions) {
  const ScratchFolder folder;
  expect_refused({"--define", "no/such.txt", "dsl", "list"}, {"no/such.txt"});
  const std::string bad = folder.write("bad.txt", "(define half (lambda (x) (flip_rowz x)) \"d\")");
  expect_refused({"--define", bad, "dsl", "list"}, {"bad.txt:1:27", "flip_rowz"});
  expect_refused({"--define", "list:" + bad, "dsl", "list"}, {"bad.txt:1:27", "flip_rowz"});
}

TEST(BadInputTest, GuidesThatAreNotThere) {
  expect_refused({"bench", "tasks/examples/grid", "--guide", "no-such.net"},
                 {"no-such.net", "no such checkpoint"});
  const ScratchFolder folder;
  const std::string text = folder.write("text.net", "a text, not a network");
  expect_refused({"solve", kTask, "--guide", text}, {"text.net", "no whole checkpoint"});
}

TEST(BadInputTest, ScorersThatAreNone) {
  expect_refused({"solve", kTask, "--scorer", "no-such.net"},
                 {"no-such.net", "no such checkpoint"});
  expect_refused({"solve", kTask, "--scorer", "neural/checkpoints/grid.net"},
                 {"grid.net", "is no scorer"});
  expect_refused({"solve", kTask, "--guide", "neural/checkpoints/scorer.net"},
                 {"scorer.net", "is no guide"});
}

TEST(BadInputTest, TrainingFiles) {
  const ScratchFolder folder;
  const auto train = [&](const std::string& name, const std::string& text) {
    return std::vector<std::string>{"train", "--config", folder.write(name, text), "--out",
                                    folder.path("run")};
  };
  expect_refused({"train", "--config", "no/such.toml", "--out", "x"}, {"no/such.toml"});
  expect_refused(train("key.toml", "[net]\nhiden = 3\n"), {"key.toml:2:", "hiden"});
  expect_refused(train("range.toml", "[net]\nhidden = 0\n"), {"range.toml", "hidden"});
  expect_refused(train("type.toml", "[train]\nsteps = \"many\"\n"), {"type.toml:2:", "steps"});
  expect_refused(train("what.toml", "[data]\npredicts = \"weather\"\n"), {"what.toml", "predicts"});
  expect_refused(train("torn.toml", "[train\n"), {"torn.toml:1:"});
  expect_refused({"tasks", "sample", "--split", "other"}, {"--split"});
  expect_refused({"tasks", "sample", "--domain", "trees"}, {"trees"});
}

TEST(BadInputTest, TasksAndSuites) {
  const ScratchFolder folder;
  expect_refused({"solve", "no/such.json"}, {"no/such.json", "no such task file"});
  expect_refused({"solve", "no-such-suite/abc"}, {"no-such-suite/abc"});
  expect_refused({"bench", "no-such-suite"}, {"no-such-suite", "neither a data set nor"});
  expect_refused({"tasks", "list", "no-such-suite"}, {"no-such-suite"});
  expect_refused({"tasks", "show", "no/such.json"}, {"no/such.json"});
  const std::string torn = folder.write("torn.json", R"({"train": [{"input": [[1]], "out)");
  expect_refused({"solve", torn}, {"torn.json:1:"});
  const std::string ragged = folder.write(
      "ragged.json",
      R"({"train": [{"input": [[1,2],[3]], "output": [[1]]}], "test": [{"input": [[1]]}]})");
  expect_refused({"solve", kTask, ragged}, {"ragged.json", "train[0].input"});
  expect_refused({"bench", folder.path("")}, {"json"});  // before any search
}

TEST(BadInputTest, Programs) {
  const ScratchFolder folder;
  expect_refused({"run", "(lambda (x) (frobnicate x))", kTask}, {"program:1:14", "frobnicate"});
  expect_refused({"run", "(lambda (x) (flip_rows 3))", kTask}, {"program:1:"});
  expect_refused({"run", "(lambda (x) 3)", kTask}, {"grid -> grid"});
  expect_refused({"run", "(lambda (x) x", kTask}, {"program:1:"});
  expect_refused({"trace", "(lambda (x) y)", kTask}, {"program:1:"});
  expect_refused({"run", fmt::format("@{}", folder.path("none.txt")), kTask}, {"none.txt"});
  const std::string file = folder.write("bad.txt", "(lambda (x)\n  (frobnicate x))\n");
  expect_refused({"run", fmt::format("@{}", file), kTask}, {"bad.txt:2:4", "frobnicate"});
}

TEST(BadInputTest, Questions) {
  expect_refused({"verify", "(lambda (x) (frobnicate x))"}, {"program:1:14", "frobnicate"});
  expect_refused({"verify", "(lambda (x) y)"}, {"program:1:", "y"});
  expect_refused({"verify", "(lambda (x) (flip_rows 3))"}, {"program:1:"});
  expect_refused({"verify", "(lambda (x) (count_cells x))", kTask}, {"grid -> grid"});
  expect_refused({"verify", "(lambda (x) x)", "--bound", "13"}, {"--bound"});
  expect_refused({"verify", "(lambda (x) x)", "--bound", "0"}, {"--bound"});
  expect_refused({"verify", "(lambda (x) x)", "--property", "beauty"}, {"beauty", "palette"});
  expect_refused({"verify", "(lambda (x) x)", "--property", "train"}, {"train", "TASK"});
  expect_refused({"verify", "(lambda (x) x)", "--equals", "(lambda (x) z)"}, {"z"});
  expect_refused({"verify", "(lambda (x) x)", "--domain", "trees"}, {"trees", "grid"});
  expect_refused({"verify", "(lambda (x) x)", "no/such.json"}, {"no/such.json"});
  expect_refused({"verify", "no/such.json", "--ambiguity"}, {"no/such.json"});
  expect_refused({"verify", kTask, "--ambiguity", "--property", "size"}, {"--ambiguity"});
  const std::string sketch = "(lambda (x) (recolor x ?color))";
  expect_refused({"verify", sketch}, {"program:1:", "?color"});
  expect_refused({"verify", sketch, "--fill"}, {"--fill", "TASK"});
  expect_refused({"verify", sketch, kTask, "--fill", "--property", "size"}, {"--fill"});
  expect_refused({"verify", "(lambda (x) (recolor x ?hue))", kTask, "--fill"},
                 {"sketch:1:24", "?hue"});
  expect_refused({"verify", "(lambda (x) (recolor x ?int))", kTask, "--fill"}, {"sketch:1:"});
}

TEST(BadInputTest, ExamplesAndPrimitives) {
  expect_refused({"trace", "(lambda (x) x)", kTask, "--example", "train:9"}, {"train:9"});
  expect_refused({"trace", "(lambda (x) x)", kTask, "--example", "tests:0"}, {"tests:0"});
  expect_refused({"trace", "(lambda (x) x)", kTask, "--example", "test:0x"}, {"test:0x"});
  expect_refused({"dsl", "show", "flip_row"}, {"flip_row", "flip_rows"});
  expect_refused({"dsl", "list", "--domain", "trees"}, {"trees", "grid"});
}

TEST(BadInputTest, FilesThatCannotBeWritten) {
  const std::vector<std::string> bench{"bench", "tasks/examples/grid", "--steps", "100", "--out"};
  const auto with = [&](const std::string& file) {
    auto arguments = bench;
    arguments.push_back(file);
    return arguments;
  };
  expect_refused(with("/dev/full"), {"/dev/full", "No space left"});
  expect_refused(with("/no/such/folder/r.jsonl"), {"/no/such/folder/r.jsonl"});
  expect_refused({"tasks", "show", kTask, "--svg", "/dev/full"}, {"/dev/full"});
  expect_refused({"bench", "tasks/examples/grid", "--resume"}, {"--resume", "--out"});
}

}  // namespace
}  // namespace gestalt::experiments
