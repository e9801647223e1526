#include "experiments/cli/repository.h"

#include <vector>

namespace gestalt::experiments {

namespace fs = std::filesystem;

Result<fs::path> repository_with(std::string_view file) {
  std::error_code status;
  std::vector<fs::path> roots{fs::current_path(status)};
  const fs::path program = fs::read_symlink("/proc/self/exe", status);
  if (!status) roots.push_back(program.parent_path().parent_path().parent_path());
  for (const fs::path& root : roots) {
    if (fs::exists(root / file, status)) return root;
  }
  return fail(ErrorCode::kNotFound, "not there; run this inside the repository", std::string(file));
}

}  // namespace gestalt::experiments
