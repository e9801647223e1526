#include "dsl/core/domain.h"

#include <charconv>

#include "dsl/core/check.h"

namespace gestalt::dsl {

std::vector<Constant> Domain::constants(const Examples& examples, Arena& arena) const {
  std::vector<Constant> constants;
  if (literals == nullptr) return constants;
  for (const auto& [role, value] : literals(examples, arena)) {
    GESTALT_CHECK(role < roles.size());
    constants.push_back({role, value, roles[role].type, roles[role].cost});
  }
  return constants;
}

const BaseType* Domain::find_type(std::string_view type_name) const {
  for (const BaseType& type : types) {
    if (type.name == type_name) return &type;
  }
  return nullptr;
}

BaseType int_base_type() {
  return {
      .name = "int",
      .doc = "An integer of 32 bits.",
      .print = [](Value value) { return std::to_string(value.integer()); },
      .parse = [](Arena&, std::string_view token) -> std::optional<Value> {
        std::int32_t number = 0;
        const char* end = token.data() + token.size();
        const auto [at, status] = std::from_chars(token.data(), end, number);
        if (status != std::errc{} || at != end) return std::nullopt;
        return Value::immediate(number);
      },
      .sample =
          [](Rng& rng, Arena&) {
            switch (rng() % 16) {
              case 0:
                return Value::immediate(static_cast<std::int32_t>(rng()));
              case 1:
                return Value::immediate(static_cast<std::int64_t>(rng() % 201) - 100);
              default:
                return Value::immediate(static_cast<std::int64_t>(rng() % 13) - 2);
            }
          },
      .smt = SmtEncoding{.unknown = [](Smt& smt, std::span<const int>) -> SmtTerm {
        constexpr SmtRange kAll{std::numeric_limits<std::int32_t>::min(),
                                std::numeric_limits<std::int32_t>::max()};
        return {.scalar = smt.unknown(kAll), .items = {}, .defined = smt.boolean(true)};
      }},
  };
}

BaseType bool_base_type() {
  return {
      .name = "bool",
      .doc = "true or false.",
      .print = [](Value value) { return std::string(value.integer() != 0 ? "true" : "false"); },
      .parse = [](Arena&, std::string_view token) -> std::optional<Value> {
        if (token == "true") return Value::immediate(1);
        if (token == "false") return Value::immediate(0);
        return std::nullopt;
      },
      .sample = [](Rng& rng,
                   Arena&) { return Value::immediate(static_cast<std::int64_t>(rng() & 1)); },
      .smt = SmtEncoding{.to_term = [](Smt& smt, Value value) -> SmtTerm {
                           return {.scalar = smt.boolean(value.integer() != 0),
                                   .items = {},
                                   .defined = smt.boolean(true)};
                         },
                         .unknown = [](Smt& smt, std::span<const int>) -> SmtTerm {
                           const SmtScalar bit = smt.unknown({0, 1});
                           return {.scalar = smt.equal(bit, smt.integer(1)),
                                   .items = {},
                                   .defined = smt.boolean(true)};
                         }},
  };
}

std::string print_value(const Domain& domain, const Type& type, Value value) {
  if (type.is_arrow()) return "<function>";
  if (type.is_list()) {
    std::string text = "[";
    for (const Value element : List(value)) {
      if (text.size() > 1) text += ' ';
      text += print_value(domain, type.arguments()[0], element);
    }
    return text + "]";
  }
  const BaseType* base = domain.find_type(type.name());
  GESTALT_CHECK(base != nullptr);
  return base->print(value);
}

Value sample_value(const Domain& domain, const Type& type, Rng& rng, Arena& arena) {
  if (type.is_list()) {
    std::vector<Value> elements(rng() % 6);
    for (Value& element : elements) {
      element = sample_value(domain, type.arguments()[0], rng, arena);
    }
    return make_list(arena, elements);
  }
  const BaseType* base = domain.find_type(type.name());
  GESTALT_CHECK(base != nullptr);
  return base->sample(rng, arena);
}

}  // namespace gestalt::dsl
