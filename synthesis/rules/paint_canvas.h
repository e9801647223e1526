// Canvas and paint layers: what a layer would do to each place of the train outputs.
//
// With all places of all train pairs joined into one set: a layer is *right* where it shows what
// the output has, *wrong* where it shows something else. It is *strict* if it is nowhere wrong.
// Definitions: prototypes/README.md, "The common frame that they suggest".
#pragma once

#include <boost/dynamic_bitset.hpp>
#include <cstdint>
#include <vector>

#include "dsl/core/domain.h"
#include "dsl/core/term.h"

namespace gestalt::synthesis {

/// A set of places: bit p is place p of the train outputs, in their order.
using PlaceSet = boost::dynamic_bitset<std::uint64_t>;

[[nodiscard]] dsl::Digest digest_of(const PlaceSet& places);

struct PaintLayer;

/// Where layers come from.
class LayerSource {
 public:
  virtual ~LayerSource() = default;
  /// The term of one of its layers, of type `list values`, built in `pool`.
  [[nodiscard]] virtual dsl::TermId write(const PaintLayer& layer, dsl::TermPool& pool) const = 0;
};

/// A list of values to be painted over a canvas.
struct PaintLayer {
  const LayerSource* source = nullptr;
  std::uint32_t effect = 0;     ///< the source's number for what is painted
  std::uint32_t condition = 0;  ///< the source's number for the parts it is done to
  std::size_t painter = 0;      ///< index in the form's painters
  int cost = 0;                 ///< on the scale of record costs
  int shared_cost = 0;          ///< of it, what all layers of the source have
  PlaceSet right;
  PlaceSet wrong;
  [[nodiscard]] bool is_strict() const { return wrong.none(); }
};

/// A term whose values have the outputs' places.
class PaintCanvas {
 public:
  /// `row`: train then test. Requires has_output_frames(form.values, examples, row). All outlive
  /// the canvas.
  PaintCanvas(const dsl::PaintForm& form, const dsl::Examples& examples, dsl::TermId term,
              std::vector<dsl::Value> row, int cost);

  [[nodiscard]] dsl::TermId term() const { return term_; }
  [[nodiscard]] const std::vector<dsl::Value>& row() const { return row_; }
  [[nodiscard]] int cost() const { return cost_; }
  [[nodiscard]] std::size_t places() const { return wanted_.size(); }
  /// Where the canvas differs from the outputs.
  [[nodiscard]] const PlaceSet& changed() const { return changed_; }
  /// What the outputs have.
  [[nodiscard]] std::int32_t wanted(std::size_t place) const { return wanted_[place]; }

  /// Sets a new layer's right and wrong places to those of a row (train examples first); false
  /// where it is not strict or changes nothing for the better.
  [[nodiscard]] bool read_strict(const dsl::Value* row, PaintLayer& layer) const;

  /// Appends what a value shows on the canvas of a train example; places count over all examples.
  void read(std::size_t painter, dsl::Value value, std::size_t example,
            std::vector<dsl::Shown>& shown) const;

 private:
  const dsl::PaintForm& form_;
  dsl::TermId term_;
  std::vector<dsl::Value> row_;
  int cost_ = 0;
  std::size_t train_ = 0;
  std::vector<std::size_t> first_;  ///< by train example: its first place
  std::vector<std::int32_t> wanted_;
  PlaceSet changed_;
};

}  // namespace gestalt::synthesis
