#include "synthesis/verify/input_class.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace gestalt::synthesis {

namespace {

constexpr std::size_t kScalars = 100'000;  ///< for one sample

int volume(const Sizes& sizes) {
  int total = 0;
  for (const auto& size : sizes) {
    if (!size.empty()) total += std::accumulate(size.begin(), size.end(), 1, std::multiplies<>());
  }
  return total;
}

}  // namespace

std::string to_string(const Sizes& sizes) {
  std::string text;
  for (const auto& size : sizes) {
    if (size.empty()) continue;
    text += fmt::format("{}{}", text.empty() ? "" : " and ", fmt::join(size, "x"));
  }
  return text.empty() ? "any input" : text;
}

InputClass::InputClass(const dsl::Encoding& encoding, std::vector<dsl::Type> types, int bound)
    : encoding_(&encoding), types_(std::move(types)), sizes_{{}} {
  for (const dsl::Type& type : types_) {
    std::vector<Sizes> longer;
    for (const Sizes& combination : sizes_) {
      for (const std::vector<int>& size : encoding.sizes(type, bound)) {
        longer.push_back(combination);
        longer.back().push_back(size);
      }
    }
    sizes_ = std::move(longer);
  }
  std::stable_sort(sizes_.begin(), sizes_.end(),
                   [](const Sizes& a, const Sizes& b) { return volume(a) < volume(b); });
}

bool InputClass::is_symbolic() const {
  return std::all_of(types_.begin(), types_.end(),
                     [&](const dsl::Type& type) { return encoding_->has_inputs(type); });
}

std::vector<dsl::SmtTerm> InputClass::terms(dsl::Smt& smt, const Sizes& sizes) const {
  std::vector<dsl::SmtTerm> terms;
  for (std::size_t k = 0; k < types_.size(); ++k) {
    terms.push_back(encoding_->unknown(smt, types_[k], sizes[k]));
  }
  return terms;
}

std::optional<std::vector<dsl::Value>> InputClass::values(const dsl::ScalarGraph& graph,
                                                          const std::vector<dsl::SmtTerm>& terms,
                                                          const std::vector<std::int64_t>& model,
                                                          dsl::Arena& arena) const {
  const std::vector<std::int64_t> results = graph.evaluate(model);
  const dsl::SmtReader read = [&](dsl::SmtScalar scalar) { return results[scalar.id]; };
  std::vector<dsl::Value> values;
  for (std::size_t k = 0; k < types_.size(); ++k) {
    const auto value = encoding_->value_of(types_[k], terms[k], read, arena);
    if (!value) return std::nullopt;
    values.push_back(*value);
  }
  return values;
}

std::optional<std::vector<dsl::Value>> InputClass::sample(dsl::Rng& rng, dsl::Arena& arena) const {
  constexpr std::int64_t kLeast = -8;  // of what is drawn for wide ranges
  constexpr std::int64_t kGreatest = 12;
  dsl::ScalarGraph graph(kScalars);
  const std::vector<dsl::SmtTerm> inputs = terms(graph, sizes_[rng() % sizes_.size()]);
  const std::uint64_t variety = 1 + rng() % 4;
  const std::uint64_t first = rng();
  std::vector<std::int64_t> model;
  for (std::uint32_t id = 0; id < graph.size(); ++id) {
    const dsl::ScalarGraph::Node& node = graph.node({id});
    if (node.operation != dsl::ScalarGraph::Operation::kUnknown) continue;
    const std::int64_t low = std::max(node.range.low, kLeast);
    const std::int64_t high = std::min(node.range.high, kGreatest);
    const std::uint64_t drawn = first + 7 * (rng() % variety);
    const auto width = static_cast<std::uint64_t>(high - low + 1);
    const bool zero = low <= 0 && high >= 0 && rng() % 2 == 0;
    model.push_back(zero ? 0 : low + static_cast<std::int64_t>(drawn % width));
  }
  return values(graph, inputs, model, arena);
}

}  // namespace gestalt::synthesis
