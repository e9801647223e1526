#include "experiments/store/run.h"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/store/result_file.h"

namespace gestalt::experiments {

namespace {

namespace fs = std::filesystem;

Result<Run> load_stored(const std::string& name, const fs::path& file, const std::string& which) {
  auto runs = list_runs(file);
  if (!runs) return tl::unexpected(runs.error());
  const auto chosen = std::find_if(runs->rbegin(), runs->rend(), [&](const StoredRunRecord& run) {
    return which.empty() || which == run.description.name || which == fmt::to_string(run.id);
  });
  if (chosen == runs->rend()) {
    return fail(
        ErrorCode::kNotFound,
        which.empty() ? "the store has no run" : fmt::format("the store has no run '{}'", which),
        file.string());
  }
  auto results = read_results(file, chosen->id);
  if (!results) return tl::unexpected(results.error());
  return Run{name, std::move(*chosen), *std::move(results)};
}

}  // namespace

Result<Run> load_run(const std::string& name) {
  std::error_code status;
  std::string file = name;
  std::string which;
  const std::size_t mark = name.rfind('#');
  if (!fs::exists(name, status) && mark != name.npos) {
    file = name.substr(0, mark);
    which = name.substr(mark + 1);
  }
  if (!fs::exists(file, status)) return fail(ErrorCode::kNotFound, "no such run", name);
  if (is_store(file)) return load_stored(name, file, which);
  if (!which.empty()) {
    return fail(ErrorCode::kInvalidArgument, "is a result file, which holds one run only", file);
  }
  auto results = ResultFile::read(file);
  if (!results) return tl::unexpected(results.error());
  return Run{name, std::nullopt, *std::move(results)};
}

}  // namespace gestalt::experiments
