#include "dsl/core/value.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <random>
#include <set>

namespace gestalt::dsl {
namespace {

/// A value with a text that is equal exactly for equal values.
struct Described {
  Value value;
  std::string text;
};

Described random_value(std::mt19937_64& random, Arena& arena, int depth) {
  switch (depth == 0 ? random() % 2 : random() % 3) {
    case 0: {
      const auto integer = static_cast<std::int64_t>(random() % 5) - 2;
      return {Value::immediate(integer), fmt::format("i{}", integer)};
    }
    case 1: {
      std::string bytes;
      for (std::size_t i = random() % 4; i > 0; --i) {
        bytes.push_back(static_cast<char>('a' + static_cast<char>(random() % 2)));
      }
      BlobBuilder blob(arena, bytes.size());
      std::memcpy(blob.data(), bytes.data(), bytes.size());
      return {blob.seal(), fmt::format("b{}.", bytes)};
    }
    default: {
      std::vector<Value> elements;
      std::string text = "[";
      for (std::size_t i = random() % 4; i > 0; --i) {
        const Described element = random_value(random, arena, depth - 1);
        elements.push_back(element.value);
        text += fmt::format("{} ", element.text);
      }
      return {make_list(arena, elements), fmt::format("{}]", text)};
    }
  }
}

TEST(ValueTest, DigestsAgreeWithEqualityOnRandomValues) {
  std::mt19937_64 random(1);
  Arena arena;
  std::map<std::string, Digest> digest_of;
  std::map<Digest, std::string> text_of;
  for (int i = 0; i < 20'000; ++i) {
    const Described made = random_value(random, arena, 2);
    const Digest digest = made.value.digest();
    ASSERT_EQ(digest_of.emplace(made.text, digest).first->second, digest) << made.text;
    ASSERT_EQ(text_of.emplace(digest, made.text).first->second, made.text);
  }
  EXPECT_GT(digest_of.size(), 500U);
}

TEST(ValueTest, EqualityIsOfContents) {
  Arena arena;
  const std::vector<Value> elements{Value::immediate(1), Value::immediate(-2)};
  EXPECT_EQ(make_list(arena, elements), make_list(arena, elements));
  EXPECT_FALSE(make_list(arena, elements) ==
               make_list(arena, std::vector{elements[1], elements[0]}));
  EXPECT_FALSE(make_list(arena, {}) == Value::immediate(0));
  EXPECT_FALSE(BlobBuilder(arena, 0).seal() == make_list(arena, {}));
}

TEST(ValueTest, ImmediatesKeepTheirIntegerAndDiffer) {
  std::set<Digest> digests;
  for (const std::int64_t integer :
       {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}, std::int64_t{2147483647},
        std::int64_t{-2147483648}, (std::int64_t{1} << 61) - 1, -(std::int64_t{1} << 61)}) {
    EXPECT_EQ(Value::immediate(integer).integer(), integer);
    EXPECT_TRUE(digests.insert(Value::immediate(integer).digest()).second);
  }
  EXPECT_EQ(Value(), Value::immediate(0));
}

TEST(ValueTest, CopiesAreEqualAndShareNothing) {
  std::mt19937_64 random(4);
  for (int i = 0; i < 500; ++i) {
    Arena target;
    Value copy;
    std::string text;
    {
      Arena source;
      const Described made = random_value(random, source, 3);
      copy = copy_value(made.value, target);
      ASSERT_EQ(copy, made.value);
      if (!made.value.is_immediate()) {
        ASSERT_NE(copy.node(), made.value.node());
      }
      text = made.text;
    }
    // The source is gone: the copy must still be whole.
    Arena again;
    ASSERT_EQ(copy_value(copy, again).digest(), copy.digest()) << text;
  }
}

TEST(ListBuilderTest, TruncatedListEqualsTheShorterOne) {
  Arena arena;
  ListBuilder builder(arena, 5);
  for (std::size_t i = 0; i < 5; ++i) builder[i] = Value::immediate(static_cast<std::int64_t>(i));
  builder.truncate(2);
  EXPECT_EQ(builder.seal(),
            make_list(arena, std::vector{Value::immediate(0), Value::immediate(1)}));
}

TEST(ListBuilderTest, LongListsHaveTheDigestOfTheirElements) {
  Arena arena;
  std::vector<Value> elements(1000, Value::immediate(3));
  const Value list = make_list(arena, elements);
  elements[999] = Value::immediate(4);
  EXPECT_FALSE(list == make_list(arena, elements));
  elements[999] = Value::immediate(3);
  EXPECT_EQ(list, make_list(arena, elements));
}

TEST(OwnedValuesTest, CopiesAreDeepAndOutliveTheOriginal) {
  OwnedValues copy;
  Digest digest;
  {
    OwnedValues original;
    original.add(make_list(original.arena(), std::vector{Value::immediate(7)}));
    original.add(Value::immediate(1));
    digest = original[0].digest();
    copy = original;
    EXPECT_EQ(copy, original);
    EXPECT_NE(copy[0].node(), original[0].node());
    original.add(Value::immediate(2));
    EXPECT_FALSE(copy == original);
  }
  ASSERT_EQ(copy.size(), 2U);
  EXPECT_EQ(copy[0].digest(), digest);
  EXPECT_EQ(List(copy[0])[0].integer(), 7);
  OwnedValues& self = copy;
  copy = self;
  EXPECT_EQ(List(copy[0])[0].integer(), 7);
  const OwnedValues moved = std::move(copy);
  EXPECT_EQ(List(moved[0])[0].integer(), 7);
}

TEST(ArenaTest, ResetFreesWhatCameAfterTheMarkAndReusesIt) {
  ChunkPool pool;
  Arena arena(&pool);
  auto* kept = static_cast<std::byte*>(arena.allocate(100));
  std::memset(kept, 0x5A, 100);
  const auto mark = arena.mark();
  const void* next = arena.allocate(50);
  for (int round = 0; round < 100; ++round) {
    arena.reset(mark);
    EXPECT_EQ(arena.allocate(50), next);
    // Runs over several chunks, and one value larger than a chunk.
    for (int i = 0; i < 40; ++i) std::memset(arena.allocate(100'000), round, 100'000);
    std::memset(arena.allocate(3 * ChunkPool::kChunkBytes), round, 3 * ChunkPool::kChunkBytes);
  }
  // Chunks are reused, not added: 40 values of 100 kB and the large one, with some waste.
  EXPECT_LE(pool.bytes_in_use(), 12 * ChunkPool::kChunkBytes);
  EXPECT_TRUE(std::all_of(kept, kept + 100, [](std::byte b) { return b == std::byte{0x5A}; }));
  arena.clear();
  EXPECT_EQ(pool.bytes_in_use(), 0U);
}

TEST(ArenaTest, ResetToTheBeginningKeepsNothing) {
  ChunkPool pool;
  Arena arena(&pool);
  const auto begin = arena.mark();
  const void* first = arena.allocate(8);
  arena.reset(begin);
  EXPECT_EQ(arena.allocate(8), first);
}

TEST(ArenaTest, AllocationsAreAlignedAndDisjoint) {
  Arena arena;
  std::byte* last_end = nullptr;
  for (std::size_t size = 0; size < 200; ++size) {
    auto* at = static_cast<std::byte*>(arena.allocate(size));
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(at) % 8, 0U);
    if (last_end != nullptr) {
      EXPECT_GE(at, last_end);
    }
    last_end = at + size;
  }
}

TEST(ArenaTest, MovingTakesTheMemoryAlong) {
  ChunkPool pool;
  Arena first(&pool);
  const Value list = make_list(first, std::vector{Value::immediate(9)});
  Arena second = std::move(first);
  EXPECT_EQ(List(list)[0].integer(), 9);
  EXPECT_EQ(pool.bytes_in_use(), ChunkPool::kChunkBytes);
  second.clear();
  EXPECT_EQ(pool.bytes_in_use(), 0U);
}

}  // namespace
}  // namespace gestalt::dsl
