#include "synthesis/rules/features.h"

#include <algorithm>

#include "dsl/core/digest.h"
#include "synthesis/rules/cheapest.h"
#include "synthesis/rules/rule.h"

namespace gestalt::synthesis {

namespace {

constexpr std::size_t kMaxParts = 12;
constexpr std::size_t kMaxCuts = 12;

class FeatureSet {
 public:
  explicit FeatureSet(const Places& places) : places_(places) {}

  /// `value(i)` by place. Parts are numbered in order of appearance.
  void add(Feature feature, const std::vector<std::int32_t>& value) {
    feature.values.clear();
    feature.part.resize(places_.all);
    for (std::size_t i = 0; i < places_.all; ++i) {
      std::size_t part = 0;
      while (part < feature.values.size() && feature.values[part] != value[i]) ++part;
      if (part == feature.values.size()) {
        if (i >= places_.train || part == kMaxParts) return;  // new in a prediction, or too many
        feature.values.push_back(value[i]);
      }
      feature.part[i] = static_cast<std::uint8_t>(part);
    }
    if (feature.parts() < 2) return;
    if (is_same_all_over(feature)) feature.cost += kSameAllOver;
    const auto digest = dsl::digest_bytes(feature.part.data(), feature.part.size());
    found_.add(digest, std::move(feature));
  }

  [[nodiscard]] std::uint64_t bytes() const { return found_.all().size() * places_.all; }

  [[nodiscard]] std::vector<Feature> take() { return found_.take(); }

 private:
  /// Whether it says the same of all places of an example, so that it can only tell examples apart.
  [[nodiscard]] bool is_same_all_over(const Feature& feature) const {
    for (std::size_t i = 1; i < places_.all; ++i) {
      if (places_.example[i] != places_.example[i - 1]) continue;
      if (feature.part[i] != feature.part[i - 1]) return false;
    }
    return true;
  }

  static constexpr double kSameAllOver = 3;

  const Places& places_;
  Cheapest<Feature> found_;
};

}  // namespace

double layer_cost(const LayerTerm& layer) { return 1.0 + layer.cost / 14.0; }

std::vector<Feature> make_features(const LayerBank& bank, const dsl::IndexedType& selectors,
                                   const Places& places, std::uint64_t bytes,
                                   const Deadline& deadline) {
  FeatureSet set(places);
  std::vector<std::int32_t> value;
  std::vector<std::int32_t> test(places.all);
  for (std::uint32_t layer = 0; layer < bank.selectors().size(); ++layer) {
    if (set.bytes() > bytes || deadline.remaining() <= 0) break;
    const LayerTerm& term = bank.selectors()[layer];
    value.clear();
    for (const dsl::Value plane : term.row) selectors.read(plane, value);
    const double cost = layer_cost(term);
    std::vector<std::int32_t> distinct(value.begin(),
                                       value.begin() + static_cast<std::ptrdiff_t>(places.train));
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    if (distinct.size() < 2) continue;
    const double more = static_cast<double>(distinct.size() - 2);
    if (distinct.size() <= kMaxParts) {
      set.add({layer, FeatureKind::kValue, 0, cost + 0.25 * more + (more > 0 ? 1 : 0), {}, {}},
              value);
    }
    const auto add_cut = [&](FeatureKind kind, std::int32_t operand, double extra) {
      if (term.ordered) extra += cost_of_size(operand) / kRuleUnit;
      for (std::size_t i = 0; i < places.all; ++i) {
        test[i] = kind == FeatureKind::kEqual ? value[i] == operand : value[i] >= operand;
      }
      set.add({layer, kind, operand, cost + extra, {}, {}}, test);
    };
    if (distinct.size() == 2) continue;
    if (distinct.size() <= kMaxCuts) {
      for (const std::int32_t operand : distinct) add_cut(FeatureKind::kEqual, operand, 0.3);
    } else {
      for (const std::int32_t operand : {0, 1, 2, distinct.back()}) {
        add_cut(FeatureKind::kEqual, operand, 0.5);
      }
    }
    if (!term.ordered) continue;
    const std::size_t stride = std::max<std::size_t>(1, distinct.size() / 10);
    for (std::size_t k = 1; k < distinct.size(); k += stride) {
      add_cut(FeatureKind::kAtLeast, distinct[k], 0.7);
    }
  }
  return set.take();
}

}  // namespace gestalt::synthesis
