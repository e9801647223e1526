#include "tests/experiments/program.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>
#include <thread>

namespace gestalt::experiments {

namespace {

namespace fs = std::filesystem;

const std::string kGestalt = GESTALT_BINARY_DIR "/bin/gestalt";

/// `command` is a program and its arguments.
[[noreturn]] void become(const std::vector<std::string>& command, const std::string& out,
                         const std::string& err) {
  std::vector<char*> pointers;
  for (const std::string& argument : command) {
    pointers.push_back(const_cast<char*>(argument.c_str()));
  }
  pointers.push_back(nullptr);
  ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
  ::dup2(::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
  if (::chdir(GESTALT_SOURCE_DIR) == 0) ::execvp(pointers[0], pointers.data());
  ::_exit(127);
}

Finished run_command(const std::vector<std::string>& command,
                     const std::function<void(pid_t)>& meanwhile) {
  const ScratchFolder folder;
  const std::string out = folder.path("out");
  const std::string err = folder.path("err");
  const pid_t child = ::fork();
  if (child == 0) become(command, out, err);
  meanwhile(child);
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return {code, read_file(out), read_file(err)};
}

Finished run(const std::vector<std::string>& arguments,
             const std::function<void(pid_t)>& meanwhile) {
  std::vector<std::string> command{kGestalt};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run_command(command, meanwhile);
}

}  // namespace

Finished run_gestalt(const std::vector<std::string>& arguments) {
  return run(arguments, [](pid_t) {});
}

Finished run_gestalt_interrupted(const std::vector<std::string>& arguments, const fs::path& file) {
  return run(arguments, [&](pid_t child) {
    for (int wait = 0; wait < 3000 && !fs::exists(file); ++wait) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(300));  // into the search
    ::kill(child, SIGINT);
  });
}

Finished run_gestalt_killed(const std::vector<std::string>& arguments, int milliseconds) {
  return run(arguments, [&](pid_t child) {
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    ::kill(child, SIGKILL);
  });
}

Finished run_gestalt_under_mpi(int processes, const std::vector<std::string>& arguments,
                               const std::function<void(pid_t)>& meanwhile) {
  // Tests may run as root, on fewer cores, and without a way to other machines.
  std::vector<std::string> command{"env",
                                   "OMPI_ALLOW_RUN_AS_ROOT=1",
                                   "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1",
                                   "OMPI_MCA_plm=isolated",
                                   "mpirun",
                                   "--oversubscribe",
                                   "-n",
                                   std::to_string(processes),
                                   kGestalt};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run_command(command, meanwhile);
}

bool has_neural_module() { return fs::exists(GESTALT_BINARY_DIR "/lib/gestalt_neural.so"); }

std::string no_mpi() {
  if (!fs::exists(GESTALT_BINARY_DIR "/lib/gestalt_mpi.so")) return "built without MPI";
  if (std::system("command -v mpirun >/dev/null") != 0) return "there is no mpirun";
  return "";
}

ScratchFolder::ScratchFolder() {
  std::string name = (fs::temp_directory_path() / "gestalt-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) std::abort();
  folder_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code status;
  fs::remove_all(folder_, status);
}

std::string ScratchFolder::write(const std::string& name, const std::string& text) const {
  std::ofstream(folder_ / name, std::ios::binary) << text;
  return path(name);
}

std::string read_file(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace gestalt::experiments
