#include "dsl/core/type.h"

#include <fmt/format.h>

#include <cctype>

#include "dsl/core/check.h"

namespace gestalt::dsl {

Type Type::constructor(std::string name, std::vector<Type> arguments) {
  Type type;
  type.name_ = std::move(name);
  type.arguments_ = std::move(arguments);
  return type;
}

Type Type::variable(std::string name) {
  Type type;
  type.name_ = std::move(name);
  type.variable_ = true;
  return type;
}

bool Type::is_ground() const {
  if (variable_) return false;
  for (const Type& argument : arguments_) {
    if (!argument.is_ground()) return false;
  }
  return true;
}

std::size_t Type::arity() const {
  std::size_t count = 0;
  for (const Type* type = this; type->is_arrow(); type = &type->arguments_[1]) ++count;
  return count;
}

std::vector<Type> Type::parameters() const {
  std::vector<Type> types;
  for (const Type* type = this; type->is_arrow(); type = &type->arguments_[1]) {
    types.push_back(type->arguments_[0]);
  }
  return types;
}

const Type& Type::result_after(std::size_t count) const {
  const Type* type = this;
  for (; count > 0; --count) {
    GESTALT_CHECK(type->is_arrow());
    type = &type->arguments_[1];
  }
  return *type;
}

std::strong_ordering operator<=>(const Type& a, const Type& b) {
  if (auto order = a.variable_ <=> b.variable_; order != 0) return order;
  if (auto order = a.name_ <=> b.name_; order != 0) return order;
  if (auto order = a.arguments_.size() <=> b.arguments_.size(); order != 0) return order;
  for (std::size_t i = 0; i < a.arguments_.size(); ++i) {
    if (auto order = a.arguments_[i] <=> b.arguments_[i]; order != 0) return order;
  }
  return std::strong_ordering::equal;
}

Type type_variable(std::string name) { return Type::variable(std::move(name)); }

Type list_of(Type element) { return Type::constructor("list", {std::move(element)}); }

Type arrow(Type from, Type to) { return Type::constructor("->", {std::move(from), std::move(to)}); }

Type fn(const std::vector<Type>& from, Type to) {
  Type type = std::move(to);
  for (std::size_t i = from.size(); i-- > 0;) type = arrow(from[i], std::move(type));
  return type;
}

const Type& int_type() {
  static const Type type = Type::constructor("int");
  return type;
}

const Type& bool_type() {
  static const Type type = Type::constructor("bool");
  return type;
}

namespace {

std::string print(const Type& type, bool nested) {
  if (type.is_arrow()) {
    const Type& from = type.arguments()[0];
    std::string text =
        fmt::format("{} -> {}", print(from, from.is_arrow()), print(type.arguments()[1], false));
    return nested ? fmt::format("({})", text) : text;
  }
  if (type.arguments().empty()) return type.name();
  std::string text = type.name();
  for (const Type& argument : type.arguments()) text += fmt::format(" {}", print(argument, true));
  return nested ? fmt::format("({})", text) : text;
}

/// Recursive descent over `type := applied ("->" type)?`, `applied := name atom*`.
class TypeParser {
 public:
  explicit TypeParser(std::string_view text) : text_(text) {}

  Result<Type> parse() {
    Result<Type> type = arrow_type();
    if (!type) return type;
    skip_space();
    if (at_ < text_.size()) return error(fmt::format("unexpected '{}'", text_[at_]));
    return type;
  }

 private:
  static constexpr int kMaxDepth = 64;

  Result<Type> arrow_type() {
    if (++depth_ > kMaxDepth) return error("a type nested too deeply");
    Result<Type> from = applied();
    if (!from) return from;
    skip_space();
    if (text_.substr(at_).starts_with("->")) {
      at_ += 2;
      Result<Type> to = arrow_type();
      if (!to) return to;
      --depth_;
      return arrow(std::move(*from), std::move(*to));
    }
    --depth_;
    return from;
  }

