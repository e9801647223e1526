#include "tasks/task_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "dsl/core/check.h"
#include "tasks/domains.h"
#include "tasks/json_reader.h"
#include "tasks/value_json.h"

namespace gestalt::tasks {

namespace {

using dsl::Domain;
using dsl::Type;
using dsl::Value;
using nlohmann::json;

/// The longest type text that is read; a type parser need not face more.
constexpr std::size_t kMaxTypeText = 200;

tl::unexpected<Error> malformed(std::string message, std::string path = {}) {
  return fail(ErrorCode::kInvalidArgument, std::move(message), std::move(path));
}

/// Reads the tree of a task file; the errors' `where` is the path in it.
class TaskReader {
 public:
  explicit TaskReader(const json& tree) : tree_(tree) {}

  Result<Task> read(std::string_view id) {
    if (!tree_.is_object()) {
      return malformed(fmt::format("expected a task (an object), found {}", describe(tree_)));
    }
    if (auto error = check_keys(tree_, "", {"domain", "type", "train", "test"})) return *error;
    if (auto error = read_domain()) return *error;
    if (auto error = read_type()) return *error;
    Task task(std::string(id), domain_->name, type_);
    if (auto error = read_examples(task, "train")) return *error;
    if (auto error = read_examples(task, "test")) return *error;
    return task;
  }

 private:
  using Failure = std::optional<tl::unexpected<Error>>;

  static Failure check_keys(const json& object, const std::string& path,
                            std::initializer_list<std::string_view> known) {
    for (const auto& item : object.items()) {
      if (std::find(known.begin(), known.end(), item.key()) != known.end()) continue;
      const std::string key = path_of_key(item.key());
      return malformed("unknown key",
                       path.empty() || key.starts_with('[') ? path + key : path + "." + key);
    }
    return std::nullopt;
  }

  Failure read_domain() {
    domain_ = &domains().front();
    if (!tree_.contains("domain")) return std::nullopt;
    if (!tree_["domain"].is_string()) {
      return malformed(fmt::format("expected a string, found {}", describe(tree_["domain"])),
                       "domain");
    }
    const auto found = find_domain(shortened(tree_["domain"].get_ref<const std::string&>(), 40));
    if (!found) return malformed(found.error().message, "domain");
    domain_ = *found;
    return std::nullopt;
  }

  Failure read_type() {
    type_ = domain_->task_type;
    if (!tree_.contains("type")) return std::nullopt;
    const json& text = tree_["type"];
    if (!text.is_string()) {
      return malformed(fmt::format("expected a string, found {}", describe(text)), "type");
    }
    if (text.get_ref<const std::string&>().size() > kMaxTypeText) {
      return malformed(fmt::format("longer than {} bytes", kMaxTypeText), "type");
    }
    const auto type = dsl::parse_type(text.get_ref<const std::string&>());
    if (!type) return malformed(type.error().message, "type");
    if (!type->is_arrow()) return malformed("expected a function type, A -> B", "type");
    std::vector<Type> parts = type->parameters();
    parts.push_back(type->result());
    for (const Type& part : parts) {
      if (has_json_form(*domain_, part)) continue;
      return malformed(fmt::format("'{}' is no type of values in the domain '{}'",
                                   dsl::to_string(part), domain_->name),
                       "type");
    }
    type_ = *type;
    return std::nullopt;
  }

  Failure read_examples(Task& task, const std::string& part) {
    if (!tree_.contains(part)) return malformed("missing", part);
    const json& examples = tree_[part];
    if (!examples.is_array()) {
      return malformed(fmt::format("expected an array, found {}", describe(examples)), part);
    }
    if (examples.empty()) return malformed("there must be at least one example", part);
    for (std::size_t i = 0; i < examples.size(); ++i) {
      auto error = read_example(task, examples[i], fmt::format("{}[{}]", part, i), part == "train");
      if (error) return error;
    }
    return std::nullopt;
  }

