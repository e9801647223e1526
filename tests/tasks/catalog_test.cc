#include "tasks/catalog.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "tasks/task_json.h"

namespace gestalt::tasks {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTask =
    R"({"train": [{"input": [[1]], "output": [[2]]}], "test": [{"input": [[3]]}]})";

/// A data root of its own for each test.
class CatalogTest : public testing::Test {
 protected:
  void SetUp() override {
    root_ = fs::path(testing::TempDir()) /
            ("gestalt_catalog_" + std::to_string(getpid()) + "_" +
             testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(root_);
    write("mine/train/b", kTask);
    write("mine/train/a", kTask);
    write("mine/train/c", "{");
    std::ofstream(root_ / "mine/train/notes.txt") << "no task";
    fs::create_directories(root_ / "mine/train/folder.json");
    fs::create_directories(root_ / "empty");
  }
  void TearDown() override { fs::remove_all(root_); }

  void write(const std::string& id, const std::string& text) const {
    const fs::path file = root_ / (id + ".json");
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }
  [[nodiscard]] Catalog catalog() const { return Catalog({root_}); }

  fs::path root_;
};

TEST_F(CatalogTest, OpensADataSetWithSortedIds) {
  const auto set = catalog().open("mine/train");
  ASSERT_TRUE(set.has_value()) << to_string(set.error());
  EXPECT_EQ(set->ids, (std::vector<std::string>{"a", "b", "c"}));
  EXPECT_EQ(set->name, "mine/train");
  EXPECT_EQ(catalog().open("mine/train/").value(), *set);
}

TEST_F(CatalogTest, OpensAnyDirectoryByPath) {
  const auto set = Catalog({}).open((root_ / "mine/train").string());
  ASSERT_TRUE(set.has_value()) << to_string(set.error());
  EXPECT_EQ(set->ids.size(), 3U);
}

TEST_F(CatalogTest, FirstRootWithTasksWins) {
  const Catalog both({root_ / "empty", root_});
  EXPECT_EQ(both.open("mine/train").value().folder, root_ / "mine/train");
}

TEST_F(CatalogTest, ListsFoldersThatHaveTasks) {
  EXPECT_EQ(catalog().names(), (std::vector<std::string>{"mine/train"}));
  EXPECT_TRUE(Catalog({root_ / "nowhere"}).names().empty());
}

TEST_F(CatalogTest, LoadsOneTaskBySuiteAndIdOrByFile) {
  const auto by_name = catalog().load("mine/train/a");
  ASSERT_TRUE(by_name.has_value()) << to_string(by_name.error());
  EXPECT_EQ(by_name->id(), "a");
  const auto by_file = catalog().load((root_ / "mine/train/a.json").string());
  ASSERT_TRUE(by_file.has_value()) << to_string(by_file.error());
  EXPECT_EQ(*by_file, *by_name);
  EXPECT_EQ(catalog().load("mine/train/c").error().where,
            (root_ / "mine/train/c.json").string() + ":1:2");
}

TEST_F(CatalogTest, WhatIsNotThereIsAClearError) {
  const auto text = [&](const auto& result) { return to_string(result.error()); };
  EXPECT_EQ(text(catalog().load("mine/train/x")), "mine/train: no task 'x' in this data set");
  EXPECT_EQ(text(catalog().load("mine/train/../train/a.json")),
            "mine/train/../train/a.json: no such task file");
  EXPECT_EQ(text(catalog().load("nothing")), "nothing: no such task file");
  EXPECT_EQ(text(catalog().load("no/such")), "no/such: neither a data set nor a directory");
  EXPECT_EQ(text(catalog().open("")), "neither a data set nor a directory");
  EXPECT_EQ(text(catalog().open("empty")), "empty: no task files (*.json) in this directory");
}

TEST_F(CatalogTest, MissingPublicDataNamesTheCommandThatFetchesIt) {
  const auto set = catalog().open("arc-agi-1/training");
  ASSERT_FALSE(set.has_value());
  EXPECT_EQ(set.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(set.error().message,
            "the data is not there (looked in " + root_.string() + "); `./dev setup` fetches it");
  EXPECT_EQ(catalog().load("arc-agi-1/training/x").error().message, set.error().message);
}

TEST_F(CatalogTest, DataRootIsTheOptionElseTheEnvironmentElseData) {
  ASSERT_EQ(setenv("GESTALT_DATA", "/from/environment", 1), 0);
  EXPECT_EQ(Catalog::find(root_).roots(), (std::vector<fs::path>{root_}));
  EXPECT_EQ(Catalog::find().roots(), (std::vector<fs::path>{"/from/environment"}));
  ASSERT_EQ(setenv("GESTALT_DATA", "", 1), 0);
  EXPECT_EQ(Catalog::find().roots().front(), "data");
  ASSERT_EQ(unsetenv("GESTALT_DATA"), 0);
  EXPECT_EQ(Catalog::find().roots().front(), "data");
}

TEST_F(CatalogTest, ContentHashDependsOnIdsAndBytesAlone) {
  const auto hash = [&](const std::string& folder) {
    const auto set = catalog().open(folder);
    EXPECT_TRUE(set.has_value());
    return dsl::to_string(content_hash(*set).value());
  };
  const std::string before = hash("mine/train");
  EXPECT_EQ(hash("mine/train"), before);
  fs::create_directories(root_ / "copy");
  for (const char* id : {"c", "a", "b"}) {
    fs::copy_file(root_ / "mine/train" / (std::string(id) + ".json"),
                  root_ / "copy" / (std::string(id) + ".json"));
  }
  EXPECT_EQ(hash("copy"), before);
  write("copy/c", "{ ");
  EXPECT_NE(hash("copy"), before);
  write("copy/c", "{");
  EXPECT_EQ(hash("copy"), before);
  fs::rename(root_ / "copy/c.json", root_ / "copy/d.json");
  EXPECT_NE(hash("copy"), before);
}

TEST_F(CatalogTest, ContentHashIsTheSameOnEveryMachine) {
  write("fixed/one", "1");
  write("fixed/two", "22");
  EXPECT_EQ(dsl::to_string(content_hash(catalog().open("fixed").value()).value()),
            "bc5600b681e5de78b11d3848b739aee9");
}

/// The public data sets are those that were registered; this hashes bytes and reads nothing.
TEST(PublicDataTest, HasTheRegisteredContent) {
  const Catalog catalog = Catalog::find();
  int checked = 0;
  for (const KnownDataSet& known : known_data_sets()) {
    const auto set = catalog.open(known.name);
    if (!set) continue;
    ++checked;
    EXPECT_EQ(set->ids.size(), known.count) << known.name;
    EXPECT_EQ(dsl::to_string(content_hash(*set).value()), known.content_hash) << known.name;
  }
  if (checked == 0) GTEST_SKIP() << "no public data here; ./dev setup fetches it";
}

/// Training tasks only: the strict reader accepts every one, and writing gives it back.
TEST(PublicDataTest, EveryTrainingTaskRoundTrips) {
  const auto set = Catalog::find().open("arc-agi-1/training");
  if (!set) GTEST_SKIP() << "no public data here; ./dev setup fetches it";
  for (const std::string& id : set->ids) {
    const auto task = load_task(*set, id);
    ASSERT_TRUE(task.has_value()) << to_string(task.error());
    EXPECT_TRUE(task->has_all_outputs()) << id;
    const auto again = parse_task(print_task(*task), id, "");
    EXPECT_TRUE(again.has_value() && *again == *task) << id;
  }
}

}  // namespace
}  // namespace gestalt::tasks
