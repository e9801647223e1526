// Part layers: what one action does to each part of a segmentation that meets a condition.
//
// Parts are the elements of a list computed from the input. Actions, attributes and elements to
// paint with are terms over one part and the input, composed by type and evaluated on all parts of
// all examples at once; a layer is (map action (filter condition parts)). Definitions:
// prototypes/README.md, "parts".
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dsl/core/context.h"
#include "synthesis/api/budget.h"
#include "synthesis/rules/layer_term.h"
#include "synthesis/rules/paint_canvas.h"

namespace gestalt::synthesis {

struct PartLimits {
  std::uint64_t steps = 20'000;                   ///< terms evaluated on the parts
  std::uint64_t memory = std::uint64_t{4} << 30;  ///< bytes in use of the chunk pool
  std::size_t parts = 200;                        ///< of all examples
  std::size_t companions = 5;  ///< values of all parts that actions relate a part to
  std::size_t repaints = 300;  ///< actions in another element
  std::size_t layers = 1500;   ///< of either kind: those that explain most for their cost
};

/// What an action makes of the one part that meets a condition.
struct Selection {
  std::uint32_t action = 0;
  std::uint32_t condition = 0;
  int cost = 0;  ///< on the scale of record costs
};

/// The layers over the parts of one segmentation, and what can be made of a single part.
///
/// Threads: one caller each; several may search at once, for they build terms in pools of their
/// own.
class PartLayers final : public LayerSource {
 public:
  /// All arguments outlive this. `segmentation` is a term of type `list values`.
  PartLayers(const dsl::Domain& domain, const dsl::Examples& examples,
             std::span<const dsl::Constant> constants, const LayerTerm& segmentation,
             const dsl::TermPool& segmentation_pool, dsl::ChunkPool& memory,
             const PartLimits& limits, const Deadline& deadline);
  PartLayers(const PartLayers&) = delete;
  PartLayers& operator=(const PartLayers&) = delete;

  /// Fills strict and bases. The canvas outlives this. Called once, or else select().
  void find(const PaintCanvas& canvas);
  /// Actions that make the outputs of one part an example, chosen by a condition. The cheapest
  /// `count`, cheapest first.
  [[nodiscard]] std::vector<Selection> select(std::size_t count);

  [[nodiscard]] std::vector<PaintLayer>& strict() { return strict_; }
  /// Wrong in places: others must be painted over them.
  [[nodiscard]] std::vector<PaintLayer>& bases() { return bases_; }
  [[nodiscard]] std::uint64_t steps() const { return steps_; }

  [[nodiscard]] dsl::TermId write(const PaintLayer& layer, dsl::TermPool& pool) const override;
  /// A term of type `values`, built in `pool`.
  [[nodiscard]] dsl::TermId write(const Selection& selection, dsl::TermPool& pool) const;

 private:
  /// A term over one part (the variable after the inputs) and the inputs.
  struct PartTerm {
    dsl::TermId term;
    std::vector<dsl::Value> row;  ///< by part
    PlaceSet defined;             ///< by part
    int cost = 0;
    bool uses_part = false;
  };
  using Terms = std::vector<PartTerm>;

  /// How an attribute looks at a term: itself, or how many parts of the example have more than this
  /// part, less, or the same.
  enum class View : std::uint8_t { kItself, kMore, kLess, kSame };
  /// A number, truth or element of each part.
  struct Attribute {
    dsl::TermId term;
    dsl::Type type;  ///< of the term
    View view = View::kItself;
    std::vector<std::int64_t> row;
    int cost = 0;
  };
  enum class Test : std::uint8_t { kNone, kHolds, kFails, kIs, kIsNot, kAtLeast, kBelow };
  struct Condition {
    std::uint32_t attribute = 0;
    Test test = Test::kNone;
    std::int64_t value = 0;
    PlaceSet parts;  ///< those that meet it
    int cost = 0;
  };
  /// What an action paints on the train examples.
  struct Effect {
    std::uint32_t action = 0;
    std::size_t painter = 0;
    std::vector<dsl::Shown> shown;     ///< part after part
    std::vector<std::uint32_t> first;  ///< by train part, and the end
    PlaceSet paints;                   ///< by train part: whether it shows at all
    PlaceSet strict;                   ///< by train part: nowhere wrong
    PlaceSet useful;                   ///< by train part: right where the canvas is not
    [[nodiscard]] std::span<const dsl::Shown> of(std::size_t part) const {
      return std::span(shown).subspan(first[part], first[part + 1] - first[part]);
    }
  };

