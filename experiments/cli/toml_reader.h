// TOML files with known keys only: the first thing wrong is the error, with its place.
#pragma once

#include <fmt/format.h>
#include <toml++/toml.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/core/result.h"

namespace gestalt::experiments {

/// Errors: kInvalidArgument with "FILE:LINE:COLUMN".
[[nodiscard]] Result<toml::table> parse_toml_file(const std::string& file);
/// The same from text; `where` names it.
[[nodiscard]] Result<toml::table> parse_toml(std::string_view text, const std::string& where);

/// Reads one table; the first thing wrong is kept, with its place. Table and error outlive it.
class TableReader {
 public:
  TableReader(const toml::table& table, std::string file, std::optional<Error>& error)
      : table_(table), file_(std::move(file)), error_(error) {}

  /// Whether there is such a key.
  template <class T, class U>
  bool read(std::string_view key, U& value) {
    known_.insert(std::string(key));
    const toml::node* node = table_.get(key);
    if (node == nullptr) return false;
    const auto found = node->value_exact<T>();
    if (found) {
      value = static_cast<typename Plain<U>::type>(*found);
    } else {
      complain(node->source(), fmt::format("'{}' is of another type", key));
    }
    return true;
  }
  /// The elements of an array, all of one type; none where there is no such key.
  template <class T>
  std::vector<T> list(std::string_view key) {
    std::vector<T> all;
    const auto* array = this->template node<toml::array>(key);
    if (array == nullptr) return all;
    for (const toml::node& element : *array) {
      const auto found = element.value_exact<T>();
      if (!found)
        complain(element.source(), fmt::format("'{}' has something of another type", key));
      all.push_back(found.value_or(T{}));
    }
    return all;
  }
  /// A table or an array.
  template <class Node>
  const Node* node(std::string_view key) {
    known_.insert(std::string(key));
    const toml::node* found = table_.get(key);
    if (found != nullptr && !found->is<Node>()) {
      complain(found->source(), fmt::format("'{}' is of another type", key));
    }
    return found == nullptr ? nullptr : found->as<Node>();
  }
  /// An unknown key is an error.
  void finish() {
    for (const auto& [key, node] : table_) {
      if (known_.contains(std::string(key.str()))) continue;
      complain(node.source(), fmt::format("unknown key '{}'", key.str()));
    }
  }
  void complain(const toml::source_region& at, std::string what) {
    if (error_) return;
    error_ = Error{ErrorCode::kInvalidArgument, std::move(what),
                   fmt::format("{}:{}:{}", file_, at.begin.line, at.begin.column)};
  }
  [[nodiscard]] const toml::source_region& source() const { return table_.source(); }

 private:
  template <class U>
  struct Plain {
    using type = U;
  };
  template <class U>
  struct Plain<std::optional<U>> {
    using type = U;
  };

  const toml::table& table_;
  std::string file_;
  std::optional<Error>& error_;
  std::set<std::string> known_;
};

}  // namespace gestalt::experiments
