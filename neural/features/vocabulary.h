// What a guide network predicts: which head stands in which slot of a program, and what is right of
// the task as a whole.
//
// Heads are the primitives of a domain, by id, then "a variable", the roles that literals have, "a
// literal of no role", then the answers of all questions. Slots are the rows of synthesis::Costs,
// then the questions. A head is legal in a slot of a program where its result's type fits, an
// answer in its question alone.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "dsl/core/domain.h"
#include "dsl/core/term.h"
#include "neural/features/questions.h"
#include "synthesis/api/costs.h"

namespace gestalt::neural {

/// One choice of a program, or one answer, as a network sees it.
struct Decision {
  std::int32_t slot = 0;
  std::int32_t head = 0;
  friend bool operator==(const Decision&, const Decision&) = default;
};

/// Threads: any number.
class Vocabulary {
 public:
  Vocabulary(const dsl::Domain& domain, Questions questions);

  [[nodiscard]] const Questions& questions() const { return questions_; }
  [[nodiscard]] std::int32_t heads() const { return heads_; }
  [[nodiscard]] std::int32_t slots() const { return slots_; }
  /// Of programs; the others are those of the questions.
  [[nodiscard]] std::int32_t program_slots() const { return program_slots_; }
  [[nodiscard]] std::int32_t variable() const { return variable_; }
  [[nodiscard]] std::int32_t literal(dsl::RoleId role) const { return variable_ + 1 + role; }
  /// Of a literal that the task does not offer.
  [[nodiscard]] std::int32_t other_literal() const { return program_heads_ - 1; }
  [[nodiscard]] bool is_legal(std::int32_t slot, std::int32_t head) const {
    return legal_[static_cast<std::size_t>(slot * heads_ + head)] != 0;
  }
  /// Shape: slots() x heads(); 1 where legal, else 0.
  [[nodiscard]] const std::vector<std::uint8_t>& legal() const { return legal_; }
  /// Log odds of the heads before anything is learned: those of the records' costs.
  [[nodiscard]] const std::vector<float>& prior() const { return prior_; }

  /// The choices of a program of so many inputs, parents first; lambdas are none. `constants`: what
  /// its task offers.
  [[nodiscard]] std::vector<Decision> decisions(const dsl::TermPool& pool, dsl::TermId program,
                                                std::uint32_t inputs,
                                                std::span<const dsl::Constant> constants) const;
  /// Of a slot that is a question's: "sizes".
  [[nodiscard]] std::string_view question_name(std::int32_t slot) const;
  /// The answers that are right of a task.
  [[nodiscard]] std::vector<Decision> answers(const TaskFacts& facts) const;
  /// What log probabilities (shape: slots x heads) say of the task as a whole.
  [[nodiscard]] synthesis::Outlook outlook(std::span<const float> log_probabilities) const;

 private:
  void ask_questions();
  /// Calls visit(question, slot, first head) for the questions that are asked.
  template <class Visit>
  void for_each_question(Visit visit) const {
    std::int32_t slot = program_slots_;
    std::int32_t head = program_heads_;
    for (std::size_t question = 0; question < Questions::kCount; ++question) {
      if (questions_.answers(question) == 0) continue;
      visit(question, slot++, head);
      head += static_cast<std::int32_t>(questions_.answers(question));
    }
  }

  Questions questions_;
  std::int32_t variable_;
  std::int32_t program_heads_;
  std::int32_t program_slots_;
  std::int32_t heads_;
  std::int32_t slots_;
  std::vector<std::uint8_t> legal_;
  std::vector<float> prior_;
};

}  // namespace gestalt::neural