  void find_parts();
  [[nodiscard]] bool has_parts() const { return !parts_.empty() && parts_.size() <= limits_.parts; }
  void find_actions();
  [[nodiscard]] PlaceSet makes_outputs(const PartTerm& action);
  [[nodiscard]] dsl::TermId filtered_parts(std::uint32_t condition) const;
  void add_leaves(std::span<const dsl::Constant> constants);
  void add_companions();
  [[nodiscard]] bool is_over() const {
    return steps_ >= limits_.steps || deadline_.remaining() <= 0 || deadline_.interrupted() ||
           memory_.bytes_in_use() > limits_.memory;
  }
  [[nodiscard]] bool evaluate(dsl::PrimitiveId primitive,
                              std::span<const PartTerm* const> arguments, PartTerm& out);
  [[nodiscard]] dsl::Digest digest(const PartTerm& term) const;
  template <class F>
  void apply_all(const dsl::Type& result, F found);
  bool add_action(PartTerm term);
  void find_effects(std::size_t first);
  [[nodiscard]] Terms find_elements();
  void repaint();
  void find_conditions();
  void add_attribute(Attribute attribute);
  void add_ranks(const Attribute& attribute);
  void add_condition(Condition condition);
  void make_layers();
  void add_layer(std::uint32_t effect, std::uint32_t condition);
  [[nodiscard]] bool paints_parts(const Effect& effect) const;
  void keep_best(std::vector<PaintLayer>& layers);
  [[nodiscard]] dsl::TermId write(const Attribute& attribute) const;
  [[nodiscard]] dsl::TermId write(const Condition& condition) const;
  [[nodiscard]] dsl::TermId call(std::string_view name,
                                 std::initializer_list<dsl::TermId> terms) const;
  [[nodiscard]] int cost_of(std::string_view name) const;
  [[nodiscard]] std::uint32_t part_variable() const {
    return static_cast<std::uint32_t>(examples_.inputs.size());
  }

  const dsl::Domain& domain_;
  const dsl::PaintForm& form_;
  const dsl::Examples& examples_;
  const PaintCanvas* canvas_ = nullptr;
  LayerTerm segmentation_;      ///< its term in pool_
  mutable dsl::TermPool pool_;  ///< of all terms here; grows while layers are written
  PartLimits limits_;
  const Deadline& deadline_;
  dsl::ChunkPool& memory_;
  dsl::Arena arena_;
  dsl::EvalContext context_;
  std::uint64_t steps_ = 0;

  struct Part {
    std::size_t example = 0;
    dsl::Value value;
  };
  std::vector<Part> parts_;
  std::size_t train_ = 0;  ///< parts of train examples; they come first
  std::map<dsl::Type, Terms> pools_;
  Terms actions_;
  std::unordered_map<dsl::Digest, std::size_t, dsl::DigestHash> known_actions_;
  std::vector<Effect> effects_;
  std::vector<Attribute> attributes_;
  std::map<std::vector<std::int64_t>, std::size_t> known_attributes_;
  std::vector<Condition> conditions_;
  std::vector<int> frame_costs_;  ///< by painter: of what every layer has
  std::map<PlaceSet, std::size_t> known_conditions_;
  std::unordered_map<dsl::Digest, std::size_t, dsl::DigestHash> known_layers_;
  std::vector<PaintLayer> strict_;
  std::vector<PaintLayer> bases_;
};

}  // namespace gestalt::synthesis
