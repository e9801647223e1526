#include "neural/features/property_table.h"

#include <algorithm>
#include <array>
#include <bit>

#include "dsl/core/check.h"
#include "neural/features/pair_properties.h"

namespace gestalt::neural {

namespace {

using Pictures = std::vector<PictureFacts>;

/// What holds across the pairs.
struct TaskProperty {
  std::string_view name;
  bool (*of)(const Pictures& in, const Pictures& out) = nullptr;
};

template <class F>
bool same_in_all(const Pictures& pictures, F property) {
  return std::ranges::all_of(pictures, [&](const PictureFacts& facts) {
    return property(facts) == property(pictures.front());
  });
}

int rows_of(const PictureFacts& facts) { return facts.picture.rows; }
int columns_of(const PictureFacts& facts) { return facts.picture.columns; }
unsigned palette_of(const PictureFacts& facts) { return facts.palette(); }

/// Whether one table maps the colors of all inputs to those of the outputs.
bool one_color_map(const Pictures& in, const Pictures& out) {
  std::array<int, kLargestCell + 1> image;
  image.fill(-1);
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (rows_of(in[i]) != rows_of(out[i]) || columns_of(in[i]) != columns_of(out[i])) return false;
    for (std::size_t k = 0; k < in[i].picture.cells.size(); ++k) {
      const int cell = std::clamp(in[i].picture.cells[k], 0, kLargestCell);
      int& known = image[static_cast<std::size_t>(cell)];
      if (known >= 0 && known != out[i].picture.cells[k]) return false;
      known = out[i].picture.cells[k];
    }
  }
  return true;
}

constexpr TaskProperty kTaskTable[] = {
    {"all inputs have the same rows",
     [](const Pictures& in, const Pictures&) { return same_in_all(in, rows_of); }},
    {"all inputs have the same columns",
     [](const Pictures& in, const Pictures&) { return same_in_all(in, columns_of); }},
    {"all outputs have the same rows",
     [](const Pictures&, const Pictures& out) { return same_in_all(out, rows_of); }},
    {"all outputs have the same columns",
     [](const Pictures&, const Pictures& out) { return same_in_all(out, columns_of); }},
    {"all inputs have the same palette",
     [](const Pictures& in, const Pictures&) { return same_in_all(in, palette_of); }},
    {"all outputs have the same palette",
     [](const Pictures&, const Pictures& out) { return same_in_all(out, palette_of); }},
    {"all outputs share a color that no input has",
     [](const Pictures& in, const Pictures& out) {
       unsigned shared = ~0U;
       for (const PictureFacts& facts : out) shared &= facts.palette();
       for (const PictureFacts& facts : in) shared &= ~facts.palette();
       return shared != 0;
     }},
    {"one color map for all pairs", one_color_map},
    {"two pairs", [](const Pictures& in, const Pictures&) { return in.size() <= 2; }},
};

}  // namespace

dsl::Digest fingerprint_of(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += name + '\n';
  return dsl::digest_text(all);
}

const dsl::RasterForm* output_raster(const dsl::Domain& domain) {
  const dsl::Type& output = domain.task_type.result();
  const dsl::BaseType* base =
      output.arguments().empty() ? domain.find_type(output.name()) : nullptr;
  return base != nullptr && base->raster ? &*base->raster : nullptr;
}

PropertyTable::PropertyTable(const dsl::Domain& domain)
    : domain_(&domain), form_(output_raster(domain)), probes_(domain) {
  if (form_ != nullptr) {
    names_ = pair_statistic_names();
    for (const TaskProperty& property : kTaskTable) names_.emplace_back(property.name);
  }
  names_.insert(names_.end(), probes_.names().begin(), probes_.names().end());
}

bool PropertyTable::reads(const dsl::Examples& examples) const {
  const dsl::Type& type = domain_->task_type;
  return examples.train_count > 0 && examples.input_types == type.parameters() &&
         examples.output_type == type.result() && examples.input_types.size() == 1 &&
         examples.input_types.front() == examples.output_type;
}

std::vector<float> PropertyTable::compute(const dsl::Examples& examples, dsl::Arena& arena) const {
  GESTALT_CHECK(reads(examples));
  std::vector<float> values(size());
  std::size_t at = 0;
  if (form_ != nullptr) {
    Pictures in;
    Pictures out;
    for (std::size_t i = 0; i < examples.train_count; ++i) {
      in.emplace_back(form_->to_raster(examples.inputs.front()[i]));
      out.emplace_back(form_->to_raster(examples.outputs[i]));
    }
    at = pair_statistics(in, out, values);
    for (const TaskProperty& property : kTaskTable) values[at++] = property.of(in, out) ? 1 : 0;
  }
  constexpr dsl::Limits kLimits{.fuel = 20'000, .list_length = 256};
  dsl::EvalContext context(arena, domain_->registry, kLimits);
  probes_.compute(context, examples, std::span(values).subspan(at));
  return values;
}

}  // namespace gestalt::neural
