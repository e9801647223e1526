#include "synthesis/rules/paint_canvas.h"

namespace gestalt::synthesis {

dsl::Digest digest_of(const PlaceSet& places) {
  std::vector<std::uint64_t> blocks(places.num_blocks());
  boost::to_block_range(places, blocks.begin());
  return dsl::digest_bytes(blocks.data(), blocks.size() * sizeof(std::uint64_t));
}

PaintCanvas::PaintCanvas(const dsl::PaintForm& form, const dsl::Examples& examples,
                         dsl::TermId term, std::vector<dsl::Value> row, int cost)
    : form_(form), term_(term), row_(std::move(row)), cost_(cost), train_(examples.train_count) {
  std::vector<std::int32_t> shown;
  for (std::size_t i = 0; i < examples.train_count; ++i) {
    first_.push_back(wanted_.size());
    form.values.read(examples.outputs[i], wanted_);
    form.values.read(row_[i], shown);
  }
  changed_.resize(wanted_.size());
  for (std::size_t p = 0; p < wanted_.size(); ++p) changed_[p] = wanted_[p] != shown[p];
}

void PaintCanvas::read(std::size_t painter, dsl::Value value, std::size_t example,
                       std::vector<dsl::Shown>& shown) const {
  const std::size_t before = shown.size();
  form_.painters[painter].read(value, row_[example], shown);
  for (std::size_t k = before; k < shown.size(); ++k) {
    shown[k].place += static_cast<std::uint32_t>(first_[example]);
  }
}

bool PaintCanvas::read_strict(const dsl::Value* row, PaintLayer& layer) const {
  thread_local std::vector<dsl::Shown> shown;
  shown.clear();
  bool useful = false;
  for (std::size_t i = 0; i < train_; ++i) {
    const std::size_t before = shown.size();
    read(layer.painter, row[i], i, shown);
    for (std::size_t k = before; k < shown.size(); ++k) {
      if (shown[k].element != wanted_[shown[k].place]) return false;
      useful = useful || changed_[shown[k].place];
    }
  }
  if (!useful) return false;
  layer.right.resize(places());
  for (const dsl::Shown& at : shown) layer.right.set(at.place);
  layer.wrong.resize(places());
  return true;
}

}  // namespace gestalt::synthesis
