#include "tests/experiments/transcript.h"

namespace gestalt::experiments {

namespace {

constexpr const char* kPrompt = "$ build/bin/gestalt ";

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

}  // namespace

Finished run_command(const std::string& line) {
  auto words = words_of(line);
  words.erase(words.begin(), words.begin() + 2);
  return run_gestalt(words);
}

std::vector<Transcript> console_transcripts(const std::string& markdown) {
  std::vector<Transcript> transcripts;
  bool inside = false;
  for (const std::string& line : lines_of(markdown)) {
    if (line.starts_with("```")) {
      inside = line == "```console";
    } else if (inside && line.starts_with(kPrompt)) {
      transcripts.push_back({line, {}});
    } else if (inside && !transcripts.empty()) {
      transcripts.back().lines.push_back(line);
    }
  }
  return transcripts;
}

}  // namespace gestalt::experiments
