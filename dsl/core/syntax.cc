#include "dsl/core/syntax.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <unordered_map>

#include "dsl/core/check.h"

namespace gestalt::dsl {

namespace {

constexpr int kMaxNesting = 200;
constexpr std::size_t kMaxText = 1 << 20;
constexpr std::uint32_t kMaxDepth = 1000;

struct Position {
  int line = 1;
  int column = 1;
};

tl::unexpected<Error> error_at(Position at, std::string message) {
  return fail(ErrorCode::kInvalidArgument, std::move(message),
              fmt::format("{}:{}", at.line, at.column));
}

/// Syntax tree: an atom (token) or a form (round or square brackets).
struct Syntax {
  enum class Kind { kAtom, kRound, kSquare };
  Kind kind = Kind::kAtom;
  Position at;
  std::string token;
  std::vector<Syntax> parts;
};

/// Text to syntax trees.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<Syntax> read_all() {
    if (text_.size() > kMaxText) return error_at({}, "the program is longer than 1 MiB");
    Result<Syntax> result = read();
    if (!result) return result;
    skip_space();
    if (at_ < text_.size()) {
      return error_at(position_, fmt::format("unexpected '{}' after the program", text_[at_]));
    }
    return result;
  }

 private:
  Result<Syntax> read() {
    skip_space();
    const Position begin = position_;
    if (at_ == text_.size()) return error_at(begin, "unexpected end of the program");
    const char c = text_[at_];
    if (c == ')' || c == ']' || c == '}') return error_at(begin, fmt::format("unexpected '{}'", c));
    if (c == '(' || c == '[') return read_form(begin, c == '(' ? ')' : ']');
    Syntax atom;
    atom.at = begin;
    int braces = 0;
    while (at_ < text_.size() && (braces > 0 || !ends_atom(text_[at_]))) {
      braces += text_[at_] == '{' ? 1 : text_[at_] == '}' ? -1 : 0;
      if (braces < 0 || text_[at_] == '\n') break;
      atom.token += text_[at_];
      advance();
    }
    if (braces > 0) return error_at(begin, "'{' without '}'");
    if (braces < 0) return error_at(position_, "unexpected '}'");
    return atom;
  }

  Result<Syntax> read_form(Position begin, char close) {
    if (++nesting_ > kMaxNesting) return error_at(begin, "nested too deeply");
    Syntax form;
    form.kind = close == ')' ? Syntax::Kind::kRound : Syntax::Kind::kSquare;
    form.at = begin;
    advance();
    for (skip_space(); at_ < text_.size() && text_[at_] != close; skip_space()) {
      Result<Syntax> part = read();
      if (!part) return part;
      form.parts.push_back(std::move(*part));
    }
    if (at_ == text_.size()) {
      return error_at(begin, fmt::format("'{}' without '{}'", close == ')' ? '(' : '[', close));
    }
    advance();
    --nesting_;
    return form;
  }

