// The file of a benchmark run: its lines, going on after a kill, Ctrl-C.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "dsl/core/digest.h"
#include "experiments/store/result_file.h"
#include "experiments/store/run_store.h"
#include "tests/experiments/program.h"

namespace gestalt::experiments {
namespace {

using Json = nlohmann::ordered_json;

const std::string kSuite = "tasks/examples/grid";

std::vector<std::string> bench(const std::string& file, const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments{"bench", kSuite, "--steps", "50000", "--out", file};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

std::vector<std::string> tasks_in(const std::string& file) {
  std::vector<std::string> ids;
  for (const std::string& line : lines_of(read_file(file))) {
    ids.push_back(Json::parse(line)["task"].get<std::string>());
  }
  return ids;
}

const std::vector<std::string> kIds{"both-halves", "crop-upside-down", "mirror-beside",
                                    "twice-as-large"};

TEST(TaskResultTest, SurvivesItsLine) {
  TaskResult result{"abc",     0.25,          12,   7,    "found",     {Json::parse("[[[1,2]]]")},
                    {"(f x)"}, {"enumerate"}, {34}, true, std::nullopt};
  for (const std::optional<bool> solved : {std::optional<bool>(), std::optional(true)}) {
    result.solved = solved;
    result.tests = 1;
    result.portfolio = {{"enumerate", 0.25, 12}};
    result.nearest = NearestMiss{"(g x)", 2};
    result.certificates = Json::parse(R"([{"laws": [], "others": []}])");
    const auto again = parse_task_result(to_json(result).dump());
    ASSERT_TRUE(again.has_value()) << to_string(again.error());
    EXPECT_EQ(*again, result);
  }
}

TEST(TaskResultTest, RefusesAnythingElse) {
  const std::string good = to_json(TaskResult{}).dump();
  ASSERT_TRUE(parse_task_result(good).has_value());
  EXPECT_FALSE(parse_task_result("").has_value());
  Json older = Json::parse(good);
  for (const char* later : {"tests", "portfolio", "nearest"}) older.erase(later);
  EXPECT_EQ(*parse_task_result(older.dump()), TaskResult{});
  EXPECT_FALSE(parse_task_result("[]").has_value());
  EXPECT_FALSE(parse_task_result(good.substr(0, good.size() - 1)).has_value());
  Json json = Json::parse(good);
  json["more"] = 1;
  EXPECT_FALSE(parse_task_result(json.dump()).has_value());
  json.erase("more");
  json["steps"] = "many";
  EXPECT_FALSE(parse_task_result(json.dump()).has_value());
  json.erase("steps");
  EXPECT_FALSE(parse_task_result(json.dump()).has_value());
  json["steps"] = 0;
  json["programs"] = {"x"};
  EXPECT_FALSE(parse_task_result(json.dump()).has_value());
}

TEST(BenchTest, WritesALineATask) {
  const ScratchFolder folder;
  const std::string file = folder.path("r.jsonl");
  const Finished finished = run_gestalt(bench(file, {"--json"}));
  ASSERT_EQ(finished.status, 0) << finished.err;
  EXPECT_EQ(tasks_in(file), kIds);
  const Json summary = Json::parse(finished.out);
  EXPECT_EQ(summary["tasks"], 4);
  std::size_t solved = 0;
  for (const std::string& line : lines_of(read_file(file))) {
    const auto result = parse_task_result(line);
    ASSERT_TRUE(result.has_value()) << to_string(result.error());
    if (result->solved.value_or(false)) ++solved;
    for (const Json& guess : result->guesses) EXPECT_TRUE(guess[0].is_array());
  }
  EXPECT_EQ(summary["solved"], solved);
  EXPECT_GT(solved, 0U);
}

TEST(BenchTest, LimitTakesTheFirstTasks) {
  const ScratchFolder folder;
  const std::string file = folder.path("r.jsonl");
  EXPECT_EQ(run_gestalt(bench(file, {"--limit", "2"})).status, 0);
  EXPECT_EQ(tasks_in(file), (std::vector<std::string>{kIds[0], kIds[1]}));
}

TEST(BenchTest, ResumeKeepsFinishedLinesAndDropsATornOne) {
  const ScratchFolder folder;
  const std::string file = folder.path("r.jsonl");
  ASSERT_EQ(run_gestalt(bench(file)).status, 0);
  const auto lines = lines_of(read_file(file));
  const std::string kept = lines[0] + "\n" + lines[1] + "\n";
  for (const std::string& torn : {lines[2].substr(0, 20), lines[2], std::string()}) {
    folder.write("r.jsonl", kept + torn);
    const Finished finished = run_gestalt(bench(file, {"--resume", "--json"}));
    ASSERT_EQ(finished.status, 0) << finished.err;
    EXPECT_TRUE(read_file(file).starts_with(kept));
    EXPECT_EQ(tasks_in(file), kIds);
    EXPECT_EQ(Json::parse(finished.out)["tasks"], 4);
  }
}

TEST(BenchTest, ResumeDoesAnInterruptedTaskAgain) {
  const ScratchFolder folder;
  const std::string file = folder.path("r.jsonl");
  ASSERT_EQ(run_gestalt(bench(file, {"--limit", "2"})).status, 0);
  const auto lines = lines_of(read_file(file));
  Json last = Json::parse(lines[1]);
  last["stop"] = "interrupted";
  folder.write("r.jsonl", lines[0] + "\n" + last.dump() + "\n");
  ASSERT_EQ(run_gestalt(bench(file, {"--resume"})).status, 0);
  EXPECT_EQ(tasks_in(file), kIds);
  EXPECT_EQ(read_file(file).find("interrupted"), std::string::npos);
}

TEST(BenchTest, ResumeRefusesAFileOfSomethingElse) {
  const ScratchFolder folder;
  const std::string file = folder.write("r.jsonl", "a line of text\nanother\n");
  Finished finished = run_gestalt(bench(file, {"--resume"}));
  EXPECT_EQ(finished.status, 2);
  EXPECT_NE(finished.err.find("r.jsonl:1: not JSON"), std::string::npos) << finished.err;
  TaskResult foreign;
  foreign.task = "of-another-suite";
  folder.write("r.jsonl", to_json(foreign).dump() + "\n");
  finished = run_gestalt(bench(file, {"--resume"}));
  EXPECT_EQ(finished.status, 2);
  EXPECT_NE(finished.err.find("of-another-suite"), std::string::npos) << finished.err;
}

TEST(BenchTest, CtrlCFinishesTheLineAndEnds) {
  const ScratchFolder folder;
  const std::string file = folder.path("r.jsonl");
  const Finished finished =
      run_gestalt_interrupted({"bench", kSuite, "--seconds", "60", "--guesses", "100", "--threads",
                               "1", "--memory", "16G", "--out", file},
                              file);
  EXPECT_EQ(finished.status, 1) << finished.err;
  EXPECT_NE(finished.err.find("interrupted after"), std::string::npos) << finished.err;
  EXPECT_NE(finished.out.find("tasks"), std::string::npos);
  const auto lines = lines_of(read_file(file));
  // On a slow machine the signal may come before the first search; then no line is due.
  ASSERT_LE(lines.size(), 1U);
  for (const std::string& line : lines) EXPECT_EQ(Json::parse(line)["stop"], "interrupted");
}

TEST(CrossValidationTest, ATaskGetsTheNetworkThatHasNotSeenIt) {
  if (!has_neural_module()) {
    GTEST_SKIP() << "built without the neural module";
  }
  const ScratchFolder folder;
  const std::string folds = folder.path("folds");
  std::filesystem::create_directory(folds);
  const auto bench_folds = [&] {
    return run_gestalt(
        {"bench", kSuite, "--strategies", "enumerate", "--steps", "2000", "--guide", folds});
  };
  const Finished none = bench_folds();
  EXPECT_EQ(none.status, 2);
  EXPECT_NE(none.err.find("no networks of folds"), std::string::npos) << none.err;
  const auto network = [&](int k) { return fmt::format("{}/fold{}.net", folds, k); };
  for (int k = 0; k < 2; ++k) {
    const std::string config = folder.write(
        "c.toml", fmt::format("[data]\ninputs = \"{}\"\nfolds = 2\nfold = {}\n"
                              "[net]\nhidden = 8\ntask = 8\nrank = 4\n"
                              "[train]\nsteps = 1\nbatch = 16\nvalidation = 16\ndevice = \"cpu\"\n",
                              kSuite, k));
    const std::string out = folder.path(fmt::format("out{}", k));
    const Finished trained =
        run_gestalt({"train", "--domain", "grid", "--config", config, "--out", out});
    ASSERT_EQ(trained.status, 0) << trained.err;
    std::filesystem::copy_file(out + "/guide.net", network(k));
  }
  const Finished right = bench_folds();
  EXPECT_EQ(right.status, 0) << right.err;
  std::filesystem::copy_file(network(0), network(1),
                             std::filesystem::copy_options::overwrite_existing);
  const Finished wrong = bench_folds();
  EXPECT_EQ(wrong.status, 2);
  EXPECT_NE(wrong.err.find("fold1.net: was trained without fold 0 of 2, not without fold 1 of 2"),
            std::string::npos)
      << wrong.err;
}

TEST(GuidesTest, ANetworkThatKnowsSolvedTasksSaysWhatItExpects) {
  if (!has_neural_module()) {
    GTEST_SKIP() << "built without the neural module";
  }
  const ScratchFolder folder;
  const std::string run = folder.path("run.jsonl");
  const std::string corpus = folder.path("corpus.txt");
  ASSERT_EQ(run_gestalt({"bench", kSuite, "--steps", "100000", "--out", run}).status, 0);
  ASSERT_EQ(run_gestalt({"corpus", "update", corpus, run, "--suite", kSuite}).status, 0);
  const std::string config =
      folder.write("c.toml", fmt::format("[data]\ninputs = \"{}\"\ncorpus = \"{}\"\nsolved = 50\n"
                                         "[net]\nhidden = 8\ntask = 8\nrank = 4\n"
                                         "[train]\nsteps = 20\nbatch = 32\nlearning_rate = 0.01\n"
                                         "validation = 16\ndevice = \"cpu\"\n",
                                         kSuite, corpus));
  const std::string out = folder.path("out");
  const Finished trained =
      run_gestalt({"train", "--domain", "grid", "--config", config, "--out", out});
  ASSERT_EQ(trained.status, 0) << trained.err;
  const std::string metrics = read_file(out + "/metrics.jsonl");
  EXPECT_NE(metrics.find("\"composition, sizes\":{\"nats\":"), std::string::npos) << metrics;
  const std::string task = fmt::format("{}/crop-upside-down.json", kSuite);
  const auto outlook_with = [&](const std::string& guide) {
    const Finished solved =
        run_gestalt({"solve", task, "--steps", "5000", "--guide", guide, "--json"});
    return nlohmann::json::parse(solved.out)[0]["outlook"];
  };
  EXPECT_TRUE(outlook_with("none").is_null());
  const auto outlook = outlook_with(out + "/guide.net");
  double sizes = 0;
  for (const auto& probability : outlook["sizes"]) sizes += probability.get<double>();
  EXPECT_NEAR(sizes, 1, 1e-4);
  double here = 0;
  double usual = 0;
  for (const auto& strategy : outlook["strategies"]) {
    here += strategy["here"].get<double>();
    usual += strategy["usual"].get<double>();
  }
  EXPECT_NEAR(here, 1, 1e-4);
  EXPECT_NEAR(usual, 1, 1e-4);
  EXPECT_GT(outlook["strategies"]["cells"]["usual"], outlook["strategies"]["restart"]["usual"]);
  EXPECT_GT(outlook["cost"], 0);
  const Finished shown =
      run_gestalt({"solve", task, "--steps", "5000", "--guide", out + "/guide.net"});
  EXPECT_NE(shown.out.find("expected: "), std::string::npos) << shown.out;
}

TEST(GuidesTest, UniformCostsAreBySizeAlone) {
  const auto costs_with = [](const std::string& guide) {
    const Finished finished =
        run_gestalt({"solve", "tasks/examples/grid/crop-upside-down.json", "--strategies",
                     "enumerate", "--steps", "300000", "--guide", guide, "--json"});
    return nlohmann::json::parse(finished.out)[0]["costs"];
  };
  EXPECT_EQ(costs_with("uniform")[0], 20);  // two primitives of 8, one variable of 4
  EXPECT_EQ(costs_with("none")[0], 12);
}

TEST(GuidesTest, AnUntrainedNetworkDelaysButNeverForbids) {
  if (!has_neural_module()) {
    GTEST_SKIP() << "built without the neural module";
  }
  const auto solved_with = [](const std::string& guide) {
    const Finished finished = run_gestalt({"bench", kSuite, "--strategies", "enumerate", "--steps",
                                           "100000", "--guide", guide, "--json"});
    EXPECT_EQ(finished.status, 0) << finished.err;
    return nlohmann::json::parse(finished.out)["solved"].get<int>();
  };
  EXPECT_GE(solved_with("untrained"), solved_with("none"));
}

TEST(ScorerTest, IsTrainedAndJudgesValues) {
  if (!has_neural_module()) {
    GTEST_SKIP() << "built without the neural module";
  }
  const ScratchFolder folder;
  const std::string config =
      folder.write("c.toml",
                   "[data]\npredicts = \"values\"\nsearch_steps = 500\nsizes = [3]\n"
                   "[net]\nhidden = 8\ntask = 8\nrank = 4\n"
                   "[train]\nsteps = 2\nbatch = 32\nvalidation = 32\ndevice = \"cpu\"\n");
  const std::string out = folder.path("out");
  const Finished trained =
      run_gestalt({"train", "--domain", "grid", "--config", config, "--out", out});
  ASSERT_EQ(trained.status, 0) << trained.err;
  const Finished lists =
      run_gestalt({"train", "--domain", "list", "--config", config, "--out", folder.path("list")});
  EXPECT_EQ(lists.status, 2);
  const auto judged = [&](const std::string& scorer) {
    const Finished finished =
        run_gestalt({"solve", kSuite + "/both-halves.json", "--strategies", "enumerate", "--steps",
                     "20000", "--scorer", scorer, "--json"});
    return nlohmann::json::parse(finished.out)[0]["judged"].get<int>();
  };
  EXPECT_EQ(judged("none"), 0);
  EXPECT_GT(judged(out + "/scorer.net"), 0);
}

TEST(ProvenanceTest, NamesTheNetworkByItsBytesAndSaysWhoSetWhat) {
  const ScratchFolder folder;
  const std::string store = folder.path("s.db");
  const auto record_of = [&](const std::string& guide) -> std::optional<StoredRunRecord> {
    const Finished finished =
        run_gestalt({"bench", kSuite, "--steps", "100", "--guide", guide, "--store", store});
    EXPECT_EQ(finished.status, 0) << finished.err;
    const auto runs = list_runs(store);
    return runs && finished.status == 0 ? std::optional(runs->back()) : std::nullopt;
  };
  const auto blind = record_of("none");
  ASSERT_TRUE(blind.has_value());
  EXPECT_EQ(blind->description.checkpoint, "none");
  const auto origin = [&](const std::string& name) {
    const auto& settings = blind->description.settings;
    const auto found = std::ranges::find(settings, name, &Setting::name);
    return found == settings.end() ? Origin::kFile : found->origin;
  };
  EXPECT_EQ(origin("steps"), Origin::kCommandLine);
  EXPECT_EQ(origin("guesses"), Origin::kDefault);
  EXPECT_EQ(origin("fitted-on"), Origin::kDefault);
  EXPECT_NE(blind->sessions.at(0).command.find("bench " + kSuite + " --steps 100"),
            std::string::npos);
  if (!has_neural_module()) {
    GTEST_SKIP() << "built without the neural module";
  }
  const auto guided = record_of("default");
  ASSERT_TRUE(guided.has_value());
  EXPECT_EQ(guided->description.checkpoint,
            dsl::to_string(
                dsl::digest_text(read_file(GESTALT_SOURCE_DIR "/neural/checkpoints/grid.net"))));
}

}  // namespace
}  // namespace gestalt::experiments
