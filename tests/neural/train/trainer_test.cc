// The training loop with the real network: these tests load LibTorch.
#include "neural/train/trainer.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>

#include "tests/experiments/program.h"

namespace gestalt::neural {
namespace {

using experiments::ScratchFolder;

constexpr int kProperties = 30;
constexpr int kHeads = 6;
constexpr int kSlots = 5;

NetShape shape() {
  return {kProperties, kHeads, kSlots, std::vector<std::uint8_t>(kHeads * kSlots, 1),
          std::vector<float>(kHeads, 0.0F)};
}

Net make_net(const NetSizes& sizes = {.hidden = 32, .task = 16, .rank = 8}, double dropout = 0) {
  const auto module =
      synthesis::Module::open(std::filesystem::path(GESTALT_BINARY_DIR) / "lib/gestalt_neural.so");
  EXPECT_TRUE(module) << to_string(module.error());
  auto net = Net::make(*module, sizes, shape(), {.threads = 1, .seed = 3, .dropout = dropout});
  EXPECT_TRUE(net) << to_string(net.error());
  return *std::move(net);
}

/// Tasks whose heads are drawn at random: there is nothing to learn but each by heart.
NetBatch random_batch(std::uint64_t seed, int tasks, const NetSizes& sizes = {}) {
  std::mt19937_64 rng(seed);
  NetBatch batch;
  batch.tasks = tasks;
  for (int i = 0; i < tasks * kProperties; ++i) {
    batch.properties.push_back(static_cast<float>(rng() % 2));
  }
  if (sizes.channels > 0) {
    for (int i = 0; i < tasks * sizes.pairs * 2 * sizes.side * sizes.side; ++i) {
      batch.pictures.push_back(static_cast<std::uint8_t>(rng() % 12));
    }
  }
  for (int task = 0; task < tasks; ++task) {
    for (int slot = 0; slot < kSlots; ++slot) {
      batch.task_of.push_back(task);
      batch.slot_of.push_back(slot);
      batch.head_of.push_back(static_cast<std::int32_t>(rng() % kHeads));
    }
  }
  return batch;
}

TrainInput input() {
  TrainInput input;
  input.batch = [](std::uint64_t i) { return random_batch(i, 8); };
  input.validation.emplace_back("held", random_batch(999, 8));
  input.purpose = {"made", "a", "b", {}};
  input.sizes = {.hidden = 32, .task = 16, .rank = 8};
  input.config = "made";
  return input;
}

TrainOptions options(std::uint64_t steps) {
  TrainOptions options;
  options.schedule = {1e-3, 5, steps, 0.05};
  options.report_every = 5;
  options.validate_every = 10;
  options.checkpoint_every = 10;
  return options;
}

/// The curve without its times.
std::vector<std::string> curve(const ScratchFolder& folder) {
  std::vector<std::string> lines;
  for (const std::string& line :
       experiments::lines_of(experiments::read_file(folder.path("run/metrics.jsonl")))) {
    auto json = nlohmann::ordered_json::parse(line);
    json.erase("tasks_per_seconds");
    json.erase("waited_share_of_seconds");
    lines.push_back(json.dump());
  }
  return lines;
}

const std::atomic<bool> kGoOn{false};

TEST(TrainerTest, TwentyTasksAreLearntByHeart) {
  Net net = make_net();
  const NetBatch batch = random_batch(1, 20);
  const double first = net.evaluate(batch)->nats;
  for (int i = 0; i < 400; ++i) ASSERT_TRUE(net.train(batch, 3e-3, 1));
  const auto last = net.evaluate(batch);
  ASSERT_TRUE(last);
  EXPECT_GT(first, 1.5);
  EXPECT_LT(last->nats, 0.05);
  EXPECT_EQ(last->right, 1);
}

TEST(TrainerTest, PicturesAreLearntFromToo) {
  const NetSizes sizes{.hidden = 32, .task = 16, .rank = 8, .channels = 8, .pairs = 2, .side = 10};
  Net net = make_net(sizes);
  NetBatch batch = random_batch(1, 8, sizes);
  std::ranges::fill(batch.properties, 0.0F);  // nothing else tells the tasks apart
  for (int i = 0; i < 400; ++i) ASSERT_TRUE(net.train(batch, 3e-3, 1));
  EXPECT_GT(net.evaluate(batch)->right, 0.95);
  batch.pictures.clear();
  const auto without = net.evaluate(batch);
  ASSERT_FALSE(without);
  EXPECT_NE(without.error().message.find("needs pictures"), std::string::npos);
}

TEST(TrainerTest, PredictionsAreDistributionsOverLegalHeads) {
  const auto module =
      synthesis::Module::open(std::filesystem::path(GESTALT_BINARY_DIR) / "lib/gestalt_neural.so");
  NetShape own = shape();
  own.legal[2] = 0;
  auto net = Net::make(*module, {.hidden = 8, .task = 4, .rank = 2}, own, {});
  ASSERT_TRUE(net);
  const auto predicted = net->predict(random_batch(1, 3));
  ASSERT_TRUE(predicted);
  for (int row = 0; row < 3 * kSlots; ++row) {
    double sum = 0;
    for (int head = 0; head < kHeads; ++head) {
      sum += std::exp((*predicted)[static_cast<std::size_t>(row * kHeads + head)]);
    }
    EXPECT_NEAR(sum, 1, 1e-4);
  }
  EXPECT_EQ((*predicted)[2], -std::numeric_limits<float>::infinity());
}

TEST(TrainerTest, WeightsOfAnotherNetAreRefusedByName) {
  Net net = make_net();
  auto tensors = *net.tensors(false);
  tensors[0].values.pop_back();
  const auto set = net.set_tensors(tensors);
  ASSERT_FALSE(set);
  EXPECT_NE(set.error().message.find(tensors[0].name), std::string::npos);
  tensors.pop_back();
  EXPECT_FALSE(net.set_tensors(tensors));
}

TEST(TrainerTest, DropoutIsOfTrainingAlone) {
  Net net = make_net({.hidden = 32, .task = 16, .rank = 8}, 0.5);
  const NetBatch batch = random_batch(1, 20);
  EXPECT_EQ(net.evaluate(batch)->nats, net.evaluate(batch)->nats);
  EXPECT_EQ(*net.predict(batch), *net.predict(batch));
  // The same weights without it learn by heart faster.
  Net whole = make_net();
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(net.train(batch, 3e-3, 1));
    ASSERT_TRUE(whole.train(batch, 3e-3, 1));
  }
  EXPECT_LT(whole.evaluate(batch)->nats, net.evaluate(batch)->nats);
}

TEST(TrainerTest, KilledRunGoesOnAsIfItHadNotBeen) {
  const NetSizes sizes{.hidden = 32, .task = 16, .rank = 8};
  const ScratchFolder whole;
  Net net = make_net(sizes, 0.2);
  ASSERT_TRUE(
      train(net, options(60), input(), whole.path("run"), false, kGoOn, [](const auto&) {}));

  const ScratchFolder killed;
  const pid_t child = fork();
  if (child == 0) {
    Net own = make_net(sizes, 0.2);
    TrainInput data = input();
    data.batch = [](std::uint64_t i) {
      if (i == 38) raise(SIGKILL);  // between two checkpoints, with lines of metrics past the first
      return random_batch(i, 8);
    };
    (void)train(own, options(60), data, killed.path("run"), false, kGoOn, [](const auto&) {});
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  ASSERT_LT(curve(killed).size(), curve(whole).size());

  Net again = make_net(sizes, 0.2);
  const auto refused =
      train(again, options(60), input(), killed.path("run"), false, kGoOn, [](const auto&) {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("--resume"), std::string::npos);
  ASSERT_TRUE(
      train(again, options(60), input(), killed.path("run"), true, kGoOn, [](const auto&) {}));
  EXPECT_EQ(curve(killed), curve(whole));
  EXPECT_EQ(read_checkpoint(killed.path("run/guide.net")),
            read_checkpoint(whole.path("run/guide.net")));
}

TEST(TrainerTest, StateOfAnotherConfigurationIsRefused) {
  const ScratchFolder folder;
  Net net = make_net();
  ASSERT_TRUE(
      train(net, options(10), input(), folder.path("run"), false, kGoOn, [](const auto&) {}));
  TrainInput other = input();
  other.config = "other";
  const auto resumed =
      train(net, options(10), other, folder.path("run"), true, kGoOn, [](const auto&) {});
  ASSERT_FALSE(resumed);
  EXPECT_NE(resumed.error().message.find("another configuration"), std::string::npos);
}

}  // namespace
}  // namespace gestalt::neural
