#include "experiments/cli/console.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "experiments/mpi/ranks.h"
#include "tasks/render.h"

namespace gestalt::experiments {

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void print_error(std::string_view message) {
  if (is_follower()) return;
  std::fflush(stdout);
  fmt::print(stderr, "gestalt: {}\n", message);
}

bool flush_output() { return std::fflush(stdout) == 0 && std::ferror(stdout) == 0; }

std::string grouped(std::uint64_t number) {
  std::string text = fmt::to_string(number);
  for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, 1, ',');
  return text;
}

Progress::Progress() : on_terminal_(::isatty(STDERR_FILENO) != 0) {}

void Progress::show(std::string_view line) {
  if (!on_terminal_) return;
  const std::size_t columns = tasks::terminal_columns(STDERR_FILENO);
  fmt::print(stderr, "\r\x1b[K{}", line.substr(0, columns - 1));
  std::fflush(stderr);
  shown_ = true;
}

void Progress::clear() {
  if (shown_) fmt::print(stderr, "\r\x1b[K");
  shown_ = false;
}

}  // namespace gestalt::experiments
