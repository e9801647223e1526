// What a person sees: results on the standard output, errors and progress on stderr.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gestalt::experiments {

/// Writes to the standard output.
void print(std::string_view text);
/// One line on stderr: "gestalt: <message>". Of many processes of one job the first alone says it.
void print_error(std::string_view message);
/// Writes out what is buffered; false when any of the output could not be written.
[[nodiscard]] bool flush_output();

/// 1234567 as "1,234,567".
[[nodiscard]] std::string grouped(std::uint64_t number);

/// One line on stderr that is overwritten again and again; nothing where stderr is no terminal.
class Progress {
 public:
  Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { clear(); }

  void show(std::string_view line);
  void clear();

 private:
  bool on_terminal_;
  bool shown_ = false;
};

}  // namespace gestalt::experiments
