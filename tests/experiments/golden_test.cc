// Transcripts in tests/golden: a command line, then what it prints. GESTALT_REWRITE_GOLDEN=1
// rewrites them from the first line of each; review reads the difference.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <regex>

#include "tests/experiments/program.h"
#include "tests/experiments/transcript.h"

namespace gestalt::experiments {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_in(const fs::path& folder, const std::string& extension) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == extension) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

TEST(GoldenTest, TranscriptsAreWhatTheCommandsPrint) {
  const bool rewrite = std::getenv("GESTALT_REWRITE_GOLDEN") != nullptr;
  const auto files = files_in(GESTALT_SOURCE_DIR "/tests/golden/cli", ".txt");
  EXPECT_GE(files.size(), 5U);
  for (const fs::path& file : files) {
    const std::string text = read_file(file);
    const std::string command = text.substr(0, text.find('\n'));
    ASSERT_TRUE(command.starts_with("$ build/bin/gestalt ")) << file;
    const Finished finished = run_command(command);
    const std::string transcript = command + "\n" + finished.out + finished.err + "exit status " +
                                   std::to_string(finished.status) + "\n";
    if (rewrite) std::ofstream(file, std::ios::binary) << transcript;
    EXPECT_EQ(transcript, read_file(file)) << file;
  }
}

TEST(ReadmeTest, EveryCommandWorks) {
  const fs::path readme = GESTALT_SOURCE_DIR "/README.md";
  ASSERT_TRUE(fs::exists(readme));
  const auto transcripts = console_transcripts(read_file(readme));
  EXPECT_FALSE(transcripts.empty());
  for (const Transcript& transcript : transcripts) {
    const Finished finished = run_command(transcript.command);
    EXPECT_EQ(finished.status, 0) << transcript.command << "\n" << finished.err;
  }
}

/// Times are masked; what a transcript leaves out it shows as "...".
TEST(DocsTest, TranscriptsAreWhatTheCommandsPrint) {
  const auto files = files_in(GESTALT_SOURCE_DIR "/docs", ".md");
  EXPECT_FALSE(files.empty());
  const std::regex times("[0-9]+\\.[0-9]+ s");
  for (const fs::path& file : files) {
    for (const Transcript& transcript : console_transcripts(read_file(file))) {
      const Finished finished = run_command(transcript.command);
      EXPECT_NE(finished.status, 2) << transcript.command << "\n" << finished.err;
      const std::string out = std::regex_replace(finished.out, times, "T s");
      std::size_t from = 0;
      for (const std::string& line : transcript.lines) {
        if (line == "...") continue;
        const auto at = out.find(std::regex_replace(line, times, "T s") + "\n", from);
        ASSERT_NE(at, std::string::npos) << transcript.command << "\nlacks " << line << "\nin\n"
                                         << out;
        from = at;
      }
    }
  }
}

}  // namespace
}  // namespace gestalt::experiments
