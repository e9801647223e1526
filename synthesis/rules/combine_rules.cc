#include "synthesis/rules/combine_rules.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>

#include "dsl/core/context.h"
#include "synthesis/api/predict.h"
#include "synthesis/rules/applications.h"
#include "synthesis/rules/cheapest.h"

namespace gestalt::synthesis {

namespace {

constexpr std::size_t kChoices = 16;        ///< parts of a segmentation
constexpr std::size_t kPieces = 200;        ///< inputs and parts that are combined with one another
constexpr std::size_t kChanges = 160;       ///< what primitives make of them, too
constexpr std::size_t kHalfRight = 32;      ///< that are combined once more
constexpr std::uint64_t kTrials = 150'000;  ///< of each round

/// The parts that the cheapest conditions choose, in the pool of the parts' terms.
std::vector<LayerTerm> choices_of(Parts& parts) {
  const PartTerms& terms = parts.terms();
  Cheapest<LayerTerm> found;
  for (const PartCondition& condition : parts.conditions().all()) {
    if (found.all().size() >= kChoices) break;
    LayerTerm term;
    for (std::size_t p = 0; p < terms.parts(); ++p) {
      if (condition.parts[p] && terms.example_of(p) == term.row.size()) {
        term.row.push_back(terms.value_of(p));
      }
    }
    if (term.row.size() != terms.segmentation().row.size()) continue;
    if (!parts.conditions().is_choice(condition)) continue;
    term.term = parts.conditions().chosen(condition);
    term.cost = terms.segmentation().cost + parts.conditions().cost_of_choice(condition);
    const dsl::Digest key = digest_of_row(term);
    found.add(key, std::move(term));
  }
  return found.release();
}

/// What is known of primitives on the first example: whether what they made of two frames was not
/// of the output's frame. Other values of these frames are not tried: frames mostly decide.
class KnownFrames {
 public:
  KnownFrames(const dsl::IndexedType& values, std::size_t primitives,
              const std::vector<LayerTerm>& pieces) {
    std::map<std::uint64_t, std::size_t> frames;
    for (const LayerTerm& piece : pieces) {
      frame_.push_back(
          frames.emplace(values.frame(piece.row.front()), frames.size()).first->second);
    }
    frames_ = frames.size();
    wrong_ = std::make_unique<bool[]>(primitives * frames_ * frames_);
  }

  /// Of a primitive with two pieces.
  [[nodiscard]] bool& is_wrong(dsl::PrimitiveId id, std::size_t a, std::size_t b) {
    return wrong_[(id * frames_ + frame_[a]) * frames_ + frame_[b]];
  }

 private:
  std::size_t frames_ = 0;
  std::vector<std::size_t> frame_;  ///< by piece
  std::unique_ptr<bool[]> wrong_;
};

/// Elements that are right and elements that are wrong.
class Difference {
 public:
  void add(std::int32_t element, bool is_right) {
    std::vector<std::int32_t>& known = is_right ? right_ : wrong_;
    if (std::ranges::find(known, element) == known.end()) known.push_back(element);
  }
  /// Whether one element is wrong, and others are right.
  [[nodiscard]] bool is_of_one() const {
    return wrong_.size() == 1 && (right_.size() > 1 || (right_.size() == 1 && right_ != wrong_));
  }

