#include "synthesis/api/module.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace gestalt::neural {
namespace {

using synthesis::Fact;
using synthesis::Module;

TEST(NeuralModuleTest, TellsLibTorchsVersionAndTheDevice) {
  const Result<Module> module =
      Module::open(std::filesystem::path(GESTALT_BINARY_DIR) / "lib/gestalt_neural.so");
  ASSERT_TRUE(module) << to_string(module.error());
  EXPECT_EQ(module->name(), "neural");

  const Result<std::vector<Fact>> facts = module->describe();
  ASSERT_TRUE(facts) << to_string(facts.error());
  ASSERT_EQ(facts->size(), 3U);
  EXPECT_EQ((*facts)[0], (Fact{"libtorch", GESTALT_LIBTORCH_VERSION}));
  EXPECT_EQ((*facts)[1].key, "cuda devices");
  EXPECT_EQ((*facts)[2].key, "device");
  EXPECT_EQ((*facts)[1].value == "0", (*facts)[2].value == "cpu");
}

}  // namespace
}  // namespace gestalt::neural
