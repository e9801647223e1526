// Holds the sources to the rooms of the design: who may include whom, who may use which library,
// and a README in each folder. Only tests may include everything; they are not checked.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace gestalt {
namespace {

namespace fs = std::filesystem;
using Folders = std::vector<std::string>;

struct Include {
  std::string target;
  bool quoted = false;
};

struct Rule {
  std::string first;  // what the rule is about, as the beginning of a path
  Folders others;
};

// A path is checked by the first rule whose beginning fits. The arrows are those of the design's
// table; beyond it, the seams in synthesis/api must not drag the algorithms behind them into
// neural.
const std::vector<Rule> kMayInclude = {
    {"dsl/core/", {"dsl/core/"}},
    {"dsl/prelude/", {"dsl/core/", "dsl/prelude/"}},
    {"dsl/grid/", {"dsl/core/", "dsl/prelude/", "dsl/grid/"}},
    {"dsl/list/", {"dsl/core/", "dsl/prelude/", "dsl/list/"}},
    {"tasks/domains.cc", {"tasks/", "dsl/"}},  // the one place that knows all domains
    {"tasks/", {"tasks/", "dsl/core/"}},
    {"synthesis/api/", {"synthesis/api/", "tasks/", "dsl/core/"}},
    {"synthesis/", {"synthesis/", "tasks/", "dsl/core/"}},
    {"neural/", {"neural/", "synthesis/api/", "tasks/", "dsl/core/"}},
    {"experiments/", {"experiments/", "neural/", "synthesis/", "tasks/", "dsl/core/"}},
};

// Which folders may use a library, by the beginning of its headers' names.
const std::vector<Rule> kMayBeUsedBy = {
    {"torch/", {"neural/"}},
    {"ATen/", {"neural/"}},
    {"c10/", {"neural/"}},
    {"z3", {"synthesis/verify/"}},
    {"tbb/", {"synthesis/"}},
    {"oneapi/", {"synthesis/"}},
    {"boost/graph", {"synthesis/", "dsl/grid/"}},
    {"CLI/", {"experiments/"}},
    {"toml++/", {"experiments/"}},
    {"SQLiteCpp/", {"experiments/"}},
    {"mpi.h", {"experiments/mpi/"}},
};

// dsl uses these and the standard library, whose headers have neither a dot nor a slash in their
// names.
const Folders kDslLibraries = {"fmt/", "tl/expected.hpp", "xxhash.h"};

bool begins_with_any(std::string_view text, const Folders& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](const std::string& beginning) { return text.starts_with(beginning); });
}

const Rule* rule_for(std::string_view text, const std::vector<Rule>& rules) {
  const auto found = std::find_if(rules.begin(), rules.end(),
                                  [&](const Rule& rule) { return text.starts_with(rule.first); });
  return found == rules.end() ? nullptr : &*found;
}

// Takes `word` off the front of the text, after blanks; says whether it was there.
bool take(std::string_view& text, std::string_view word) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

std::vector<Include> includes_of(const std::string& text) {
  std::vector<Include> includes;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::string_view rest = line;
    if (!take(rest, "#") || !take(rest, "include")) continue;
    const bool quoted = take(rest, "\"");
    if (!quoted && !take(rest, "<")) continue;
    includes.push_back({std::string(rest.substr(0, rest.find(quoted ? '"' : '>'))), quoted});
  }
  return includes;
}

bool allowed(const std::string& path, const Include& include) {
  if (include.quoted) {
    const Rule* rule = rule_for(path, kMayInclude);
    return rule != nullptr && begins_with_any(include.target, rule->others);
  }
  if (const Rule* rule = rule_for(include.target, kMayBeUsedBy))
    return begins_with_any(path, rule->others);
  const bool standard = include.target.find_first_of("./") == std::string::npos;
  return standard || !path.starts_with("dsl/") || begins_with_any(include.target, kDslLibraries);
}

/// "path includes target" for each include that the design does not allow.
std::vector<std::string> violations(const std::string& path, const std::string& text) {
  std::vector<std::string> found;
  for (const Include& include : includes_of(text)) {
    if (!allowed(path, include)) found.push_back(path + " includes " + include.target);
  }
  return found;
}

/// Every C++ source under the rooms, by path from the root, with its text.
std::map<std::string, std::string> sources_under(const fs::path& root,
                                                 std::initializer_list<const char*> rooms) {
  std::map<std::string, std::string> sources;
  for (const char* room : rooms) {
    if (!fs::is_directory(root / room)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / room)) {
      const std::string extension = entry.path().extension().string();
      if (extension != ".h" && extension != ".cc") continue;
      std::ifstream stream(entry.path());
      std::ostringstream text;
      text << stream.rdbuf();
      sources[entry.path().lexically_relative(root).generic_string()] = text.str();
    }
  }
  return sources;
}

