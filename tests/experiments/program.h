// Runs build/bin/gestalt as its users do, for tests.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace gestalt::experiments {

/// What a finished program left.
struct Finished {
  int status = -1;  ///< exit status, 128 + signal where a signal ended it
  std::string out;
  std::string err;
};

/// Runs gestalt with these arguments from the root of the repository, its output in files.
[[nodiscard]] Finished run_gestalt(const std::vector<std::string>& arguments);

/// The same, but sends SIGINT a moment after the program has made `file`.
[[nodiscard]] Finished run_gestalt_interrupted(const std::vector<std::string>& arguments,
                                               const std::filesystem::path& file);

/// The same, but kills the program (SIGKILL) after so many milliseconds, if it still runs.
[[nodiscard]] Finished run_gestalt_killed(const std::vector<std::string>& arguments,
                                          int milliseconds);

/// The same under mpirun with so many processes on this machine; `meanwhile` gets mpirun's process
/// id, whose children they are.
[[nodiscard]] Finished run_gestalt_under_mpi(
    int processes, const std::vector<std::string>& arguments,
    const std::function<void(pid_t)>& meanwhile = [](pid_t) {});

/// Whether the build has networks.
[[nodiscard]] bool has_neural_module();

/// Why nothing can be run under mpirun here; empty where it can.
[[nodiscard]] std::string no_mpi();

/// A directory of this test's own, empty at first and gone at the end.
class ScratchFolder {
 public:
  ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();

  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder_ / name).string();
  }
  /// Writes a file in it and returns its path.
  std::string write(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path folder_;
};

[[nodiscard]] std::string read_file(const std::filesystem::path& file);
[[nodiscard]] std::vector<std::string> lines_of(const std::string& text);

}  // namespace gestalt::experiments
