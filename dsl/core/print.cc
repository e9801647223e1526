// Printing terms: finds what is shared, binds it with `let` in the innermost scope it depends on.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "dsl/core/syntax.h"

namespace gestalt::dsl {

namespace {

/// "x", "y", ... by level.
std::string variable_name(std::uint32_t level) {
  constexpr std::array<const char*, 6> kNames = {"x", "y", "z", "u", "v", "w"};
  return level < kNames.size() ? kNames[level] : fmt::format("x{}", level);
}

class Printer {
 public:
  Printer(const TermPool& pool, const Domain& domain) : pool_(pool), domain_(domain) {}

  std::string print_closed(TermId term) { return body(term, kClosed, kClosed); }

 private:
  static constexpr std::int64_t kClosed = -1;

  /// The level of the innermost variable free in the term, or kClosed.
  std::int64_t free_level(TermId id) {
    if (const auto found = free_.find(id.index); found != free_.end()) return found->second;
    const TermNode node = pool_[id];
    std::int64_t level = kClosed;
    if (node.kind == TermKind::kVariable) level = node.payload;
    for (const TermId child : pool_.children(id)) level = std::max(level, free_level(child));
    if (node.kind == TermKind::kLambda && level >= node.payload) {
      std::unordered_map<std::uint32_t, std::int64_t> seen;
      level = innermost_below(pool_.children(id)[0], node.payload, seen);
    }
    free_.emplace(id.index, level);
    return level;
  }
  std::int64_t innermost_below(TermId id, std::uint32_t bound,
                               std::unordered_map<std::uint32_t, std::int64_t>& seen) {
    if (const auto found = seen.find(id.index); found != seen.end()) return found->second;
    const TermNode node = pool_[id];
    std::int64_t level = kClosed;
    if (node.kind == TermKind::kVariable && node.payload < bound) level = node.payload;
    for (const TermId child : pool_.children(id)) {
      level = std::max(level, innermost_below(child, bound, seen));
    }
    seen.emplace(id.index, level);
    return level;
  }

  /// Prints the body of a lambda with parameters at levels `first` to `last` (or the whole term):
  /// binds what is used more than once in it and depends on those parameters.
  std::string body(TermId term, std::int64_t first, std::int64_t last) {
    std::vector<TermId> order;
    std::unordered_map<std::uint32_t, int> uses;
    count_uses(term, order, uses);
    std::vector<std::uint32_t> bound_here;
    std::string bindings;
    for (const TermId id : order) {  // children before parents
      const TermKind kind = pool_[id].kind;
      if (kind != TermKind::kApply && kind != TermKind::kLambda) continue;
      if (id == term || uses[id.index] < 2) continue;
      const std::int64_t level = free_level(id);
      if (level < first || level > last) continue;
      const std::string text = print(id);
      const std::string name = fmt::format("s{}", ++shared_);
      bindings += fmt::format("{}({} {})", bindings.empty() ? "" : " ", name, text);
      names_.emplace(id.index, name);
      bound_here.push_back(id.index);
    }
    const std::string text = print(term);
    for (const std::uint32_t id : bound_here) names_.erase(id);
    return bindings.empty() ? text : fmt::format("(let ({}) {})", bindings, text);
  }

  /// Counts the edges of the DAG below `term`, and lists its nodes children first.
  void count_uses(TermId term, std::vector<TermId>& order,
                  std::unordered_map<std::uint32_t, int>& uses) {
    if (++uses[term.index] > 1) return;
    for (const TermId child : pool_.children(term)) count_uses(child, order, uses);
    order.push_back(term);
  }

  std::string print(TermId id) {
    if (const auto found = names_.find(id.index); found != names_.end()) return found->second;
    const TermNode node = pool_[id];
    switch (node.kind) {
      case TermKind::kPrimitive:
        return domain_.registry[node.payload].name;
      case TermKind::kVariable:
        return variable_name(node.payload);
      case TermKind::kLiteral:
        return print_value(domain_, pool_.literal_of(id).type, pool_.literal_of(id).value);
      case TermKind::kLambda:
        return print_lambda(id);
      case TermKind::kApply:
        break;
    }
    std::string text = "(";
    for (const TermId child : pool_.children(id)) {
      if (text.size() > 1) text += ' ';
      text += print(child);
    }
    return text + ")";
  }

  std::string print_lambda(TermId id) {
    std::string parameters;
    const std::int64_t first = pool_[id].payload;
    std::int64_t level = first;
    while (pool_[id].kind == TermKind::kLambda) {
      level = pool_[id].payload;
      if (!parameters.empty()) parameters += ' ';
      parameters += variable_name(pool_[id].payload);
      id = pool_.children(id)[0];
    }
    return fmt::format("(lambda ({}) {})", parameters, body(id, first, level));
  }

  const TermPool& pool_;
  const Domain& domain_;
  std::unordered_map<std::uint32_t, std::int64_t> free_;
  std::unordered_map<std::uint32_t, std::string> names_;
  int shared_ = 0;
};

}  // namespace

std::string print_term(const TermPool& pool, TermId term, const Domain& domain) {
  return Printer(pool, domain).print_closed(term);
}

}  // namespace gestalt::dsl
