#include "neural/train/schedule.h"

#include <gtest/gtest.h>

namespace gestalt::neural {
namespace {

TEST(ScheduleTest, RisesToThePeakThenFallsToTheLastRate) {
  const Schedule schedule{0.01, 10, 110, 0.1};
  EXPECT_DOUBLE_EQ(learning_rate(schedule, 0), 0.001);
  EXPECT_DOUBLE_EQ(learning_rate(schedule, 9), 0.01);
  EXPECT_DOUBLE_EQ(learning_rate(schedule, 10), 0.01);
  EXPECT_NEAR(learning_rate(schedule, 60), 0.01 * 0.55, 1e-12);
  EXPECT_NEAR(learning_rate(schedule, 110), 0.001, 1e-12);
  for (std::uint64_t step = 10; step < 110; ++step) {
    EXPECT_LE(learning_rate(schedule, step + 1), learning_rate(schedule, step));
  }
}

}  // namespace
}  // namespace gestalt::neural