  Failure read_example(Task& task, const json& example, const std::string& path, bool is_train) {
    const std::size_t arity = type_.arity();
    const std::string input_key = arity == 1 ? "input" : "inputs";
    if (!example.is_object()) {
      return malformed(fmt::format("expected an object, found {}", describe(example)), path);
    }
    if (auto error = check_keys(example, path, {input_key, "output"})) return error;
    const std::string input_path = fmt::format("{}.{}", path, input_key);
    if (!example.contains(input_key)) return malformed("missing", input_path);
    const json& given = example[input_key];
    if (arity > 1 && (!given.is_array() || given.size() != arity)) {
      return malformed(fmt::format("expected an array of {} arguments", arity), input_path);
    }
    std::vector<Value> values;
    for (std::size_t k = 0; k < arity; ++k) {
      const Type type = type_.parameters()[k];
      const std::string at = arity == 1 ? input_path : fmt::format("{}[{}]", input_path, k);
      if (auto error = read_value(values, type, arity == 1 ? given : given[k], at)) return error;
    }
    const std::string output_path = fmt::format("{}.output", path);
    const bool has_output = example.contains("output");
    if (is_train && !has_output) return malformed("missing", output_path);
    if (has_output) {
      auto error = read_value(values, type_.result(), example["output"], output_path);
      if (error) return error;
    }
    const auto inputs = std::span(values).first(arity);
    const auto output = has_output ? std::optional<Value>(values[arity]) : std::nullopt;
    is_train ? task.add_train(inputs, *output) : task.add_test(inputs, output);
    return std::nullopt;
  }

  Failure read_value(std::vector<Value>& values, const Type& type, const json& from,
                     const std::string& path) {
    const auto value = value_from_json(*domain_, type, from, arena_);
    if (!value) return malformed(value.error().message, path + value.error().where);
    values.push_back(*value);
    return std::nullopt;
  }

  const json& tree_;
  const Domain* domain_ = nullptr;
  Type type_;
  dsl::Arena arena_;
};

std::string print_example(const Domain& domain, const Task& task, std::size_t i) {
  const std::vector<Type> types = task.type().parameters();
  const auto one = [&](std::size_t k) {
    return value_to_json(domain, types[k], task.inputs(i)[k]).dump();
  };
  std::string text = R"({"input": )";
  if (task.arity() == 1) {
    text += one(0);
  } else {
    text = R"({"inputs": [)";
    for (std::size_t k = 0; k < task.arity(); ++k) {
      text += fmt::format("{}{}", k == 0 ? "" : ", ", one(k));
    }
    text += ']';
  }
  if (const auto output = task.output(i)) {
    text += fmt::format(R"(, "output": {})",
                        value_to_json(domain, task.type().result(), *output).dump());
  }
  return text + "}";
}

}  // namespace

Result<Task> parse_task(std::string_view text, std::string_view id, std::string_view source) {
  const auto tree = read_json(text, source);
  if (!tree) return tl::unexpected(tree.error());
  auto task = TaskReader(*tree).read(id);
  if (!task) task.error().where = place_in(source, task.error().where);
  return task;
}

Result<std::string> read_text_file(const std::filesystem::path& file) {
  std::error_code status;
  if (std::filesystem::is_directory(file, status)) {
    return fail(ErrorCode::kInvalidArgument, "is a directory, not a file", file.string());
  }
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    const int reason = errno;
    return fail(reason == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo,
                fmt::format("cannot open: {}", std::strerror(reason)), file.string());
  }
  std::string text;
  std::vector<char> block(std::size_t{1} << 16);
  while (stream && text.size() <= kMaxJsonBytes) {
    stream.read(block.data(), static_cast<std::streamsize>(block.size()));
    text.append(block.data(), static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.bad()) return fail(ErrorCode::kIo, "cannot read", file.string());
  if (text.size() > kMaxJsonBytes) {
    return fail(ErrorCode::kInvalidArgument, fmt::format("larger than {} MiB", kMaxJsonBytes >> 20),
                file.string());
  }
  return text;
}

Result<Task> read_task_file(const std::filesystem::path& file) {
  const auto text = read_text_file(file);
  if (!text) return tl::unexpected(text.error());
  return parse_task(*text, file.stem().string(), file.string());
}

std::string print_task(const Task& task) {
  const auto found = find_domain(task.domain());
  GESTALT_CHECK(found.has_value());
  const Domain& domain = **found;
  std::string text = "{\n";
  if (&domain != &domains().front()) text += fmt::format("  \"domain\": \"{}\",\n", domain.name);
  if (task.type() != domain.task_type) {
    text += fmt::format("  \"type\": \"{}\",\n", dsl::to_string(task.type()));
  }
  const auto section = [&](std::string_view name, std::size_t first, std::size_t count) {
    text += fmt::format("  \"{}\": [", name);
    for (std::size_t i = first; i < first + count; ++i) {
      text += fmt::format("{}\n    {}", i == first ? "" : ",", print_example(domain, task, i));
    }
    text += "\n  ]";
  };
  section("train", 0, task.train_count());
  text += ",\n";
  section("test", task.train_count(), task.test_count());
  return text + "\n}\n";
}

}  // namespace gestalt::tasks
