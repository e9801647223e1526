#include "synthesis/rules/arrange_rules.h"

#include <algorithm>
#include <optional>

#include "dsl/core/context.h"
#include "synthesis/api/predict.h"
#include "synthesis/rules/part_rules.h"

namespace gestalt::synthesis {

namespace {

/// Parts of each example in some order, and the term for it.
struct Sequence {
  std::vector<std::vector<std::size_t>> parts;  ///< by example
  dsl::TermId term;
  int cost = 0;
};

/// The arrangements of the parts of one segmentation.
class Arranger {
 public:
  explicit Arranger(Parts& parts)
      : terms_(parts.terms()),
        arena_(&terms_.problem().memory),
        context_(arena_, terms_.problem().domain.registry) {
    if (terms_.parts() == 0 || terms_.parts() > terms_.limits().parts) return;
    find_layouts();
    find_sequences(parts.conditions());
    for (const Sequence& sequence : sequences_.take(kSequences)) {
      if (terms_.is_over(PartStage::kArrangements)) break;
      arrange(sequence);
    }
  }

  [[nodiscard]] std::vector<PartRule> take() { return std::move(found_); }

 private:
  static constexpr std::size_t kSequences = 160;
  static constexpr std::size_t kConditions = 12;

  /// A primitive of a list, and a constant after it where it takes one.
  struct Layout {
    dsl::PrimitiveId primitive = 0;
    std::optional<dsl::Constant> constant;
  };

  void find_layouts() {
    const dsl::Type& value = terms_.problem().domain.paint->values.type;
    const dsl::Registry& registry = terms_.problem().domain.registry;
    for (dsl::PrimitiveId id = 0; id < registry.size(); ++id) {
      const auto parameters = registry[id].type.parameters();
      if (!registry[id].type.is_ground() || registry[id].type.result() != value) continue;
      if (parameters.empty() || parameters[0] != dsl::list_of(value)) continue;
      if (parameters.size() == 1) layouts_.push_back({id, std::nullopt});
      if (parameters.size() != 2) continue;
      for (const dsl::Constant& constant : terms_.problem().constants) {
        if (constant.type == parameters[1]) layouts_.push_back({id, constant});
      }
    }
  }

  void find_sequences(const PartConditions& conditions) {
    const std::size_t chosen = std::min(kConditions, conditions.all().size());
    for (std::size_t c = 0; c < chosen; ++c) {
      const PartCondition& condition = conditions.all()[c];
      Sequence plain;
      plain.parts.resize(terms_.segmentation().row.size());
      for (std::size_t p = 0; p < terms_.parts(); ++p) {
        if (condition.parts[p]) plain.parts[terms_.example_of(p)].push_back(p);
      }
      if (std::ranges::any_of(plain.parts, &std::vector<std::size_t>::empty)) continue;
      plain.term = conditions.filtered(condition);
      plain.cost = terms_.segmentation().cost + condition.cost;
      for (const PartAttribute& attribute : conditions.attributes()) {
        if (attribute.type == dsl::int_type()) add_sorted(conditions, attribute, plain);
      }
      add(std::move(plain));
    }
  }

  void add_sorted(const PartConditions& conditions, const PartAttribute& attribute,
                  const Sequence& plain) {
    const dsl::TermWriter& writer = terms_.writer();
    const dsl::TermId key =
        terms_.pool().lambda(terms_.part_variable(), conditions.write(attribute));
    Sequence sorted = plain;
    for (auto& parts : sorted.parts) {
      std::ranges::stable_sort(parts, {}, [&](std::size_t p) { return attribute.row[p]; });
    }
    sorted.term = writer.call("sort_by", {key, plain.term});
    sorted.cost += writer.cost_of("sort_by") + attribute.cost;
    Sequence reversed = sorted;
    for (auto& parts : reversed.parts) std::ranges::reverse(parts);
    reversed.term = writer.call("reverse", {sorted.term});
    reversed.cost += writer.cost_of("reverse");
    add(std::move(sorted));
    add(std::move(reversed));
  }

  void add(Sequence sequence) {
    std::vector<dsl::Digest> digests;
    for (const auto& parts : sequence.parts) {
      digests.push_back(dsl::digest_bytes(parts.data(), parts.size() * sizeof(std::size_t)));
    }
    const dsl::Digest key = dsl::digest_sequence(digests);
    sequences_.add(key, std::move(sequence));
  }

  void arrange(const Sequence& sequence) {
    const auto mark = arena_.mark();
    std::vector<dsl::Value> lists;
    for (const auto& parts : sequence.parts) {
      dsl::ListBuilder list(arena_, parts.size());
      for (std::size_t k = 0; k < parts.size(); ++k) list[k] = terms_.value_of(parts[k]);
      lists.push_back(list.seal());
    }
    for (const Layout& layout : layouts_) {
      if (terms_.is_over(PartStage::kArrangements)) break;
      if (!makes_outputs(layout, lists)) continue;
      dsl::TermPool& pool = terms_.pool();
      std::vector<dsl::TermId> arguments{sequence.term};
      int cost = sequence.cost + terms_.problem().domain.registry[layout.primitive].cost;
      if (layout.constant) {
        arguments.push_back(pool.literal(layout.constant->type, layout.constant->value));
        cost += layout.constant->cost;
      }
      found_.push_back({pool.apply(pool.primitive(layout.primitive), arguments), cost});
    }
    arena_.reset(mark);
  }

  [[nodiscard]] bool makes_outputs(const Layout& layout, const std::vector<dsl::Value>& lists) {
    const RuleProblem& problem = terms_.problem();
    const dsl::Primitive& primitive = problem.domain.registry[layout.primitive];
    terms_.count_step();
    for (std::size_t i = 0; i < lists.size(); ++i) {
      const auto mark = arena_.mark();
      const std::array rows{&lists[i], layout.constant ? &layout.constant->value : nullptr};
      dsl::Value made;
      context_.refuel();
      bool right = primitive.eval(context_, primitive, rows.data(), &made, 1) == dsl::Fault::kNone;
      if (right && i < problem.examples.train_count) {
        right = presents_as(problem.domain, context_, made, problem.examples.outputs[i]);
      }
      arena_.reset(mark);
      if (!right) return false;
    }
    return true;
  }

  PartTerms& terms_;
  dsl::Arena arena_;
  dsl::EvalContext context_;
  std::vector<Layout> layouts_;
  Cheapest<Sequence> sequences_;
  std::vector<PartRule> found_;
};

}  // namespace

RuleResult find_arrange_rules(SegmentedParts& parts, const RuleOptions& options) {
  const RuleProblem& problem = parts.problem();
  if (any_input_has_output_frames(problem.domain.paint->values, problem.examples)) return {};
  return find_part_rules(parts, options, [](Parts& own) { return Arranger(own).take(); });
}

}  // namespace gestalt::synthesis
