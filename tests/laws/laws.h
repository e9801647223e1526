// What the law tests share: the domains, random arguments for any primitive, one evaluation.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dsl/core/evaluate.h"
#include "dsl/core/syntax.h"
#include "tasks/domains.h"
#include "tests/laws/random_terms.h"

namespace gestalt::dsl {

/// Rows of random arguments a primitive: what the environment variable GESTALT_LAW_INPUTS says,
/// else a few hundred (10,000 under the address sanitizer).
[[nodiscard]] inline int law_inputs() {
  const char* text = std::getenv("GESTALT_LAW_INPUTS");
  return text != nullptr ? std::max(1, std::atoi(text)) : GESTALT_LAW_INPUTS_DEFAULT;
}

/// One family of primitives of one domain.
struct Family {
  const Domain* domain = nullptr;
  std::string name;
};

[[nodiscard]] inline std::vector<Family> all_families() {
  std::vector<Family> families;
  for (const Domain& domain : tasks::domains()) {
    for (const Primitive& primitive : domain.registry.primitives()) {
      const bool known = std::any_of(families.begin(), families.end(), [&](const Family& family) {
        return family.domain == &domain && family.name == primitive.family;
      });
      if (!known) families.push_back({&domain, primitive.family});
    }
  }
  return families;
}

/// Letters, digits and '_' only: the name of a parameterized test.
[[nodiscard]] inline std::string test_name(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return text;
}
[[nodiscard]] inline std::string family_test_name(const testing::TestParamInfo<Family>& info) {
  return test_name(info.param.domain->name + "_" + info.param.name);
}
[[nodiscard]] inline std::string domain_test_name(
    const testing::TestParamInfo<const Domain*>& info) {
  return test_name(info.param->name);
}
[[nodiscard]] inline std::vector<const Domain*> all_domains() {
  std::vector<const Domain*> domains;
  for (const Domain& domain : tasks::domains()) domains.push_back(&domain);
  return domains;
}

[[nodiscard]] inline bool has_arrow(const Type& type) {
  return type.is_arrow() ||
         std::any_of(type.arguments().begin(), type.arguments().end(), has_arrow);
}

/// Random function values of one type: small closed terms, compiled and run.
class RandomFunctions {
 public:
  RandomFunctions(const Domain& domain, const Type& type, Rng& rng) : domain_(domain) {
    constexpr int kFunctions = 10;
    for (int i = 0; i < kFunctions; ++i) {
      RandomTerms terms(domain, pool_, rng);
      const TermId term = terms.closed(type, static_cast<int>(rng() % 3));
      programs_.push_back(std::make_unique<Program>(compile(pool_, term, 0, domain.registry)));
    }
  }
  /// Nothing where the closed sub-terms of the function already fault.
  [[nodiscard]] std::optional<Value> make(EvalContext& context, Rng& rng) const {
    Value value;
    const Program& program = *programs_[rng() % programs_.size()];
    if (run(context, program, nullptr, &value, 1) != Fault::kNone) return std::nullopt;
    return value;
  }

 private:
  const Domain& domain_;
  TermPool pool_;
  std::vector<std::unique_ptr<Program>> programs_;
};

/// A primitive at ground types, and random arguments for it.
class GroundPrimitive {
 public:
  GroundPrimitive(const Domain& domain, PrimitiveId id, Rng& rng)
      : domain_(domain), primitive_(domain.registry[id]) {
    const Type type = random_instance(domain, primitive_.type, rng);
    parameters_ = type.parameters();
    parameters_.resize(primitive_.arity);
    result_ = type.result_after(primitive_.arity);
    for (const Type& parameter : parameters_) {
      functions_.push_back(parameter.is_arrow()
                               ? std::make_unique<RandomFunctions>(domain, parameter, rng)
                               : nullptr);
    }
  }

  [[nodiscard]] const std::vector<Type>& parameters() const { return parameters_; }
  [[nodiscard]] const Type& result() const { return result_; }

  /// Sometimes an argument is one that was sampled before, so that equal ones occur.
  [[nodiscard]] std::optional<std::vector<Value>> sample(EvalContext& context, Rng& rng) const {
    std::vector<Value> values;
    for (std::size_t k = 0; k < parameters_.size(); ++k) {
      if (functions_[k] != nullptr) {
        const auto function = functions_[k]->make(context, rng);
        if (!function) return std::nullopt;
        values.push_back(*function);
        continue;
      }
      if (has_arrow(parameters_[k])) return std::nullopt;  // a list of functions
      std::optional<Value> again;
      for (std::size_t j = 0; j < k; ++j) {
        if (parameters_[j] == parameters_[k] && rng() % 4 == 0) again = values[j];
      }
      values.push_back(again ? *again
                             : sample_value(domain_, parameters_[k], rng, context.arena()));
    }
    return values;
  }

  /// One evaluation with fresh fuel.
  [[nodiscard]] Result<Value, Fault> apply(EvalContext& context,
                                           std::span<const Value> arguments) const {
    std::vector<const Value*> rows;
    for (const Value& argument : arguments) rows.push_back(&argument);
    Value result;
    context.refuel();
    const Fault fault = primitive_.eval(context, primitive_, rows.data(), &result, 1);
    if (fault != Fault::kNone) return tl::unexpected(fault);
    return result;
  }

  /// "overlay {1} {2/3}" for messages.
  [[nodiscard]] std::string describe(std::span<const Value> arguments) const {
    std::string text = primitive_.name;
    for (std::size_t k = 0; k < arguments.size(); ++k) {
      text += ' ';
      text += has_arrow(parameters_[k]) ? std::string("<function>")
                                        : print_value(domain_, parameters_[k], arguments[k]);
    }
    return text;
  }

 private:
  const Domain& domain_;
  const Primitive& primitive_;
  std::vector<Type> parameters_;
  Type result_;
  std::vector<std::unique_ptr<RandomFunctions>> functions_;
};

}  // namespace gestalt::dsl
