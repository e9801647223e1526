// experiments/wake_sleep.sh: rounds of solving, collecting and training.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "tests/experiments/program.h"

namespace gestalt::experiments {
namespace {

constexpr const char* kSuite = "tasks/examples/grid";

/// Runs the script in the repository; its exit status.
int run_rounds(const std::string& arguments) {
  const std::string command = "cd " GESTALT_SOURCE_DIR " && GESTALT=" GESTALT_BINARY_DIR
                              "/bin/gestalt experiments/wake_sleep.sh " +
                              arguments + " >/dev/null 2>&1";
  return std::system(command.c_str());
}

TEST(WakeSleepTest, EachRoundSearchesWithTheNetworkOfTheOneBefore) {
  if (!has_neural_module()) {
    GTEST_SKIP() << "built without the neural module";
  }
  const ScratchFolder folder;
  const std::string config = folder.write(
      "c.toml", fmt::format("[data]\ninputs = \"{}\"\ncorpus = \"{}\"\n"
                            "[net]\nhidden = 8\ntask = 8\nrank = 4\n"
                            "[train]\nsteps = 1\nbatch = 16\nvalidation = 16\ndevice = \"cpu\"\n",
                            kSuite, folder.write("empty.txt", "")));
  const std::string rounds = folder.path("rounds");
  const auto run = [&](int count) {
    return run_rounds(
        fmt::format("{} {} {} --strategies enumerate --steps 50000", rounds, config, count));
  };
  ASSERT_EQ(run(1), 0);
  const std::string first = read_file(rounds + "/round-1.jsonl");
  EXPECT_NE(first.find("\"enumerate\""), std::string::npos) << first;
  const std::string corpus = read_file(rounds + "/corpus.txt");
  EXPECT_GE(lines_of(corpus).size(), 4U) << corpus;
  const std::string network = read_file(rounds + "/round-1/guide.net");
  // Goes on: the first round stays, the second one is guided by its network.
  ASSERT_EQ(run(2), 0);
  EXPECT_EQ(read_file(rounds + "/round-1.jsonl"), first);
  EXPECT_EQ(read_file(rounds + "/round-1/guide.net"), network);
  EXPECT_NE(read_file(rounds + "/round-2.jsonl").find("\"guided\""), std::string::npos);
  EXPECT_TRUE(std::filesystem::exists(rounds + "/round-2/guide.net"));
  EXPECT_NE(run(0), 0);
}

}  // namespace
}  // namespace gestalt::experiments
