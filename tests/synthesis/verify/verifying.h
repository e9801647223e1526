// What the tests of the verifier share: programs from text, one question asked.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "dsl/core/syntax.h"
#include "synthesis/verify/questions.h"
#include "tasks/domains.h"

namespace gestalt::synthesis {

inline const dsl::Domain& domain_named(std::string_view name) { return **tasks::find_domain(name); }

inline Subject subject_of(const std::string& text, std::string_view domain_name = "grid") {
  const dsl::Domain& domain = domain_named(domain_name);
  dsl::TermPool pool;
  const auto term = dsl::parse_program(text, domain.task_type, domain, pool);
  EXPECT_TRUE(term.has_value()) << text;
  return make_subject(domain, domain.task_type, pool, *term);
}

inline ProverOptions bounded(int bound) {
  ProverOptions options;
  options.bound = bound;
  return options;
}

inline Answer ask_about(const std::string& property, const std::string& program, int bound,
                        std::string_view domain = "grid") {
  const Subject subject = subject_of(program, domain);
  return ask(property, subject, nullptr, bounded(bound));
}

inline Answer compare(const std::string& a, const std::string& b, int bound,
                      std::string_view domain = "grid") {
  const Subject first = subject_of(a, domain);
  const Subject second = subject_of(b, domain);
  const auto question = equivalence_of(first, second, "equal outputs");
  return prove(*first.domain, *question, bounded(bound));
}

inline bool is_proved(const Answer& answer) {
  return std::holds_alternative<Proved>(answer.verdict);
}
/// The counterexample's text; empty where nothing is refuted.
inline std::string refutation(const Answer& answer) {
  const auto* refuted = std::get_if<Refuted>(&answer.verdict);
  return refuted == nullptr ? "" : refuted->counterexample;
}
/// Why nothing is known; empty where something is.
inline std::string unknown_reason(const Answer& answer) {
  const auto* unknown = std::get_if<Unknown>(&answer.verdict);
  return unknown == nullptr ? "" : unknown->reason;
}

}  // namespace gestalt::synthesis
