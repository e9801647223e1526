// Conditions on parts: what attributes they have, compared with constants seen in training and with
// the other parts of the example.
#pragma once

#include <cstdint>
#include <vector>

#include "synthesis/rules/cheapest.h"
#include "synthesis/rules/part_terms.h"

namespace gestalt::synthesis {

/// A number, truth or element of each part.
struct PartAttribute {
  /// What of a term: itself, whether it is odd, or how many parts of the example have more than
  /// this part, less, or the same, or are related to it.
  enum class View : std::uint8_t { kItself, kOdd, kMore, kLess, kSame, kRelated };

  dsl::TermId term;  ///< over a part; of kRelated over another part, the next variable, too
  dsl::Type type;    ///< of the view
  View view = View::kItself;
  std::vector<std::int64_t> row;  ///< by part
  int cost = 0;
};

struct PartCondition {
  /// kGreatest and kLeast: no other part of the example has more, or less.
  enum class Test : std::uint8_t {
    kNone,
    kHolds,
    kFails,
    kIs,
    kIsNot,
    kAtLeast,
    kBelow,
    kGreatest,
    kLeast
  };

  std::uint32_t attribute = 0;
  Test test = Test::kNone;
  std::int64_t value = 0;
  PlaceSet parts;        ///< those that meet it
  PlaceSet train_parts;  ///< of train examples
  int cost = 0;          ///< of the filter

  [[nodiscard]] bool is_none() const { return test == Test::kNone; }
  [[nodiscard]] bool is_extreme() const { return test == Test::kGreatest || test == Test::kLeast; }
};

/// The conditions on the parts of one segmentation; of those that the same parts meet the cheapest.
///
/// Threads: as PartTerms.
class PartConditions {
 public:
  /// The terms outlive this.
  explicit PartConditions(PartTerms& terms);

  /// By cost; the first one is met by all parts.
  [[nodiscard]] const std::vector<PartCondition>& all() const { return conditions_; }
  /// All that differ.
  [[nodiscard]] const std::vector<PartAttribute>& attributes() const { return attributes_; }
  /// The list of the parts that meet a condition, in the order of the segmentation.
  [[nodiscard]] dsl::TermId filtered(const PartCondition& condition) const;
  /// Whether just one part of every example meets a condition; where some train example has
  /// several, other examples may have several too.
  [[nodiscard]] bool is_choice(const PartCondition& condition) const;
  /// The first part that meets a condition, and what that costs beyond the segmentation.
  [[nodiscard]] dsl::TermId chosen(const PartCondition& condition) const;
  [[nodiscard]] int cost_of_choice(const PartCondition& condition) const;
  /// An attribute as a term over a part.
  [[nodiscard]] dsl::TermId write(const PartAttribute& attribute) const;

 private:
  void add_odd(const PartAttribute& attribute);
  template <class F>
  void add_rank(const PartAttribute& attribute, PartAttribute::View view, F counts);
  void add_relations();
  void add(PartAttribute attribute);
  void add_extreme(std::uint32_t attribute, PartCondition::Test test);
  [[nodiscard]] dsl::TermId write(const PartCondition& condition) const;
  [[nodiscard]] dsl::TermId extreme(const PartCondition& condition) const;

  PartTerms& terms_;
  std::vector<PartAttribute> attributes_;
  std::unordered_map<dsl::Digest, int, dsl::DigestHash> known_;  ///< costs of attributes, by row
  Cheapest<PartCondition> found_;
  std::vector<PartCondition> conditions_;
};

}  // namespace gestalt::synthesis
