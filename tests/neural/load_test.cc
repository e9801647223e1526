#include "neural/load.h"

#include <gtest/gtest.h>

#include <string>

namespace gestalt::neural {
namespace {

// This program has no lib folder beside it, as a build without LibTorch has none.
TEST(LoadTest, MissingModuleIsOneLineThatNamesThePathAndTheCure) {
  const Result<synthesis::Module> module = load();
  ASSERT_FALSE(module);
  EXPECT_EQ(module.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(module.error().where, synthesis::module_file("neural").string());
  EXPECT_NE(module.error().message.find("GESTALT_NEURAL=ON"), std::string::npos);
  EXPECT_EQ(to_string(module.error()).find('\n'), std::string::npos);
}

}  // namespace
}  // namespace gestalt::neural
