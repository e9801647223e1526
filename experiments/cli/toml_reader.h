// TOML files with known keys only: the first thing wrong is the error, with its place.
#pragma once

#include <fmt/format.h>
#include <toml++/toml.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "dsl/core/result.h"

namespace gestalt::experiments {

/// Errors: kInvalidArgument with "FILE:LINE:COLUMN".
[[nodiscard]] Result<toml::table> parse_toml_file(const std::string& file);

/// Reads one table; the first thing wrong is kept, with its place. Table and error outlive it.
class TableReader {
 public:
  TableReader(const toml::table& table, std::string file, std::optional<Error>& error)
      : table_(table), file_(std::move(file)), error_(error) {}

  template <class T, class U>
  void read(std::string_view key, U& value) {
    known_.insert(std::string(key));
    const toml::node* node = table_.get(key);
    if (node == nullptr) return;
    const auto found = node->value_exact<T>();
    if (!found) return complain(node->source(), fmt::format("'{}' is of another type", key));
    value = static_cast<typename Plain<U>::type>(*found);
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
