#include "synthesis/search/enumerating_strategy.h"

#include <algorithm>
#include <optional>
#include <set>
#include <thread>
#include <unordered_set>

#include "synthesis/api/predict.h"
#include "synthesis/rank/corpus_costs.h"
#include "synthesis/rules/layer_term.h"
#include "synthesis/rules/paint_canvas.h"
#include "synthesis/search/enumerator.h"

namespace gestalt::synthesis {

namespace {

/// Compares rows with the train outputs, place by place.
class Agreement {
 public:
  Agreement(const dsl::Examples& examples, const dsl::IndexedType& type) : type_(type) {
    for (const dsl::Value output : examples.outputs) {
      frames_.push_back(type.frame(output));
      type.read(output, wanted_);
    }
  }

  /// Share of the places where a row is right; 0 where its frames differ from the outputs'.
  [[nodiscard]] double of(const dsl::Value* row) {
    for (std::size_t i = 0; i < frames_.size(); ++i) {
      if (type_.frame(row[i]) != frames_[i]) return 0;
    }
    elements_.clear();
    for (std::size_t i = 0; i < frames_.size(); ++i) type_.read(row[i], elements_);
    std::size_t right = 0;
    for (std::size_t k = 0; k < wanted_.size(); ++k) right += elements_[k] == wanted_[k] ? 1 : 0;
    return static_cast<double>(right) / static_cast<double>(wanted_.size());
  }

 private:
  const dsl::IndexedType& type_;
  std::vector<std::uint64_t> frames_;
  std::vector<std::int32_t> wanted_;
  std::vector<std::int32_t> elements_;
};

/// Whether the machine has more cores than so many threads take.
bool has_core_left(int threads) {
  return static_cast<unsigned>(threads) < std::thread::hardware_concurrency();
}

/// Asks the clock now and then.
class Patience {
 public:
  Patience(double seconds, const std::atomic<bool>* interrupt) : deadline_(seconds, interrupt) {}

  [[nodiscard]] bool lasts() {
    constexpr int kInterval = 256;
    if (++asked_ % kInterval != 0) return true;
    return deadline_.remaining() > 0 && !deadline_.interrupted();
  }

 private:
  Deadline deadline_;
  int asked_ = 0;
};

/// All terms by increasing cost (enumerator.h); none without costs.
class EnumeratingStrategy final : public Strategy {
 public:
  EnumeratingStrategy(const StrategyContext& context, std::string_view name,
                      std::optional<Costs> costs)
      : context_(context), name_(name), costs_(std::move(costs)) {}

  [[nodiscard]] std::string_view name() const override { return name_; }
  [[nodiscard]] const std::vector<Finding>& findings() const override {
    static const std::vector<Finding> kNone;
    return enumerator_ ? enumerator_->programs() : kNone;
  }

  [[nodiscard]] SearchReport run(const Budget& budget, std::size_t wanted,
                                 const SharedRows& known) override {
    if (!costs_) return {};
    known_ = known.nearest;
    enumerator_ = std::make_unique<Enumerator>(
        context_.domain, context_.examples, context_.constants, *costs_,
        EnumeratorOptions{budget, context_.threads, wanted, known_, context_.traits,
                          context_.scorer, has_core_left(context_.threads)},
        context_.memory, context_.pool, context_.interrupt);
    enumerator_->run();
    return enumerator_->report();
  }

  [[nodiscard]] SharedRows share_rows(const Deadline& deadline) override {
    if (!enumerator_) return {};
    const double part = deadline.remaining() / 6;
    return {.nearest = nearest_rows(part),
            .layers = layer_rows(part),
            .partly_right = partly_right_rows(part),
            .attributes = attribute_rows()};
  }

 private:
  /// The rows of the entries with the smallest keys, in that order.
  template <class Key>
  [[nodiscard]] std::vector<KnownRow> best_rows(std::vector<std::pair<Key, EntryId>> entries,
                                                std::size_t wanted) const {
    const std::size_t count = std::min(wanted, entries.size());
    const auto end = entries.begin() + static_cast<std::ptrdiff_t>(count);
    std::partial_sort(entries.begin(), end, entries.end());
    std::vector<KnownRow> rows;
    for (auto entry = entries.begin(); entry != end; ++entry) {
      rows.push_back(enumerator_->known_row(entry->second));
    }
    return rows;
  }

  [[nodiscard]] std::vector<KnownRow> nearest_rows(double seconds) const {
    constexpr std::size_t kRows = 24;
    if (!context_.domain.cells) return {};
    Agreement agreement(context_.examples, context_.domain.cells->values);
    std::vector<std::pair<double, EntryId>> near;
    Patience patience(seconds, context_.interrupt);
    enumerator_->for_each_row(context_.examples.output_type, [&](EntryId id, const auto* row) {
      const double share = agreement.of(row);
      if (share > 0) near.emplace_back(-share, id);
      return patience.lasts();
    });
    return best_rows(std::move(near), kRows);
  }