 private:
  std::vector<std::int32_t> right_;
  std::vector<std::int32_t> wrong_;
};

class Combiner {
 public:
  Combiner(const RuleProblem& problem, const RuleOptions& options, const Deadline& deadline,
           std::uint64_t steps)
      : problem_(problem),
        values_(problem.domain.paint->values),
        options_(options),
        deadline_(deadline),
        arena_(&problem.memory),
        context_(arena_, problem.domain.registry, {.fuel = 20'000, .list_length = 256}),
        rules_(problem),
        steps_(steps) {}

  void add(LayerTerm piece) {
    const dsl::Digest key = digest_of_row(piece);
    pieces_.add(key, std::move(piece));
  }

  void run() {
    std::vector<LayerTerm> pieces = with_changes();
    for (const LayerTerm& piece : pieces) {
      if (!has_output_frames(values_, problem_.examples, piece.row)) continue;
      if (is_half_right(piece)) half_right_.add(digest_of_elements(piece), piece);
    }
    combine(pieces, 0);
    const std::size_t first = pieces.size();
    std::ranges::move(half_right_.take(kHalfRight), std::back_inserter(pieces));
    half_right_ = {};
    if (rules_.count() == 0) combine(pieces, first);
  }

  [[nodiscard]] RuleResult take() {
    RuleResult result;
    result.steps = steps_;
    result.rules = rules_.take(options_.rules);
    result.stop =
        stop_reason(deadline_, options_.budget, steps_, result.rules.size(), options_.rules);
    return result;
  }

 private:
  [[nodiscard]] bool is_over() const {
    return steps_ >= std::min(options_.budget.steps, last_step_) || deadline_.remaining() <= 0 ||
           rules_.count() >= options_.rules;
  }

  /// The cheapest pieces, and what primitives make of each.
  [[nodiscard]] std::vector<LayerTerm> with_changes() {
    last_step_ = steps_ + kTrials;
    std::vector<LayerTerm> pieces = pieces_.take(kPieces);
    Cheapest<LayerTerm> changes;
    for (const auto& application : applications<LayerTerm>(
             problem_.domain.registry, values_.type, {{values_.type, &pieces}}, never_fixed)) {
      if (application.arguments.size() != 1) continue;
      for (const LayerTerm* piece : application.arguments.front()) {
        if (is_over()) break;
        ++steps_;
        LayerTerm changed;
        if (apply_to_rows(problem_, application.primitive, {&piece, 1}, context_, changed)) {
          const dsl::Digest key = digest_of_row(changed);
          changes.add(key, std::move(changed));
        }
      }
    }
    std::ranges::move(changes.take(kChanges), std::back_inserter(pieces));
    return pieces;
  }

  /// Tries all that is made of two pieces, of which one at least is not before `first`.
  void combine(const std::vector<LayerTerm>& pieces, std::size_t first) {
    last_step_ = steps_ + kTrials;
    KnownFrames known(values_, problem_.domain.registry.size(), pieces);
    for_each_application_by_cost<LayerTerm>(
        problem_.domain.registry, problem_.heads, values_.type, {{values_.type, &pieces}},
        never_fixed, [&] { return is_over(); },
        [&](dsl::PrimitiveId id, std::span<const LayerTerm* const> arguments) {
          if (arguments.size() != 2) return;
          const auto a = static_cast<std::size_t>(arguments[0] - pieces.data());
          const auto b = static_cast<std::size_t>(arguments[1] - pieces.data());
          if (std::max(a, b) < first) return;
          bool& is_wrong = known.is_wrong(id, a, b);
          if (is_wrong) return;
          ++steps_;
          is_wrong = !has_first_frame(id, arguments);
          if (!is_wrong) try_out(id, arguments);
        });
  }

  void try_out(dsl::PrimitiveId id, std::span<const LayerTerm* const> arguments) {
    const auto mark = arena_.mark();
    LayerTerm made;
    if (!apply_to_rows(problem_, id, arguments, context_, made)) return;
    if (!has_output_frames(values_, problem_.examples, made.row)) {
      arena_.reset(mark);
      return;
    }
    if (presents_outputs(made)) rules_.offer(made.term, made.cost);
    if (!is_half_right(made)) {
      arena_.reset(mark);
      return;
    }
    const dsl::Digest key = digest_of_elements(made);
    half_right_.add(key, std::move(made));
  }

  /// Of what a term shows, wherever it lies.
  [[nodiscard]] dsl::Digest digest_of_elements(const LayerTerm& term) const {
    std::vector<std::int32_t> elements;
    for (const dsl::Value value : term.row) values_.read(value, elements);
    return dsl::digest_bytes(elements.data(), elements.size() * sizeof(elements[0]));
  }

  /// Whether a mask or a layer over it may mend it: where it is wrong the outputs have one element,
  /// or it has, and others are right.
  [[nodiscard]] bool is_half_right(const LayerTerm& term) const {
    Difference of_outputs;
    Difference of_term;
    std::vector<std::int32_t> wanted;
    std::vector<std::int32_t> made;
    for (std::size_t i = 0; i < problem_.examples.train_count; ++i) {
      wanted.clear();
      made.clear();
      values_.read(problem_.examples.outputs[i], wanted);
      values_.read(term.row[i], made);
      for (std::size_t k = 0; k < wanted.size(); ++k) {
        of_outputs.add(wanted[k], wanted[k] == made[k]);
        of_term.add(made[k], wanted[k] == made[k]);
      }
    }
    return of_outputs.is_of_one() || of_term.is_of_one();
  }

  /// Whether the frame is right on the first example: few are.
  [[nodiscard]] bool has_first_frame(dsl::PrimitiveId id,
                                     std::span<const LayerTerm* const> arguments) {
    const dsl::Primitive& record = problem_.domain.registry[id];
    std::array<const dsl::Value*, kMaxApplied> rows{};
    for (std::size_t k = 0; k < arguments.size(); ++k) rows[k] = arguments[k]->row.data();
    const auto mark = arena_.mark();
    context_.refuel();
    dsl::Value made;
    const dsl::Fault fault = record.eval(context_, record, rows.data(), &made, 1);
    arena_.reset(mark);
    return fault == dsl::Fault::kNone &&
           values_.frame(made) == values_.frame(problem_.examples.outputs.front());
  }

  [[nodiscard]] bool presents_outputs(const LayerTerm& term) {
    const auto mark = arena_.mark();
    bool right = true;
    for (std::size_t i = 0; right && i < problem_.examples.train_count; ++i) {
      right = presents_as(problem_.domain, context_, term.row[i], problem_.examples.outputs[i]);
    }
    arena_.reset(mark);
    return right;
  }

  static bool never_fixed(const dsl::Type&) { return false; }

  const RuleProblem& problem_;
  const dsl::IndexedType& values_;
  const RuleOptions& options_;
  const Deadline& deadline_;
  dsl::Arena arena_;
  dsl::EvalContext context_;
  RuleCollector rules_;
  Cheapest<LayerTerm> pieces_;
  Cheapest<LayerTerm> half_right_;
  std::uint64_t steps_;
  std::uint64_t last_step_ = 0;
};

}  // namespace

RuleResult find_combine_rules(SegmentedParts& parts, const RuleOptions& options) {
  const dsl::IndexedType& values = parts.problem().domain.paint->values;
  if (any_input_has_output_frames(values, parts.problem().examples)) return {};
  parts.begin(options);
  std::vector<std::vector<LayerTerm>> choices(parts.size());
  std::vector<const dsl::TermPool*> pools(parts.size());
  parts.for_each(0, parts.size(), [&](std::size_t k, Parts& own) {
    choices[k] = choices_of(own);
    pools[k] = &own.terms().pool();
  });
  const RuleProblem& problem = parts.problem();
  Combiner combiner(problem, options, parts.deadline(), parts.steps());
  for (LayerTerm& input : input_terms(problem.examples, values.type, problem.pool)) {
    combiner.add(std::move(input));
  }
  for (std::size_t k = 0; k < choices.size(); ++k) {
    for (LayerTerm& choice : choices[k]) {
      choice.term = problem.pool.import(*pools[k], choice.term);
      combiner.add(std::move(choice));
    }
  }
  combiner.run();
  return combiner.take();
}

}  // namespace gestalt::synthesis
