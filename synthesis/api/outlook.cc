#include "synthesis/api/outlook.h"

#include <algorithm>

namespace gestalt::synthesis {

namespace {

bool holds_of(SizeRelation relation, PictureSize in, PictureSize out, PictureSize first_out) {
  switch (relation) {
    case SizeRelation::kSame:
      return out == in;
    case SizeRelation::kFixed:
      return out == first_out;
    case SizeRelation::kTransposed:
      return out == PictureSize{in.columns, in.rows};
    case SizeRelation::kMultiple:
      return out.rows % in.rows == 0 && out.columns % in.columns == 0;
    case SizeRelation::kFraction:
      return in.rows % out.rows == 0 && in.columns % out.columns == 0;
    case SizeRelation::kSmaller:
      return out.rows <= in.rows && out.columns <= in.columns;
    case SizeRelation::kOther:
      break;
  }
  return true;
}

}  // namespace

SizeRelation size_relation(std::span<const PictureSize> inputs,
                           std::span<const PictureSize> outputs) {
  for (std::uint8_t k = 0; k < kSizeRelations; ++k) {
    const auto relation = static_cast<SizeRelation>(k);
    const bool holds = std::ranges::equal(inputs, outputs, [&](PictureSize in, PictureSize out) {
      return holds_of(relation, in, out, outputs.front());
    });
    if (holds) return relation;
  }
  return SizeRelation::kOther;
}

std::string_view to_string(SizeRelation relation) {
  switch (relation) {
    case SizeRelation::kSame:
      return "same";
    case SizeRelation::kFixed:
      return "fixed";
    case SizeRelation::kTransposed:
      return "transposed";
    case SizeRelation::kMultiple:
      return "multiple";
    case SizeRelation::kFraction:
      return "fraction";
    case SizeRelation::kSmaller:
      return "smaller";
    case SizeRelation::kOther:
      break;
  }
  return "other";
}

}  // namespace gestalt::synthesis
