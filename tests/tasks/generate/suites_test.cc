#include "tasks/generate/suites.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tasks/domains.h"
#include "tasks/task_json.h"

namespace gestalt::tasks {
namespace {

/// Pictures to cut from, always the same.
std::vector<dsl::Raster> pictures() {
  std::vector<dsl::Raster> all;
  dsl::Rng rng(5);
  for (int k = 0; k < 40; ++k) {
    dsl::Raster picture;
    picture.rows = 5 + static_cast<int>(rng() % 16);
    picture.columns = 5 + static_cast<int>(rng() % 16);
    for (int i = 0; i < picture.rows * picture.columns; ++i) {
      picture.cells.push_back(rng() % 3 == 0 ? static_cast<int>(rng() % 10) : 0);
    }
    all.push_back(std::move(picture));
  }
  return all;
}

std::vector<Task> made(const std::string& name) {
  const auto request = parse_suite_request(name);
  EXPECT_TRUE(request.has_value()) << to_string(request.error());
  auto tasks = make_suite(*request, pictures());
  EXPECT_TRUE(tasks.has_value()) << to_string(tasks.error());
  return tasks ? *std::move(tasks) : std::vector<Task>();
}

dsl::Raster raster_of(const Task& task, dsl::Value value) {
  return (*find_domain(task.domain()))
      ->find_type(task.type().result().name())
      ->raster->to_raster(value);
}

/// The seven primitives of the paper, written down once more.
dsl::Raster reference(std::string_view primitive, const dsl::Raster& in) {
  dsl::Raster out = in;
  const auto at = [&](int r, int c) {
    if (r < 0 || c < 0 || r >= in.rows || c >= in.columns) return 0;
    return in.cells[static_cast<std::size_t>(r * in.columns + c)];
  };
  for (int r = 0; r < in.rows; ++r) {
    for (int c = 0; c < in.columns; ++c) {
      int& cell = out.cells[static_cast<std::size_t>(r * in.columns + c)];
      if (primitive == "hf") cell = at(r, in.columns - 1 - c);
      if (primitive == "vf") cell = at(in.rows - 1 - r, c);
      if (primitive == "fg") cell = at(r, c) == 0 ? 0 : 2;
      if (primitive == "sr") cell = at(r, c - 1);
      if (primitive == "sl") cell = at(r, c + 1);
      if (primitive == "su") cell = at(r + 1, c);
      if (primitive == "sd") cell = at(r - 1, c);
    }
  }
  return out;
}

TEST(SuiteRequestTest, SaysEverythingInItsName) {
  const auto request = parse_suite_request("ood/size/train:count=3,seed=9");
  ASSERT_TRUE(request.has_value());
  EXPECT_EQ(request->name(), "ood/size/train:seed=9,count=3");
  EXPECT_EQ(*parse_suite_request(request->name()), *request);
  EXPECT_EQ(parse_suite_request("ood/size")->name(), "ood/size/test:seed=0");
  for (const std::string bad : {"ood/none", "ood/size/valid", "ood/size:seed=x", "ood/size:count=0",
                                "ood/size:sed=1", "ood/", "size"}) {
    EXPECT_FALSE(parse_suite_request(bad).has_value()) << bad;
  }
}

TEST(ComposeTest, OutputsAreThePaperPrimitivesFromLeftToRight) {
  for (const std::string split : {"train", "test"}) {
    const auto tasks = made("ood/compose-7/" + split + ":count=4");
    EXPECT_EQ(tasks.size(), split == "train" ? 56U : 28U);
    for (const Task& task : tasks) {
      EXPECT_EQ(task.train_count(), 3U);
      EXPECT_EQ(task.test_count(), 1U);
      for (std::size_t i = 0; i < task.size(); ++i) {
        dsl::Raster expected = raster_of(task, task.inputs(i)[0]);
        EXPECT_GE(std::min(expected.rows, expected.columns), 3);
        EXPECT_LE(std::max(expected.rows, expected.columns), 30);
        const std::string& id = task.id();
        for (std::size_t k = 0; k + 4 < id.size(); k += 3) {
          expected = reference(id.substr(k, 2), expected);
        }
        EXPECT_EQ(raster_of(task, *task.output(i)), expected) << id;
      }
      EXPECT_NE(*task.output(3), task.inputs(3)[0]) << task.id();
    }
  }
}

TEST(ComposeTest, NoTestCompositionIsATrainClass) {
  std::set<std::string> train;
  const auto class_of = [](const Task& task) { return task.id().substr(0, task.id().rfind('-')); };
  for (const Task& task : made("ood/compose-7/train:count=1")) train.insert(class_of(task));
  EXPECT_EQ(train.size(), 14U);
  const auto test = made("ood/compose-7/test:count=1");
  EXPECT_EQ(test.size(), 7U);
  for (const Task& task : test) EXPECT_FALSE(train.contains(class_of(task))) << task.id();
}

TEST(SuitesTest, TheSameSeedGivesTheSameTasks) {
  for (const SuiteFamily& family : suite_families()) {
    if (!family.name.starts_with("ood/")) continue;  // others are made elsewhere
    const std::string name(family.name);
    const auto one = made(name + ":count=2");
    ASSERT_FALSE(one.empty()) << name;
    EXPECT_EQ(content_hash(one), content_hash(made(name + ":seed=0,count=2"))) << name;
    EXPECT_NE(content_hash(one), content_hash(made(name + ":seed=1,count=2"))) << name;
    EXPECT_NE(content_hash(one), content_hash(made(name + "/train:count=2"))) << name;
    EXPECT_TRUE(std::ranges::is_sorted(one, {}, &Task::id)) << name;
    for (const Task& task : one) {
      EXPECT_TRUE(task.has_all_outputs());
      EXPECT_EQ(parse_task(print_task(task), task.id(), "f"), task);
    }
  }
}

TEST(SuitesTest, AreWhatTheyWereWhenTheyWerePublished) {
  EXPECT_EQ(dsl::to_string(content_hash(made("ood/compose-7:count=2"))),
            "a5553b91ceeb112d06c671e5b05f1391");
  EXPECT_EQ(dsl::to_string(content_hash(made("ood/list-length:count=5"))),
            "6f9b15834937e380b937160f74b68f48");
  EXPECT_EQ(dsl::to_string(content_hash(made("ood/size:count=2"))),
            "67b13a28363bedc1b9f8fbbcb0389edf");
}

TEST(SuitesTest, ASmallerCountGivesTheFirstTasks) {
  const auto few = made("ood/list-order:count=3");
  const auto more = made("ood/list-order:count=6");
  ASSERT_EQ(few.size(), 3U);
  EXPECT_TRUE(std::equal(few.begin(), few.end(), more.begin()));
}

TEST(SplitsTest, TestTasksLieOutsideOfTheirTrainDistributions) {
  const auto operations = [](const Task& task) {
    return 1 + std::count(task.id().begin() + 5, task.id().end(), '-');
  };
  for (const Task& task : made("ood/list-length/train:count=20")) EXPECT_LE(operations(task), 4);
  for (const Task& task : made("ood/list-length/test:count=10")) EXPECT_EQ(operations(task), 5);
  for (const Task& task : made("ood/list-new-operation/train:count=20")) {
    EXPECT_TRUE(task.id().find("scan") == std::string::npos || operations(task) == 1);
  }
  for (const Task& task : made("ood/list-new-operation/test:count=20")) {
    EXPECT_NE(task.id().find("scan"), std::string::npos) << task.id();
    EXPECT_GE(operations(task), 2);
  }
  for (const Task& task : made("ood/grid-functionality/test:count=10")) {
    EXPECT_EQ(task.id().find("shift_right"), std::string::npos) << task.id();
    EXPECT_NE(task.id().find("shift_"), std::string::npos) << task.id();
  }
}

TEST(ShiftsTest, ScenesDifferInWhatTheSuiteSays) {
  const auto all_inputs = [](const std::string& suite, const auto& check) {
    for (const Task& task : made(suite)) {
      for (std::size_t i = 0; i < task.size(); ++i) check(raster_of(task, task.inputs(i)[0]));
    }
  };
  all_inputs("ood/size/train:count=3", [](const dsl::Raster& picture) {
    EXPECT_LE(std::max(picture.rows, picture.columns), 10);
  });
  all_inputs("ood/size/test:count=3", [](const dsl::Raster& picture) {
    EXPECT_GE(std::min(picture.rows, picture.columns), 11);
    EXPECT_LE(std::max(picture.rows, picture.columns), 30);
  });
  all_inputs("ood/colors/train:count=3", [](const dsl::Raster& picture) {
    EXPECT_LE(*std::ranges::max_element(picture.cells), 4);
  });
  all_inputs("ood/colors/test:count=3", [](const dsl::Raster& picture) {
    for (const int cell : picture.cells) EXPECT_TRUE(cell == 0 || cell >= 6);
  });
}

TEST(SuitesTest, SaysWhenThereIsNothingToCutFrom) {
  for (const std::string name : {"ood/compose-7", "ood/grid-length"}) {
    const auto tasks = make_suite(*parse_suite_request(name), {});
    ASSERT_FALSE(tasks.has_value());
    EXPECT_EQ(tasks.error().code, ErrorCode::kNotFound);
  }
}

}  // namespace
}  // namespace gestalt::tasks