  static bool ends_atom(char c) {
    return std::isspace(static_cast<unsigned char>(c)) != 0 || c == '(' || c == ')' || c == '[' ||
           c == ']' || c == ';';
  }
  void advance() {
    if (text_[at_++] == '\n') {
      ++position_.line;
      position_.column = 1;
    } else {
      ++position_.column;
    }
  }
  void skip_space() {
    while (at_ < text_.size()) {
      if (text_[at_] == ';') {
        while (at_ < text_.size() && text_[at_] != '\n') advance();
      } else if (std::isspace(static_cast<unsigned char>(text_[at_])) != 0) {
        advance();
      } else {
        return;
      }
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Position position_;
  int nesting_ = 0;
};

/// Syntax trees to typed terms.
class Elaborator {
 public:
  Elaborator(const Domain& domain, TermPool& pool) : domain_(domain), pool_(pool) {}

  Result<TypedTerm> elaborate(const Syntax& syntax) {
    switch (syntax.kind) {
      case Syntax::Kind::kAtom:
        return atom(syntax);
      case Syntax::Kind::kSquare:
        return list_literal(syntax);
      case Syntax::Kind::kRound:
        break;
    }
    if (syntax.parts.empty()) return error_at(syntax.at, "an empty application '()'");
    if (is_keyword(syntax.parts[0], "lambda")) return lambda(syntax);
    if (is_keyword(syntax.parts[0], "let")) return let(syntax);
    return application(syntax);
  }

  [[nodiscard]] Substitution& types() { return types_; }

 private:
  struct Binding {
    std::string name;
    TypedTerm value;
    bool is_let = false;
    std::uint32_t level = 0;  ///< of a let: lambdas around it
  };

  static bool is_keyword(const Syntax& syntax, std::string_view word) {
    return syntax.kind == Syntax::Kind::kAtom && syntax.token == word;
  }

  Result<TypedTerm> atom(const Syntax& syntax) {
    for (std::size_t i = scope_.size(); i-- > 0;) {
      if (scope_[i].name != syntax.token) continue;
      const Binding& binding = scope_[i];
      if (!binding.is_let) return binding.value;
      return TypedTerm{pool_.shift(binding.value.term, binding.level, level_ - binding.level),
                       generalize(binding.value.type)};
    }
    if (const auto id = domain_.registry.find(syntax.token)) {
      return TypedTerm{pool_.primitive(*id), types_.instantiate(domain_.registry[*id].type)};
    }
    for (const BaseType& type : domain_.types) {
      if (const auto value = type.parse(literals_, syntax.token)) {
        const Type literal_type = Type::constructor(type.name);
        return TypedTerm{pool_.literal(literal_type, *value), literal_type};
      }
    }
    std::string message = fmt::format("unknown name '{}'", syntax.token);
    if (const auto close = domain_.registry.closest_name(syntax.token)) {
      message += fmt::format("; did you mean '{}'?", *close);
    }
    return error_at(syntax.at, std::move(message));
  }

  /// Renames the variables of a let-bound type that no lambda variable in scope mentions.
  Type generalize(const Type& type) {
    const Type known = types_.apply(type);
    if (known.is_ground()) return known;
    std::set<std::string> fixed;
    for (const Binding& binding : scope_) {
      if (!binding.is_let) collect_variables(types_.apply(binding.value.type), fixed);
    }
    std::map<std::string, Type> renamed;
    return rename(known, fixed, renamed);
  }
  static void collect_variables(const Type& type, std::set<std::string>& names) {
    if (type.is_variable()) names.insert(type.name());
    for (const Type& argument : type.arguments()) collect_variables(argument, names);
  }
  Type rename(const Type& type, const std::set<std::string>& fixed,
              std::map<std::string, Type>& renamed) {
    if (type.is_variable()) {
      if (fixed.contains(type.name())) return type;
      const auto found = renamed.find(type.name());
      return found != renamed.end() ? found->second
                                    : renamed.emplace(type.name(), types_.fresh()).first->second;
    }
    std::vector<Type> arguments;
    for (const Type& argument : type.arguments()) {
      arguments.push_back(rename(argument, fixed, renamed));
    }
    return Type::constructor(type.name(), std::move(arguments));
  }

  Result<TypedTerm> list_literal(const Syntax& syntax) {
    Type element = types_.fresh();
    std::vector<Value> values;
    for (const Syntax& part : syntax.parts) {
      const auto item = elaborate(part);
      if (!item) return item;
      if (pool_[item->term].kind != TermKind::kLiteral) {
        return error_at(part.at, "a list literal holds literals only");
      }
      if (!types_.unify(element, item->type)) return mismatch(part.at, element, item->type);
      values.push_back(pool_.literal_of(item->term).value);
    }
    const Type type = list_of(types_.apply(element));
    return TypedTerm{pool_.literal(canonical(type), make_list(literals_, values)), type};
  }

  Result<TypedTerm> lambda(const Syntax& syntax) {
    if (syntax.parts.size() != 3 || syntax.parts[1].kind != Syntax::Kind::kRound ||
        syntax.parts[1].parts.empty()) {
      return error_at(syntax.at, "expected (lambda (name ...) term)");
    }
    const std::size_t scope_size = scope_.size();
    const std::uint32_t first_level = level_;
    std::vector<Type> parameters;
    for (const Syntax& name : syntax.parts[1].parts) {
      if (!is_variable_name(name)) return error_at(name.at, "expected a variable's name");
      parameters.push_back(types_.fresh());
      scope_.push_back({name.token, {pool_.variable(level_++), parameters.back()}, false, 0});
    }
    auto body = elaborate(syntax.parts[2]);
    scope_.resize(scope_size);
    if (!body) return body;
    for (std::size_t i = parameters.size(); i-- > 0;) {
      body->term = pool_.lambda(first_level + static_cast<std::uint32_t>(i), body->term);
    }
    level_ = first_level;
    body->type = fn(parameters, body->type);
    return body;
  }

  Result<TypedTerm> let(const Syntax& syntax) {
    if (syntax.parts.size() != 3 || syntax.parts[1].kind != Syntax::Kind::kRound) {
      return error_at(syntax.at, "expected (let ((name term) ...) term)");
    }
    const std::size_t scope_size = scope_.size();
    for (const Syntax& binding : syntax.parts[1].parts) {
      if (binding.kind != Syntax::Kind::kRound || binding.parts.size() != 2 ||
          !is_variable_name(binding.parts[0])) {
        return error_at(binding.at, "expected (name term)");
      }
      const auto value = elaborate(binding.parts[1]);
      if (!value) return value;
      scope_.push_back({binding.parts[0].token, *value, true, level_});
    }
    auto body = elaborate(syntax.parts[2]);
    scope_.resize(scope_size);
    return body;
  }

  Result<TypedTerm> application(const Syntax& syntax) {
    const auto function = elaborate(syntax.parts[0]);
    if (!function) return function;
    Type type = function->type;
    std::vector<TermId> arguments;
    for (std::size_t i = 1; i < syntax.parts.size(); ++i) {
      const auto argument = elaborate(syntax.parts[i]);
      if (!argument) return argument;
      type = types_.apply(type);
      if (!type.is_arrow() && !type.is_variable()) {
        return error_at(syntax.parts[i].at,
                        fmt::format("too many arguments: '{}' takes {}", head_name(syntax), i - 1));
      }
      const Type result = types_.fresh();
      const Type expected = type.is_arrow() ? type.arguments()[0] : types_.fresh();
      if (!type.is_arrow() && !types_.unify(type, arrow(expected, result))) {
        return error_at(syntax.parts[i].at, "a term would have an infinite type");
      }
      if (!types_.unify(expected, argument->type)) {
        return mismatch(syntax.parts[i].at, expected, argument->type);
      }
      arguments.push_back(argument->term);
      type = type.is_arrow() ? type.arguments()[1] : result;
    }
    const TermId term = pool_.apply(function->term, arguments);
    if (pool_[term].depth > kMaxDepth) return error_at(syntax.at, "the term is too deep");
    return TypedTerm{term, type};
  }

  static std::string head_name(const Syntax& syntax) {
    return syntax.parts[0].kind == Syntax::Kind::kAtom ? syntax.parts[0].token : "it";
  }

  static bool is_variable_name(const Syntax& syntax) {
    const auto name_character = [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
    };
    return syntax.kind == Syntax::Kind::kAtom && syntax.token != "true" &&
           syntax.token != "false" &&
           std::isalpha(static_cast<unsigned char>(syntax.token[0])) != 0 &&
           std::all_of(syntax.token.begin(), syntax.token.end(), name_character);
  }

  tl::unexpected<Error> mismatch(Position at, const Type& expected, const Type& found) const {
    return error_at(
        at, fmt::format("expected {}, found {}", to_string(canonical(types_.apply(expected))),
                        to_string(canonical(types_.apply(found)))));
  }

  const Domain& domain_;
  TermPool& pool_;
  Arena literals_;
  Substitution types_;
  std::vector<Binding> scope_;
  std::uint32_t level_ = 0;
};

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
      if (id == term || pool_[id].kind != TermKind::kApply || uses[id.index] < 2) continue;
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

Result<TypedTerm> parse_term(std::string_view text, const Domain& domain, TermPool& pool) {
  const auto syntax = Reader(text).read_all();
  if (!syntax) return tl::unexpected(syntax.error());
  Elaborator elaborator(domain, pool);
  auto term = elaborator.elaborate(*syntax);
  if (!term) return term;
  term->type = canonical(elaborator.types().apply(term->type));
  return term;
}

Result<TermId> parse_program(std::string_view text, const Type& expected, const Domain& domain,
                             TermPool& pool) {
  const auto term = parse_term(text, domain, pool);
  if (!term) return tl::unexpected(term.error());
  Substitution types;
  if (!types.unify(types.instantiate(term->type), expected)) {
    return error_at({}, fmt::format("the program has type {}, expected {}", to_string(term->type),
                                    to_string(expected)));
  }
  return term->term;
}

std::string print_term(const TermPool& pool, TermId term, const Domain& domain) {
  return Printer(pool, domain).print_closed(term);
}

namespace {

class Inference {
 public:
  Inference(const TermPool& pool, const Registry& registry) : pool_(pool), registry_(registry) {}

  Result<Type> infer(TermId id) {
    // A ground type inferred outside of all lambdas holds everywhere: shared sub-terms cost once.
    if (const auto found = known_.find(id.index); found != known_.end()) return found->second;
    auto type = infer_node(id);
    if (type && variables_.empty() && types.apply(*type).is_ground())
      known_.emplace(id.index, *type);
    return type;
  }

  Substitution types;

 private:
  Result<Type> infer_node(TermId id) {
    const TermNode node = pool_[id];
    switch (node.kind) {
      case TermKind::kPrimitive:
        return types.instantiate(registry_[node.payload].type);
      case TermKind::kLiteral:
        return types.instantiate(pool_.literal_of(id).type);
      case TermKind::kVariable: {
        const auto found = variables_.find(node.payload);
        if (found == variables_.end()) {
          return fail(ErrorCode::kInvalidArgument, "the term has a free variable");
        }
        return found->second;
      }
      case TermKind::kLambda: {
        const Type parameter = types.fresh();
        const auto outer = variables_.find(node.payload);
        GESTALT_CHECK(outer == variables_.end());
        variables_.emplace(node.payload, parameter);
        auto body = infer(pool_.children(id)[0]);
        variables_.erase(node.payload);
        if (!body) return body;
        return arrow(parameter, *body);
      }
      case TermKind::kApply:
        break;
    }
    const auto children = pool_.children(id);
    auto type = infer(children[0]);
    for (const TermId child : children.subspan(1)) {
      if (!type) return type;
      const auto argument = infer(child);
      if (!argument) return argument;
      const Type result = types.fresh();
      if (!types.unify(*type, arrow(*argument, result))) {
        return fail(ErrorCode::kInvalidArgument, "the term is ill-typed");
      }
      type = types.apply(result);
    }
    return type;
  }

  const TermPool& pool_;
  const Registry& registry_;
  std::map<std::uint32_t, Type> variables_;
  std::unordered_map<std::uint32_t, Type> known_;
};

}  // namespace

Result<Type> infer_type(const TermPool& pool, TermId term, const Registry& registry) {
  Inference inference(pool, registry);
  auto type = inference.infer(term);
  if (!type) return type;
  return canonical(inference.types.apply(*type));
}

}  // namespace gestalt::dsl
