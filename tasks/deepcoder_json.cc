#include "tasks/deepcoder_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "dsl/core/check.h"
#include "tasks/domains.h"
#include "tasks/json_reader.h"

namespace gestalt::tasks {

namespace {

using nlohmann::json;

/// A value as text is written: an integer or "[ 1 2 ]".
struct Parsed {
  bool is_list = false;
  std::vector<dsl::Value> elements;  ///< the integer alone where it is no list
};

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    if (text.empty()) return words;
    words.push_back(text.substr(0, text.find(' ')));
    text.remove_prefix(words.back().size());
  }
}

std::optional<dsl::Value> parse_integer(std::string_view word) {
  std::int32_t number = 0;
  const char* end = word.data() + word.size();
  const auto [at, status] = std::from_chars(word.data(), end, number);
  if (status != std::errc() || at != end) return std::nullopt;
  return dsl::Value::immediate(number);
}

std::optional<Parsed> parse_value(std::string_view text) {
  std::vector<std::string_view> words = words_of(text);
  Parsed parsed;
  if (words.size() > 1 && words.front() == "[" && words.back() == "]") {
    parsed.is_list = true;
    words = {words.begin() + 1, words.end() - 1};
  } else if (words.size() != 1) {
    return std::nullopt;
  }
  for (const std::string_view word : words) {
    const auto element = parse_integer(word);
    if (!element) return std::nullopt;
    parsed.elements.push_back(*element);
  }
  return parsed;
}

/// "x0 = 1 | x1 = [ 0 2 ]"
std::optional<std::vector<Parsed>> parse_inputs(std::string_view text) {
  std::vector<Parsed> inputs;
  while (true) {
    const std::string_view part = text.substr(0, text.find(" | "));
    const std::string name = fmt::format("x{} = ", inputs.size());
    if (!part.starts_with(name)) return std::nullopt;
    auto value = parse_value(part.substr(name.size()));
    if (!value) return std::nullopt;
    inputs.push_back(*std::move(value));
    if (part.size() == text.size()) return inputs;
    text.remove_prefix(part.size() + 3);
  }
}

dsl::Type type_of(const Parsed& parsed) {
  return parsed.is_list ? dsl::list_of(dsl::int_type()) : dsl::int_type();
}

dsl::Value value_of(const Parsed& parsed, dsl::Arena& arena) {
  return parsed.is_list ? dsl::make_list(arena, parsed.elements) : parsed.elements[0];
}

const dsl::Domain& plain_domain() {
  const auto found = std::ranges::find_if(domains(), [](const dsl::Domain& domain) {
    return std::ranges::all_of(domain.types, [](const dsl::BaseType& type) {
      return type.name == "int" || type.name == "bool";
    });
  });
  GESTALT_CHECK(found != domains().end());
  return *found;
}

}  // namespace

Result<Task> parse_deepcoder_task(std::string_view line, std::string_view name,
                                  std::string_view source) {
  const auto refuse = [&](std::string message) {
    return fail(ErrorCode::kInvalidArgument, std::move(message), std::string(source));
  };
  const auto tree = read_json(line, source);
  if (!tree) return tl::unexpected(tree.error());
  if (!tree->is_object() || !tree->contains("index") || !(*tree)["index"].is_number_unsigned() ||
      !tree->contains("inputs") || !tree->contains("outputs")) {
    return refuse("expected an object with index, inputs and outputs");
  }
  const json& inputs = (*tree)["inputs"];
  const json& outputs = (*tree)["outputs"];
  if (!inputs.is_array() || !outputs.is_array() || inputs.empty() ||
      inputs.size() != outputs.size()) {
    return refuse("inputs and outputs must be arrays of one length");
  }
  dsl::Arena arena;
  std::vector<std::pair<std::vector<dsl::Value>, dsl::Value>> examples;
  dsl::Type type;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const auto given = inputs[i].is_string() ? parse_inputs(inputs[i].get_ref<const std::string&>())
                                             : std::nullopt;
    const auto wanted = outputs[i].is_string()
                            ? parse_value(outputs[i].get_ref<const std::string&>())
                            : std::nullopt;
    if (!given || !wanted) return refuse(fmt::format("example {} is malformed", i));
    std::vector<dsl::Type> types;
    std::vector<dsl::Value> values;
    for (const Parsed& parsed : *given) {
      types.push_back(type_of(parsed));
      values.push_back(value_of(parsed, arena));
    }
    const dsl::Type own = dsl::fn(types, type_of(*wanted));
    if (i > 0 && own != type) return refuse(fmt::format("example {} has another type", i));
    type = own;
    examples.emplace_back(std::move(values), value_of(*wanted, arena));
  }
  Task task(fmt::format("{}-{:04}", name, (*tree)["index"].get<std::uint64_t>()),
            plain_domain().name, type);
  for (const auto& [values, output] : examples) task.add_train(values, output);
  for (const auto& [values, output] : examples) task.add_test(values, output);
  return task;
}

}  // namespace gestalt::tasks
