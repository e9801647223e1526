// Transcripts in tests/golden: a command line, then what it prints. GESTALT_REWRITE_GOLDEN=1
// rewrites them from the first line of each; review reads the difference.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "tests/experiments/program.h"

namespace gestalt::experiments {
namespace {

namespace fs = std::filesystem;

/// The words of a command line; text in quotes is one.
std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  std::string word;
  char quote = 0;
  bool open = false;
  for (const char c : line + " ") {
    if (quote != 0) {
      if (c == quote)
        quote = 0;
      else
        word += c;
    } else if (c == '"' || c == '\'') {
      quote = c;
      open = true;
    } else if (c != ' ') {
      word += c;
      open = true;
    } else if (open) {
      words.push_back(word);
      word.clear();
      open = false;
    }
  }
  return words;
}

/// Runs "$ build/bin/gestalt ...".
Finished run_command(const std::string& line) {
  auto words = words_of(line);
  words.erase(words.begin(), words.begin() + 2);
  return run_gestalt(words);
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

TEST(GoldenTest, TranscriptsAreWhatTheCommandsPrint) {
  const bool rewrite = std::getenv("GESTALT_REWRITE_GOLDEN") != nullptr;
  const auto files = files_in(GESTALT_SOURCE_DIR "/tests/golden/cli");
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

/// The lines "$ build/bin/gestalt ..." of the ```console blocks.
std::vector<std::string> console_commands(const std::string& markdown) {
  std::vector<std::string> commands;
  bool inside = false;
  for (const std::string& line : lines_of(markdown)) {
    if (line.starts_with("```")) inside = line == "```console";
    if (inside && line.starts_with("$ build/bin/gestalt ")) commands.push_back(line);
  }
  return commands;
}

TEST(ReadmeTest, EveryCommandWorks) {
  const fs::path readme = GESTALT_SOURCE_DIR "/README.md";
  ASSERT_TRUE(fs::exists(readme));
  const auto commands = console_commands(read_file(readme));
  EXPECT_FALSE(commands.empty());
  for (const std::string& command : commands) {
    const Finished finished = run_command(command);
    EXPECT_EQ(finished.status, 0) << command << "\n" << finished.err;
  }
}

}  // namespace
}  // namespace gestalt::experiments