  /// Strict layers over the first input that has the outputs' places; of those that show the same
  /// the cheapest.
  [[nodiscard]] std::vector<KnownRow> layer_rows(double seconds) const {
    constexpr std::size_t kRows = 400;
    if (!context_.domain.paint) return {};
    const dsl::PaintForm& form = *context_.domain.paint;
    const auto& inputs = context_.examples.inputs;
    const auto canvas_row = std::ranges::find_if(inputs, [&](const auto& row) {
      return context_.examples.output_type == form.values.type &&
             has_output_frames(form.values, context_.examples, row);
    });
    if (canvas_row == inputs.end()) return {};
    const PaintCanvas canvas(form, context_.examples, {}, *canvas_row, 0);
    std::unordered_set<dsl::Digest, dsl::DigestHash> known;
    std::vector<std::pair<std::size_t, EntryId>> found;
    Patience patience(seconds, context_.interrupt);
    enumerator_->for_each_row(form.values.type, [&](EntryId id, const auto* row) {
      PaintLayer layer;
      for (layer.painter = 0; layer.painter < form.painters.size(); ++layer.painter) {
        if (!canvas.read_strict(row, layer)) continue;
        if (known.insert(digest_of(layer.right)).second) {
          found.emplace_back(canvas.places() - (layer.right & canvas.changed()).count(), id);
        }
        break;
      }
      return patience.lasts();
    });
    return best_rows(std::move(found), kRows);
  }

  /// Of those that are right on the same train pairs the cheapest.
  [[nodiscard]] std::vector<KnownRow> partly_right_rows(double seconds) const {
    const std::vector<dsl::Value>& outputs = context_.examples.outputs;
    std::vector<KnownRow> rows;
    std::set<std::vector<bool>> known;
    dsl::Arena arena(&context_.memory);
    dsl::EvalContext evaluation(arena, context_.domain.registry);
    Patience patience(seconds, context_.interrupt);
    enumerator_->for_each_row(context_.examples.output_type, [&](EntryId id, const auto* row) {
      std::vector<bool> right(outputs.size());
      const auto mark = arena.mark();
      for (std::size_t i = 0; i < outputs.size(); ++i) {
        right[i] = presents_as(context_.domain, evaluation, row[i], outputs[i]);
      }
      arena.reset(mark);
      const bool any = std::ranges::find(right, true) != right.end();
      if (any && known.insert(right).second) rows.push_back(enumerator_->known_row(id));
      return patience.lasts();
    });
    return rows;
  }

  /// The cheapest numbers, truths and elements of the inputs.
  [[nodiscard]] std::map<dsl::Type, std::vector<KnownRow>> attribute_rows() const {
    constexpr std::size_t kRows = 10'000;
    std::map<dsl::Type, std::vector<KnownRow>> rows;
    std::vector<dsl::Type> types{dsl::bool_type(), dsl::int_type()};
    if (context_.domain.cells) types.push_back(context_.domain.cells->element);
    for (const dsl::Type& type : types) {
      auto& own = rows[type];
      if (!own.empty()) continue;
      enumerator_->for_each_row(type, [&](EntryId id, const auto*) {
        own.push_back(enumerator_->known_row(id));
        return own.size() < kRows;
      });
    }
    return rows;
  }

  StrategyContext context_;
  std::string_view name_;
  std::optional<Costs> costs_;
  std::vector<KnownRow> known_;
  std::unique_ptr<Enumerator> enumerator_;
};

}  // namespace

// What is found by a guide's costs, or by the corpus's, has a credibility of its own: those are
// other scales.

std::unique_ptr<Strategy> make_enumerating_strategy(const StrategyContext& context) {
  const bool is_guided = context.costs != Costs(context.domain);
  return std::make_unique<EnumeratingStrategy>(context, is_guided ? kGuided : kEnumerate,
                                               context.costs);
}

std::unique_ptr<Strategy> make_restarted_enumeration(const StrategyContext& context) {
  Costs records(context.domain);
  if (context.costs != records) {
    return std::make_unique<EnumeratingStrategy>(context, kEnumerate, std::move(records));
  }
  std::optional<Costs> corpus =
      make_corpus_guide(context.ranking)->read(context.domain, context.examples)->costs;
  if (*corpus == records) corpus.reset();
  return std::make_unique<EnumeratingStrategy>(context, kRestart, std::move(corpus));
}

}  // namespace gestalt::synthesis
