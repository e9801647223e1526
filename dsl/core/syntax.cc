#include "dsl/core/syntax.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace gestalt::dsl {

namespace {

constexpr std::uint32_t kMaxDepth = 1000;
constexpr std::size_t kMaxTypeSize = 100;
constexpr std::uint32_t kMaxLiteralDepth = 32;

/// Syntax trees to typed terms.
class Elaborator {
 public:
  Elaborator(const Domain& domain, TermPool& pool) : domain_(domain), pool_(pool) {}

  Result<TypedTerm> elaborate(const Syntax& syntax) {
    switch (syntax.kind) {
      case Syntax::Kind::kAtom:
        return atom(syntax);
      case Syntax::Kind::kString:
        return error_at(syntax.at, "a string is no term");
      case Syntax::Kind::kSquare:
        return list_literal(syntax);
      case Syntax::Kind::kRound:
        break;
    }
    if (syntax.parts.empty()) return error_at(syntax.at, "an empty application '()'");
    if (syntax.parts[0].is("lambda")) return lambda(syntax);
    if (syntax.parts[0].is("let")) return let(syntax);
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
    if (literal_depth_ == kMaxLiteralDepth) {
      return error_at(syntax.at, "the list literal is nested too deeply");
    }
    ++literal_depth_;
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
    --literal_depth_;
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
    return limited(syntax.at, {body->term, fn(parameters, body->type)});
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
      // A copy first: the new type is a part of the old one.
      type = Type(type.is_arrow() ? type.arguments()[1] : result);
    }
    return limited(syntax.at, {pool_.apply(function->term, arguments), type});
  }

  /// Refuses what would exhaust the stack or the memory: sharing makes terms deep and types large
  /// (Mairson 1990) although the text is short.
  Result<TypedTerm> limited(Position at, TypedTerm term) const {
    if (pool_[term.term].depth > kMaxDepth) return error_at(at, "the term is too deep");
    if (type_size(types_.apply(term.type)) > kMaxTypeSize) {
      return error_at(at, "the type is too large");
    }
    return term;
  }
  static std::size_t type_size(const Type& type) {
    std::size_t size = 1;
    for (const Type& argument : type.arguments()) size += type_size(argument);
    return size;
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
  std::uint32_t literal_depth_ = 0;  ///< list literals around the current place
};

}  // namespace

Result<TypedTerm> parse_term(std::string_view text, const Domain& domain, TermPool& pool) {
  const auto syntax = read_syntax(text);
  if (!syntax) return tl::unexpected(syntax.error());
  return elaborate(*syntax, domain, pool);
}

Result<TypedTerm> elaborate(const Syntax& syntax, const Domain& domain, TermPool& pool) {
  Elaborator elaborator(domain, pool);
  auto term = elaborator.elaborate(syntax);
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

}  // namespace gestalt::dsl
