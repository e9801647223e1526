#include "synthesis/search/equivalence_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <thread>

namespace gestalt::synthesis {
namespace {

using Outcome = EquivalenceTable::Outcome;

dsl::Digest digest(std::uint64_t i) { return dsl::digest_bytes(&i, sizeof i); }

TEST(EquivalenceTableTest, TheSmallestKeyWins) {
  EquivalenceTable table;
  std::uint64_t loser = 0;
  EXPECT_EQ(table.insert(digest(1), 10, loser), Outcome::kNew);
  EXPECT_EQ(table.insert(digest(1), 11, loser), Outcome::kDuplicate);
  EXPECT_EQ(table.insert(digest(1), 10, loser), Outcome::kDuplicate);
  EXPECT_EQ(table.insert(digest(2), 12, loser), Outcome::kNew);
  EXPECT_EQ(table.insert(digest(1), 4, loser), Outcome::kReplaced);
  EXPECT_EQ(loser, 10U);
  EXPECT_EQ(table.insert(digest(1), 9, loser), Outcome::kDuplicate);
}

TEST(EquivalenceTableTest, GrowsAndForgetsNothing) {
  EquivalenceTable table;
  const std::size_t before = table.bytes();
  constexpr std::uint64_t kRows = 300'000;
  std::uint64_t loser = 0;
  for (std::uint64_t i = 0; i < kRows; ++i) {
    ASSERT_EQ(table.insert(digest(i), i, loser), Outcome::kNew);
  }
  for (std::uint64_t i = 0; i < kRows; ++i) {
    ASSERT_EQ(table.insert(digest(i), i, loser), Outcome::kDuplicate);
  }
  EXPECT_GT(table.bytes(), before);
  EXPECT_LT(table.bytes(), kRows * 100);
}

TEST(EquivalenceTableTest, RacingThreadsLeaveTheSmallestKeyOfEachRow) {
  constexpr int kThreads = 4;
  constexpr std::uint64_t kRows = 5'000;
  constexpr std::uint64_t kKeys = 100'000;
  // Which row each key has; every thread takes its share of the keys in an order of its own.
  std::mt19937_64 random(3);
  std::vector<std::uint64_t> row_of(kKeys);
  for (auto& row : row_of) row = random() % kRows;
  struct Log {
    std::vector<std::uint64_t> fresh;      ///< keys that were new
    std::vector<std::uint64_t> replacing;  ///< keys that replaced another
    std::vector<std::uint64_t> losers;
  };
  std::vector<Log> logs(kThreads);
  EquivalenceTable table;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      std::vector<std::uint64_t> keys;
      for (std::uint64_t key = static_cast<std::uint64_t>(t); key < kKeys; key += kThreads) {
        keys.push_back(key);
      }
      std::shuffle(keys.begin(), keys.end(), std::mt19937_64(static_cast<std::uint64_t>(t)));
      for (const std::uint64_t key : keys) {
        std::uint64_t loser = 0;
        switch (table.insert(digest(row_of[key]), key, loser)) {
          case Outcome::kNew:
            logs[static_cast<std::size_t>(t)].fresh.push_back(key);
            break;
          case Outcome::kReplaced:
            logs[static_cast<std::size_t>(t)].replacing.push_back(key);
            logs[static_cast<std::size_t>(t)].losers.push_back(loser);
            break;
          case Outcome::kDuplicate:
            break;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();

  std::map<std::uint64_t, std::uint64_t> smallest;
  for (std::uint64_t key = 0; key < kKeys; ++key) smallest.emplace(row_of[key], key);
  // Survivors are what was new or replacing and did not lose later: exactly the smallest keys.
  std::vector<std::uint64_t> kept;
  std::vector<std::uint64_t> lost;
  std::size_t fresh = 0;
  for (const Log& log : logs) {
    fresh += log.fresh.size();
    kept.insert(kept.end(), log.fresh.begin(), log.fresh.end());
    kept.insert(kept.end(), log.replacing.begin(), log.replacing.end());
    lost.insert(lost.end(), log.losers.begin(), log.losers.end());
  }
  std::sort(kept.begin(), kept.end());
  std::sort(lost.begin(), lost.end());
  EXPECT_EQ(std::adjacent_find(lost.begin(), lost.end()), lost.end()) << "a key lost twice";
  std::vector<std::uint64_t> survivors;
  std::set_difference(kept.begin(), kept.end(), lost.begin(), lost.end(),
                      std::back_inserter(survivors));
  std::vector<std::uint64_t> expected;
  for (const auto& [row, key] : smallest) expected.push_back(key);
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(survivors, expected);
  EXPECT_EQ(fresh, smallest.size());
}

}  // namespace
}  // namespace gestalt::synthesis