  Result<Type> applied() {
    Result<Type> head = atom();
    if (!head || head->is_variable() || !head->arguments().empty() || head->is_arrow()) return head;
    std::vector<Type> arguments;
    for (skip_space(); starts_atom(); skip_space()) {
      Result<Type> argument = atom();
      if (!argument) return argument;
      arguments.push_back(std::move(*argument));
    }
    return Type::constructor(head->name(), std::move(arguments));
  }

  Result<Type> atom() {
    skip_space();
    if (at_ < text_.size() && text_[at_] == '(') {
      ++at_;
      Result<Type> inner = arrow_type();
      if (!inner) return inner;
      skip_space();
      if (at_ == text_.size() || text_[at_] != ')') return error("missing ')'");
      ++at_;
      return inner;
    }
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    if (begin == at_) return error("expected a type");
    std::string name(text_.substr(begin, at_ - begin));
    bool variable = std::islower(static_cast<unsigned char>(name[0])) != 0;
    for (const char c : name.substr(1)) {
      variable = variable && std::isdigit(static_cast<unsigned char>(c)) != 0;
    }
    return variable ? Type::variable(std::move(name)) : Type::constructor(std::move(name));
  }

  static bool is_name(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '\'';
  }
  [[nodiscard]] bool starts_atom() const {
    return at_ < text_.size() && (is_name(text_[at_]) || text_[at_] == '(');
  }
  void skip_space() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
  }
  [[nodiscard]] tl::unexpected<Error> error(std::string message) const {
    return fail(ErrorCode::kInvalidArgument, fmt::format("in a type: {}", message),
                fmt::format("column {}", at_ + 1));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

std::string to_string(const Type& type) { return print(type, false); }

Result<Type> parse_type(std::string_view text) { return TypeParser(text).parse(); }

Type Substitution::apply(const Type& type) const {
  if (type.is_variable()) {
    const auto found = bound_.find(type.name());
    return found == bound_.end() ? type : apply(found->second);
  }
  if (type.arguments().empty()) return type;
  std::vector<Type> arguments;
  arguments.reserve(type.arguments().size());
  for (const Type& argument : type.arguments()) arguments.push_back(apply(argument));
  return Type::constructor(type.name(), std::move(arguments));
}

bool Substitution::occurs(const std::string& variable, const Type& type) const {
  if (type.is_variable()) {
    if (type.name() == variable) return true;
    const auto found = bound_.find(type.name());
    return found != bound_.end() && occurs(variable, found->second);
  }
  for (const Type& argument : type.arguments()) {
    if (occurs(variable, argument)) return true;
  }
  return false;
}

bool Substitution::unify(const Type& a, const Type& b) {
  const Type left = apply(a);
  const Type right = apply(b);
  if (left == right) return true;
  if (left.is_variable()) {
    if (occurs(left.name(), right)) return false;
    bound_.emplace(left.name(), right);
    return true;
  }
  if (right.is_variable()) return unify(right, left);
  if (left.name() != right.name() || left.arguments().size() != right.arguments().size()) {
    return false;
  }
  for (std::size_t i = 0; i < left.arguments().size(); ++i) {
    if (!unify(left.arguments()[i], right.arguments()[i])) return false;
  }
  return true;
}

Type Substitution::fresh() { return Type::variable(fmt::format("t{}'", next_++)); }

namespace {

Type rename(const Type& type, std::map<std::string, Type>& names, auto&& make) {
  if (type.is_variable()) {
    const auto found = names.find(type.name());
    if (found != names.end()) return found->second;
    return names.emplace(type.name(), make()).first->second;
  }
  std::vector<Type> arguments;
  for (const Type& argument : type.arguments()) arguments.push_back(rename(argument, names, make));
  return Type::constructor(type.name(), std::move(arguments));
}

}  // namespace

Type Substitution::instantiate(const Type& type) {
  std::map<std::string, Type> names;
  return rename(type, names, [this] { return fresh(); });
}

Type canonical(const Type& type) {
  std::map<std::string, Type> names;
  std::uint32_t next = 0;
  return rename(type, names, [&next] {
    const std::uint32_t i = next++;
    const char letter = static_cast<char>('a' + static_cast<char>(i % 26));
    return Type::variable(i < 26 ? std::string(1, letter) : fmt::format("{}{}", letter, i / 26));
  });
}

}  // namespace gestalt::dsl
