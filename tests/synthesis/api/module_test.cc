#include "synthesis/api/module.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace gestalt::synthesis {
namespace {

std::filesystem::path test_module(const std::string& name) {
  return std::filesystem::path(GESTALT_BINARY_DIR) / "tests/modules" / (name + ".so");
}

TEST(ModuleTest, GoodModuleTellsItsFactsInOrder) {
  const Result<Module> module = Module::open(test_module("good"));
  ASSERT_TRUE(module) << to_string(module.error());
  EXPECT_EQ(module->name(), "good");
  const Result<std::vector<Fact>> facts = module->describe();
  ASSERT_TRUE(facts) << to_string(facts.error());
  EXPECT_EQ(*facts, (std::vector<Fact>{{"color", "blue"}, {"size", "3"}}));
}

TEST(ModuleTest, InterfaceThatIsNotOfferedIsNull) {
  const Result<Module> module = Module::open(test_module("good"));
  ASSERT_TRUE(module) << to_string(module.error());
  EXPECT_EQ(module->interface("guide-net", 1), nullptr);
}

TEST(ModuleTest, ReasonOfAFailingModuleIsTheError) {
  const Result<Module> module = Module::open(test_module("failing"));
  ASSERT_TRUE(module) << to_string(module.error());
  const Result<std::vector<Fact>> facts = module->describe();
  ASSERT_FALSE(facts);
  EXPECT_EQ(facts.error(), (Error{ErrorCode::kUnavailable, "the device is on fire", "failing"}));
}

TEST(ModuleTest, MissingFileIsNamed) {
  const Result<Module> module = Module::open(test_module("absent"));
  ASSERT_FALSE(module);
  EXPECT_EQ(module.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(module.error().where, test_module("absent").string());
}

TEST(ModuleTest, FolderIsNoModule) {
  const Result<Module> module = Module::open(std::filesystem::path(GESTALT_SOURCE_DIR));
  ASSERT_FALSE(module);
  EXPECT_EQ(module.error().code, ErrorCode::kNotFound);
}

TEST(ModuleTest, FileThatIsNoLibraryGivesTheLoadersReason) {
  const std::filesystem::path text = std::filesystem::path(GESTALT_SOURCE_DIR) / "CMakeLists.txt";
  const Result<Module> module = Module::open(text);
  ASSERT_FALSE(module);
  EXPECT_EQ(module.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(module.error().where, text.string());
  EXPECT_NE(module.error().message.find("ELF"), std::string::npos) << module.error().message;
}

TEST(ModuleTest, ForeignAbiIsRefusedAndBothVersionsAreNamed) {
  const Result<Module> module = Module::open(test_module("foreign_abi"));
  ASSERT_FALSE(module);
  EXPECT_EQ(module.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(module.error().message.find("module ABI 3, but this program speaks 2"),
            std::string::npos)
      << module.error().message;
}

TEST(ModuleTest, LibraryWithoutTheEntryIsRefused) {
  const Result<Module> module = Module::open(test_module("no_entry"));
  ASSERT_FALSE(module);
  EXPECT_EQ(module.error().code, ErrorCode::kInvalidArgument);
  EXPECT_NE(module.error().message.find("gestalt_module_v1"), std::string::npos)
      << module.error().message;
}

TEST(ModuleTest, ModulesLieInTheLibFolderBesideTheProgramsFolder) {
  EXPECT_EQ(module_file("neural"),
            std::filesystem::path(GESTALT_BINARY_DIR) / "tests/lib/gestalt_neural.so");
}

}  // namespace
}  // namespace gestalt::synthesis
