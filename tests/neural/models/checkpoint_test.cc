#include "neural/models/checkpoint.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <random>

#include "dsl/core/digest.h"
#include "tests/experiments/program.h"

namespace gestalt::neural {
namespace {

Checkpoint example() {
  Checkpoint checkpoint;
  checkpoint.purpose = {"grid", "abc", "def", {"flip", "crop"}};
  checkpoint.purpose.roles = {"a color", "one"};
  checkpoint.purpose.strategies = {{"cells", 0.7}, {"paint", 0.3}};
  checkpoint.sizes.hidden = 16;
  checkpoint.step = 7;
  checkpoint.config = "seed = 1\n";
  checkpoint.tensors = {{"weight/first", {1.5F, -2.0F, 0.25F}}, {"state/steps", {7.0F}}};
  return checkpoint;
}

/// The bytes with the digest that belongs to them: what a hostile writer makes.
std::string signed_again(std::string bytes) {
  bytes.resize(bytes.size() - sizeof(dsl::Digest));
  const dsl::Digest digest = dsl::digest_text(bytes);
  return bytes.append(reinterpret_cast<const char*>(&digest), sizeof(digest));
}

TEST(CheckpointTest, ReadsWhatItWrites) {
  const experiments::ScratchFolder folder;
  const std::string file = folder.path("a.net");
  ASSERT_TRUE(write_checkpoint(file, example()));
  const auto read = read_checkpoint(file);
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(*read, example());
}

TEST(CheckpointTest, EveryOneOfAThousandMutationsIsRefusedInOneLine) {
  const std::string whole = checkpoint_bytes(example());
  std::mt19937_64 rng(1);
  for (int i = 0; i < 1000; ++i) {
    std::string bytes = whole;
    switch (rng() % 4) {
      case 0:
        bytes[rng() % bytes.size()] ^= static_cast<char>(1 + rng() % 255);
        break;
      case 1:
        bytes.resize(rng() % bytes.size());
        break;
      case 2:
        bytes.insert(rng() % bytes.size(), 1 + rng() % 20, static_cast<char>(rng()));
        break;
      default:
        bytes.erase(rng() % bytes.size(), 1 + rng() % 20);
    }
    const auto read = parse_checkpoint(bytes, "a.net");
    ASSERT_FALSE(read) << i;
    EXPECT_EQ(read.error().where, "a.net");
    EXPECT_EQ(to_string(read.error()).find('\n'), std::string::npos);
  }
}

TEST(CheckpointTest, MutationsWithARightDigestNeverCrashAndNeverGrow) {
  const std::string whole = checkpoint_bytes(example());
  std::mt19937_64 rng(2);
  int read_anyway = 0;
  for (int i = 0; i < 1000; ++i) {
    std::string bytes = whole;
    for (std::uint64_t n = 1 + rng() % 4; n > 0; --n) {
      bytes[rng() % (bytes.size() - 16)] = static_cast<char>(rng());
    }
    const auto read = parse_checkpoint(signed_again(std::move(bytes)), "a.net");
    if (!read) continue;
    ++read_anyway;
    std::size_t values = 0;
    for (const NamedTensor& tensor : read->tensors) values += tensor.values.size();
    EXPECT_EQ(values, 4U);
  }
  EXPECT_GT(read_anyway, 10);  // changed weights and words are for others to judge
}

TEST(CheckpointTest, HugeSizesAreRefusedBeforeAnythingIsAllocated) {
  std::string bytes = checkpoint_bytes(example());
  const std::string from = "\"values\":3";
  const auto at = bytes.find(from);
  ASSERT_NE(at, std::string::npos);
  bytes.replace(at, from.size(), "\"values\":9");
  const auto read = parse_checkpoint(signed_again(bytes), "a.net");
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().message.find("other sizes"), std::string::npos);
}

TEST(CheckpointTest, SharesOfStrategiesThatAreNoneAreRefused) {
  for (const synthesis::StrategyShares& hostile :
       {synthesis::StrategyShares{{"cells", 0}}, synthesis::StrategyShares{{"cells", -1}},
        synthesis::StrategyShares(65, {"cells", 0.01})}) {
    Checkpoint checkpoint = example();
    checkpoint.purpose.strategies = hostile;
    const auto read = parse_checkpoint(checkpoint_bytes(checkpoint), "a.net");
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().message.find("out of range"), std::string::npos);
  }
}

TEST(CheckpointTest, MismatchNamesTheDifference) {
  const NetPurpose wanted{"grid", "abc", "def", {"flip", "crop"}};
  EXPECT_TRUE(check_purpose(wanted, wanted, "a.net"));
  NetPurpose other = wanted;
  other.registry = "xyz";
  other.primitives = {"flip", "shear"};
  auto same = check_purpose(other, wanted, "a.net");
  ASSERT_FALSE(same);
  EXPECT_NE(same.error().message.find("'shear'"), std::string::npos) << same.error().message;
  same = check_purpose(wanted, {"grid", "xyz", "def", {"flip", "crop", "new"}}, "a.net");
  ASSERT_FALSE(same);
  EXPECT_NE(same.error().message.find("'new'"), std::string::npos) << same.error().message;
  same = check_purpose(wanted, {"list", "abc", "def", {}}, "a.net");
  ASSERT_FALSE(same);
  EXPECT_NE(same.error().message.find("domain grid, not for list"), std::string::npos);
  other = wanted;
  other.properties = "other";
  EXPECT_FALSE(check_purpose(other, wanted, "a.net"));
  other = wanted;
  other.roles = {"a new color"};
  same = check_purpose(other, wanted, "a.net");
  ASSERT_FALSE(same);
  EXPECT_NE(same.error().message.find("its role 'a new color'"), std::string::npos)
      << same.error().message;
}

TEST(CheckpointTest, MissingFileAndFolderAreErrors) {
  EXPECT_EQ(read_checkpoint("no/such.net").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(read_checkpoint("/").error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace gestalt::neural
