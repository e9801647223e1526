#include "tasks/corpus_file.h"

#include <gtest/gtest.h>

#include <fstream>

namespace gestalt::tasks {
namespace {

class CorpusFileTest : public testing::Test {
 protected:
  void SetUp() override {
    file_ = std::filesystem::temp_directory_path() /
            ("corpus-" +
             std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) + ".txt");
  }
  void TearDown() override { std::filesystem::remove(file_); }
  void write(const std::string& text) const { std::ofstream(file_) << text; }
  [[nodiscard]] std::string error() const {
    const auto corpus = read_corpus(file_);
    return corpus ? "" : corpus.error().where + " " + corpus.error().message;
  }

  std::filesystem::path file_;
};

TEST_F(CorpusFileTest, ReadsWhatItWroteInOrderOfTasks) {
  const CorpusEntry a{"a", 12, "(lambda (x) x)"};
  const CorpusEntry b{"b", 0, "(lambda (x) (f x))", {"cells", "paint"}};
  ASSERT_TRUE(write_corpus(file_, {{b, a}, {{"aa", "a kind of motion"}}}).has_value());
  const auto corpus = read_corpus(file_);
  ASSERT_TRUE(corpus.has_value()) << to_string(corpus.error());
  EXPECT_EQ(*corpus, (Corpus{{a, b}, {{"aa", "a kind of motion"}}}));
}

TEST_F(CorpusFileTest, BadLinesAreOneErrorWithTheirPlace) {
  for (const std::string line : {"a", "a 12", "a 12 ", "a x p", "a -1 p", "a 1.5 p", " 1 p", "a -",
                                 "a - ", "a -- p", "a 1  ; cells"}) {
    write("# comment\nb 1 p\n" + line + "\n");
    EXPECT_NE(error().find(".txt:3 is neither"), std::string::npos) << line << ": " << error();
  }
  write("a 1 p\na 2 q\n");
  EXPECT_NE(error().find(".txt:2 'a' comes twice"), std::string::npos) << error();
  write("a 1 p\na - q\n");
  EXPECT_NE(error().find(".txt:2 'a' comes twice"), std::string::npos) << error();
}

TEST_F(CorpusFileTest, AFileThatIsNotThereIsAnError) {
  EXPECT_NE(error().find("cannot be read"), std::string::npos);
  EXPECT_FALSE(write_corpus(file_ / "below", {}).has_value());
}

}  // namespace
}  // namespace gestalt::tasks