std::map<std::string, std::string> our_sources() {
  return sources_under(GESTALT_SOURCE_DIR, {"dsl", "tasks", "synthesis", "neural", "experiments"});
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

TEST(LayeringTest, EveryIncludeIsAnArrowOfTheDesign) {
  std::vector<std::string> found;
  for (const auto& [path, text] : our_sources()) {
    const std::vector<std::string> here = violations(path, text);
    found.insert(found.end(), here.begin(), here.end());
  }
  EXPECT_TRUE(found.empty()) << joined(found);
}

TEST(LayeringTest, EverySourceFolderHasAReadme) {
  std::set<std::string> folders = {"tests"};
  for (const auto& [path, text] : our_sources())
    folders.insert(fs::path(path).parent_path().string());
  for (const std::string& folder : folders) {
    EXPECT_TRUE(fs::is_regular_file(fs::path(GESTALT_SOURCE_DIR) / folder / "README.md"))
        << folder << " has no README.md";
  }
}

TEST(LayeringTest, TheCheckSawEveryRoomAndManyIncludes) {
  std::map<std::string, std::size_t> includes_in_room;
  for (const auto& [path, text] : our_sources()) {
    includes_in_room[path.substr(0, path.find('/'))] += includes_of(text).size();
  }
  for (const char* room : {"dsl", "tasks", "synthesis", "neural", "experiments"}) {
    EXPECT_GE(includes_in_room[room], 5U) << room;
  }
  EXPECT_GE(includes_in_room["dsl"], 50U);
}

TEST(LayeringCheckTest, IncludesAreReadWithTheirKind) {
  const std::vector<Include> includes = includes_of(
      "#pragma once\n"
      "#include <vector>\n"
      "  #  include \"dsl/core/type.h\"  // why\n"
      "// #include \"in/a/comment.h\"\n"
      "const char* text = \"#include <quoted>\";\n");
  ASSERT_EQ(includes.size(), 2U);
  EXPECT_EQ(includes[0].target, "vector");
  EXPECT_FALSE(includes[0].quoted);
  EXPECT_EQ(includes[1].target, "dsl/core/type.h");
  EXPECT_TRUE(includes[1].quoted);
}

struct Case {
  const char* path;
  const char* include;
};

TEST(LayeringCheckTest, ArrowsOfTheDesignPass) {
  for (const Case& arrow : std::initializer_list<Case>{
           {"dsl/core/type.cc", "\"dsl/core/type.h\""},
           {"dsl/core/type.cc", "<vector>"},
           {"dsl/core/digest.cc", "<xxhash.h>"},
           {"dsl/core/result.h", "<tl/expected.hpp>"},
           {"dsl/core/type.cc", "<fmt/format.h>"},
           {"dsl/grid/objects.cc", "\"dsl/core/value.h\""},
           {"dsl/list/domain.cc", "\"dsl/prelude/prelude.h\""},
           {"tasks/task.h", "\"dsl/core/value.h\""},
           {"tasks/domains.cc", "\"dsl/grid/domain.h\""},
           {"synthesis/search/enumerate.cc", "\"tasks/task.h\""},
           {"synthesis/search/enumerate.cc", "<tbb/parallel_for.h>"},
           {"synthesis/search/reach.cc", "<boost/graph/adjacency_list.hpp>"},
           {"synthesis/verify/z3_session.cc", "<z3++.h>"},
           {"neural/module.cc", "<torch/cuda.h>"},
           {"neural/serve/guide.cc", "\"synthesis/api/guide.h\""},
           {"experiments/cli/solve.cc", "\"synthesis/search/portfolio.h\""},
           {"experiments/cli/main.cc", "<CLI/CLI.hpp>"},
           {"experiments/mpi/module.cc", "<mpi.h>"},
       }) {
    EXPECT_TRUE(violations(arrow.path, std::string("#include ") + arrow.include).empty())
        << arrow.path << " may include " << arrow.include;
  }
}

TEST(LayeringCheckTest, EveryOtherArrowIsNamed) {
  for (const Case& arrow : std::initializer_list<Case>{
           {"dsl/core/type.cc", "\"dsl/grid/grid.h\""},
           {"dsl/core/type.cc", "\"dsl/prelude/prelude.h\""},
           {"dsl/core/type.cc", "\"tasks/task.h\""},
           {"dsl/list/domain.cc", "\"dsl/grid/grid.h\""},
           {"dsl/core/type.cc", "<nlohmann/json.hpp>"},
           {"dsl/core/type.cc", "<boost/graph/adjacency_list.hpp>"},
           {"dsl/core/type.cc", "\"type.h\""},
           {"dsl/core/type.cc", "\"../grid/grid.h\""},
           {"tasks/render.cc", "\"dsl/grid/grid.h\""},
           {"tasks/task.cc", "\"synthesis/api/budget.h\""},
           {"synthesis/api/guide.h", "\"synthesis/search/bank.h\""},
           {"synthesis/search/enumerate.cc", "\"neural/load.h\""},
           {"synthesis/search/enumerate.cc", "\"dsl/grid/grid.h\""},
           {"synthesis/search/enumerate.cc", "<z3++.h>"},
           {"synthesis/search/enumerate.cc", "<torch/torch.h>"},
           {"neural/module.cc", "\"synthesis/search/bank.h\""},
           {"neural/module.cc", "<tbb/parallel_for.h>"},
           {"neural/module.cc", "\"experiments/cli/main.h\""},
           {"experiments/cli/main.cc", "\"dsl/grid/grid.h\""},
           {"experiments/cli/main.cc", "\"tests/support/tasks.h\""},
           {"experiments/cli/main.cc", "<torch/torch.h>"},
           {"experiments/cli/bench.cc", "<mpi.h>"},
       }) {
    const std::string target =
        std::string(arrow.include).substr(1, std::string_view(arrow.include).size() - 2);
    EXPECT_EQ(violations(arrow.path, std::string("#include ") + arrow.include),
              std::vector<std::string>{std::string(arrow.path) + " includes " + target});
  }
}

}  // namespace
}  // namespace gestalt
