// Polymorphic types: `int`, `list a`, `a -> b`; unification, printing, parsing.
//
// Source: Hindley, Milner; unification after Robinson with an occurs check.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/core/result.h"

namespace gestalt::dsl {

/// A type: a variable, or a constructor applied to types. A regular value.
class Type {
 public:
  Type() = default;  ///< the constructor with the empty name; no value has it

  [[nodiscard]] static Type constructor(std::string name, std::vector<Type> arguments = {});
  [[nodiscard]] static Type variable(std::string name);

  [[nodiscard]] bool is_variable() const { return variable_; }
  [[nodiscard]] bool is_arrow() const { return name_ == "->"; }
  [[nodiscard]] bool is_list() const { return name_ == "list"; }
  /// Whether no variable occurs in it.
  [[nodiscard]] bool is_ground() const;
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::vector<Type>& arguments() const { return arguments_; }

  /// Number of arrows on the spine: 2 for `a -> b -> c`.
  [[nodiscard]] std::size_t arity() const;
  /// The spine's argument types (arity() of them).
  [[nodiscard]] std::vector<Type> parameters() const;
  /// What remains after `count` arguments. Requires count <= arity().
  [[nodiscard]] const Type& result_after(std::size_t count) const;
  /// The type at the end of the spine.
  [[nodiscard]] const Type& result() const { return result_after(arity()); }

  friend bool operator==(const Type&, const Type&) = default;
  friend std::strong_ordering operator<=>(const Type& a, const Type& b);

 private:
  std::string name_;
  std::vector<Type> arguments_;
  bool variable_ = false;
};

[[nodiscard]] Type type_variable(std::string name);
[[nodiscard]] Type list_of(Type element);
[[nodiscard]] Type arrow(Type from, Type to);
/// `fn({a, b}, c)` is `a -> b -> c`.
[[nodiscard]] Type fn(const std::vector<Type>& from, Type to);
[[nodiscard]] const Type& int_type();
[[nodiscard]] const Type& bool_type();

/// "list (list int)", "(a -> b) -> list a -> list b".
[[nodiscard]] std::string to_string(const Type& type);
/// parse_type(to_string(t)) == t. A lower-case single letter (with digits) is a variable.
[[nodiscard]] Result<Type> parse_type(std::string_view text);

/// What the variables stand for.
class Substitution {
 public:
  /// The type with all bound variables replaced.
  [[nodiscard]] Type apply(const Type& type) const;
  /// Makes both types equal where possible. After a failure the substitution is unusable.
  [[nodiscard]] bool unify(const Type& a, const Type& b);
  /// A copy of the type with its variables renamed to ones never used before.
  [[nodiscard]] Type instantiate(const Type& type);
  /// A variable never used before.
  [[nodiscard]] Type fresh();

 private:
  [[nodiscard]] bool occurs(const std::string& variable, const Type& type) const;

  std::map<std::string, Type> bound_;
  std::uint32_t next_ = 0;
};

/// The type with variables renamed a, b, c ... in order of appearance.
[[nodiscard]] Type canonical(const Type& type);

}  // namespace gestalt::dsl
