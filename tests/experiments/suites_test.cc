// Made-up suites and parts of the language through the commands.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "experiments/store/run_store.h"
#include "tests/experiments/program.h"

namespace gestalt::experiments {
namespace {

using Json = nlohmann::ordered_json;

const std::string kSuite = "ood/list-control/test";

TEST(GenerateTest, WritesWhatBenchRunsOn) {
  const ScratchFolder folder;
  const std::string made = folder.path("made");
  const Finished finished = run_gestalt(
      {"tasks", "generate", "--suite", kSuite, "--seed", "3", "--count", "4", "--out", made});
  ASSERT_EQ(finished.status, 0) << finished.err;
  EXPECT_EQ(read_file(made + "/manifest.toml"), finished.out);
  const std::string store = folder.path("s.db");
  for (const std::string& suite : {made, kSuite + ":seed=3,count=4"}) {
    const Finished run = run_gestalt({"bench", suite, "--steps", "200", "--store", store});
    ASSERT_EQ(run.status, 0) << run.err;
  }
  const auto runs = list_runs(store);
  ASSERT_EQ(runs->size(), 2U);
  const std::string hash = (*runs)[0].description.data_hash;
  EXPECT_EQ((*runs)[1].description.data_hash, hash);
  EXPECT_NE(finished.out.find(hash), std::string::npos) << finished.out;
  // A directory that has something is left alone.
  EXPECT_EQ(run_gestalt({"tasks", "generate", "--suite", kSuite, "--out", made}).status, 2);
}

TEST(GenerateTest, RefusesWhatIsNoSuite) {
  const ScratchFolder folder;
  const std::string out = folder.path("made");
  for (const std::string suite : {"ood/none", "arc-agi-1/training", "ood/size/valid"}) {
    const Finished finished = run_gestalt({"tasks", "generate", "--suite", suite, "--out", out});
    EXPECT_EQ(finished.status, 2) << suite;
    EXPECT_EQ(lines_of(finished.err).size(), 1U) << finished.err;
  }
  const Finished listed = run_gestalt({"tasks", "list", "ood", "--json"});
  EXPECT_EQ(Json::parse(listed.out).size(), 19U);
}

TEST(ImportTest, MakesTasksOfDeepCoderLines) {
  const ScratchFolder folder;
  const std::string line =
      R"({"index": 3, "inputs": ["x0 = [ 1 2 ]"], "outputs": ["[ 2 1 ]"], "program": "p"})";
  const std::string file = folder.write("length.jsonl", line + "\n");
  const std::string out = folder.path("made");
  ASSERT_EQ(run_gestalt({"tasks", "import", file, "--out", out}).status, 0);
  const Finished solved = run_gestalt({"solve", out + "/length-0003.json", "--steps", "1000"});
  EXPECT_EQ(solved.status, 0) << solved.err;
  const std::string bad = folder.write("bad.jsonl", line + "\n{\"index\": 4}\n");
  const Finished refused = run_gestalt({"tasks", "import", bad, "--out", folder.path("none")});
  EXPECT_EQ(refused.status, 2);
  EXPECT_NE(refused.err.find("bad.jsonl:2"), std::string::npos) << refused.err;
}

TEST(LanguageTest, APartOfTheLanguageIsAnotherRun) {
  const ScratchFolder folder;
  const std::string language = folder.write("few.txt", "domain list\nonly reverse take drop\n");
  const std::string store = folder.path("s.db");
  const std::vector<std::string> bench{"bench",        "tasks/examples/list", "--steps", "5000",
                                       "--strategies", "enumerate",           "--store", store,
                                       "--resume"};
  ASSERT_EQ(run_gestalt(bench).status, 0);
  auto with_language = bench;
  with_language.insert(with_language.end(), {"--language", language});
  const Finished refused = run_gestalt(with_language);
  EXPECT_EQ(refused.status, 2);
  EXPECT_NE(refused.err.find("the language is few: list"), std::string::npos) << refused.err;
  const Finished other = run_gestalt({"bench", "tasks/examples/grid", "--language", language});
  EXPECT_EQ(other.status, 2);
  EXPECT_NE(other.err.find("of the domain 'grid'"), std::string::npos) << other.err;
  EXPECT_EQ(run_gestalt({"bench", kSuite, "--language", "no-such"}).status, 2);
}

TEST(LanguageTest, EveryStrategyRunsInPublishedPartsAndInSmallOnes) {
  const ScratchFolder folder;
  const std::string tiny = folder.write("tiny.txt", "domain grid\nonly flip_rows overlay map\n");
  for (const std::string& name : {std::string("steps"), std::string("pixels"), tiny}) {
    const Finished finished =
        run_gestalt({"bench", "tasks/examples/grid", "--steps", "60000", "--language", name});
    EXPECT_EQ(finished.status, 0) << name << ": " << finished.err;
  }
}

const std::string kExperiment =
    "seeds = [1, 2]\n"
    "[[arm]]\n"
    "name = \"blind\"\n"
    "steps = 2000\n"
    "strategies = [\"enumerate\"]\n"
    "[[arm]]\n"
    "name = \"few\"\n"
    "steps = 100\n"
    "shifts = [\"length\"]\n"
    "[[shift]]\n"
    "name = \"length\"\n"
    "in = \"ood/list-length/train:count=3\"\n"
    "out = \"ood/list-length/test:count=2\"\n"
    "[[shift]]\n"
    "name = \"order\"\n"
    "in = \"ood/list-order/train:count=2\"\n"
    "out = \"ood/list-order/test:count=2\"\n";

TEST(ShiftExperimentTest, ShowsInAndOutOfDistributionSideBySide) {
  const ScratchFolder folder;
  const std::string file = folder.write("e.toml", kExperiment);
  const std::string out = folder.path("results");
  const Finished finished = run_gestalt({"experiment", "run", file, "--out", out});
  ASSERT_EQ(finished.status, 0) << finished.err;
  EXPECT_NE(finished.out.find("out of distribution"), std::string::npos) << finished.out;
  const auto runs = list_runs(out + "/runs.db");
  ASSERT_TRUE(runs.has_value());
  EXPECT_EQ(runs->size(), 12U);  // two seeds of: blind on four suites, few on two
  const Finished status = run_gestalt({"experiment", "status", file, "--out", out});
  EXPECT_EQ(lines_of(status.out).size(), 12U) << status.out;
  EXPECT_EQ(status.out.find("not begun"), std::string::npos) << status.out;
  const Finished resumed = run_gestalt({"experiment", "resume", file, "--out", out});
  EXPECT_EQ(resumed.out, finished.out);  // with the same times: nothing was run again
  EXPECT_EQ(list_runs(out + "/runs.db")->size(), 12U);
}

TEST(ShiftExperimentTest, BarsHoldArmsToAShareOutOfDistribution) {
  const ScratchFolder folder;
  const auto run = [&](const std::string& bars) {
    const std::string text =
        "[[arm]]\nname = \"few\"\nsteps = 100\n[[shift]]\nname = \"length\"\n"
        "in = \"ood/list-length/train:count=2\"\nout = \"ood/list-length/test:count=2\"\n"
        "bars = { " +
        bars + " }\n";
    return run_gestalt(
        {"experiment", "run", folder.write("e.toml", text), "--out", folder.path("results")});
  };
  const Finished met = run("few = 0.0");
  EXPECT_EQ(met.status, 0) << met.err;
  EXPECT_NE(met.out.find("few share out of distribution (length)"), std::string::npos) << met.out;
  const Finished missed = run("few = 1.0");
  EXPECT_EQ(missed.status, 1) << missed.err;
  EXPECT_NE(missed.out.find("MISSED"), std::string::npos);
  EXPECT_EQ(run("many = 0.5").status, 2);
  EXPECT_EQ(run("few = 1.5").status, 2);
  EXPECT_EQ(run("few = \"all\"").status, 2);
}

TEST(PairExperimentTest, ArmsAreComparedTaskByTask) {
  const ScratchFolder folder;
  const auto run = [&](const std::string& pair) {
    const std::string text =
        "suite = \"ood/list-length/train:count=4\"\n"
        "[[arm]]\nname = \"few\"\nsteps = 100\n[[arm]]\nname = \"many\"\nsteps = 20000\n"
        "[[pair]]\n" +
        pair + "\n";
    return run_gestalt(
        {"experiment", "run", folder.write("e.toml", text), "--out", folder.path("results")});
  };
  const std::string both = "first = \"few\"\nsecond = \"many\"\n";
  const Finished plain = run(both);
  EXPECT_EQ(plain.status, 0) << plain.err;
  EXPECT_NE(plain.out.find("steps, first over second"), std::string::npos) << plain.out;
  EXPECT_NE(plain.out.find("few, many"), std::string::npos) << plain.out;
  const Finished missed = run(both + "bars = { steps_ratio = 1000.0 }");
  EXPECT_EQ(missed.status, 1) << missed.err;
  EXPECT_NE(missed.out.find("few steps over those of many"), std::string::npos) << missed.out;
  EXPECT_EQ(run(both + "bars = { gain = 0 }").status, 0);
  const Finished fewer = run(both + "bars = { gain = 5 }");  // of four tasks
  EXPECT_EQ(fewer.status, 1) << fewer.err;
  EXPECT_NE(fewer.out.find("solved more than few"), std::string::npos) << fewer.out;
  const Finished unknown = run("first = \"few\"\nsecond = \"none\"\n");
  EXPECT_EQ(unknown.status, 2);
  EXPECT_NE(unknown.err.find("'second' is no arm: 'none'"), std::string::npos) << unknown.err;
}

TEST(SampledSuiteTest, IsHeldOutAndTheSameEveryTime) {
  const Finished first = run_gestalt({"tasks", "list", "sampled/composition:seed=5,count=3"});
  ASSERT_EQ(first.status, 0) << first.err;
  EXPECT_EQ(lines_of(first.out).size(), 3U) << first.out;
  const Finished searched =
      run_gestalt({"bench", "sampled/program:seed=5,count=3", "--steps", "100"});
  EXPECT_EQ(searched.status, 0) << searched.err;
  const ScratchFolder folder;
  std::vector<std::string> hashes;
  for (const char* name : {"a", "b"}) {
    const Finished made = run_gestalt({"tasks", "generate", "--suite", "sampled/composition",
                                       "--seed", "5", "--count", "3", "--out", folder.path(name)});
    ASSERT_EQ(made.status, 0) << made.err;
    hashes.push_back(made.out);
  }
  EXPECT_EQ(hashes[0], hashes[1]);
}

TEST(ShiftExperimentTest, BadShiftsAreOneErrorWithItsPlace) {
  const ScratchFolder folder;
  const auto error_of = [&](const std::string& text) {
    const Finished finished = run_gestalt(
        {"experiment", "run", folder.write("e.toml", text), "--out", folder.path("results")});
    EXPECT_EQ(finished.status, 2) << text;
    return finished.err;
  };
  EXPECT_NE(error_of("[[arm]]\nname = \"a\"\nshifts = [\"x\"]\n").find("no shift 'x'"),
            std::string::npos);
  EXPECT_NE(error_of("[[shift]]\nname = \"s\"\nin = \"ood/size\"\n").find("needs a name"),
            std::string::npos);
  EXPECT_NE(error_of("[[arm]]\nname = \"a\"\n").find("no suite"), std::string::npos);
  EXPECT_NE(error_of("suite = \"ood/none\"\n[[arm]]\nname = \"a\"\n").find("no such suite"),
            std::string::npos);
}

}  // namespace
}  // namespace gestalt::experiments
