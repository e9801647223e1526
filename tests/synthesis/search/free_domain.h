// A domain whose values are the texts of the terms that build them: no two terms are equivalent, so
// an enumeration can be compared with an oracle term by term.
#pragma once

#include <cstring>
#include <string>
#include <string_view>

#include "dsl/core/domain.h"
#include "dsl/core/primitive.h"

namespace gestalt::synthesis::free_domain {

inline dsl::Value make_text(dsl::Arena& arena, std::string_view text) {
  dsl::BlobBuilder blob(arena, text.size());
  std::memcpy(blob.data(), text.data(), text.size());
  return blob.seal();
}

inline std::string text_of(dsl::Value value) {
  const auto bytes = dsl::blob_bytes(value);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// name(argument,argument...)
inline dsl::Fault join(dsl::EvalContext& context, const dsl::Primitive& self,
                       const dsl::Value* const* arguments, dsl::Value* results, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    std::string text = self.name;
    for (std::size_t k = 0; k < self.arity; ++k) {
      text += k == 0 ? '(' : ',';
      text += text_of(arguments[k][i]);
    }
    results[i] = make_text(context.arena(), text + ')');
  }
  return dsl::Fault::kNone;
}

[[nodiscard]] inline dsl::Primitive record(std::string name, std::string_view type, int cost) {
  dsl::Primitive primitive;
  primitive.name = std::move(name);
  primitive.type = *dsl::parse_type(type);
  primitive.eval = join;
  primitive.smt = dsl::Unmodelled{"a test"};
  primitive.cost = cost;
  primitive.doc = "For tests.";
  primitive.examples = {{"1", "1"}};
  return primitive;
}

/// Two base types, `tree` and `leaf`, without primitives.
[[nodiscard]] inline dsl::Domain empty_domain() {
  dsl::Domain domain;
  domain.name = "free";
  domain.doc = "For tests.";
  for (const std::string name : {"tree", "leaf"}) {
    dsl::BaseType type;
    type.name = name;
    type.doc = "A text.";
    type.print = &text_of;
    type.parse = [](dsl::Arena&, std::string_view) -> std::optional<dsl::Value> {
      return std::nullopt;
    };
    type.sample = [](dsl::Rng& rng, dsl::Arena& arena) {
      return make_text(arena, std::to_string(rng() % 100));
    };
    domain.types.push_back(type);
  }
  domain.task_type = *dsl::parse_type("tree -> tree");
  return domain;
}

/// One to three arguments over both types.
[[nodiscard]] inline dsl::Domain domain() {
  dsl::Domain domain = empty_domain();
  domain.registry.add(record("ff", "tree -> tree", 2));
  domain.registry.add(record("gg", "tree -> tree -> tree", 3));
  domain.registry.add(record("hh", "tree -> leaf", 1));
  domain.registry.add(record("kk", "leaf -> leaf -> tree", 2));
  domain.registry.add(record("mm", "leaf -> tree -> leaf -> leaf", 4));
  return domain;
}

}  // namespace gestalt::synthesis::free_domain
