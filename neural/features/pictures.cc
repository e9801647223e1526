#include "neural/features/pictures.h"

#include <algorithm>
#include <array>

#include "dsl/core/check.h"

namespace gestalt::neural {

std::vector<std::uint8_t> encode_pictures(const dsl::Domain& domain, const dsl::Examples& examples,
                                          const PictureShape& shape) {
  const dsl::BaseType* type = domain.find_type(examples.output_type.name());
  GESTALT_CHECK(type != nullptr && type->raster &&
                examples.input_types.front().name() == type->name);
  std::vector<std::uint8_t> bytes(shape.size(), 0);
  const auto side = static_cast<std::size_t>(shape.side);
  const std::size_t pairs = std::min(examples.train_count, static_cast<std::size_t>(shape.pairs));
  for (std::size_t i = 0; i < pairs; ++i) {
    const std::array<dsl::Value, 2> pair{examples.inputs.front()[i], examples.outputs[i]};
    for (std::size_t k = 0; k < pair.size(); ++k) {
      const dsl::Raster raster = type->raster->to_raster(pair[k]);
      std::uint8_t* plane = bytes.data() + (i * 2 + k) * side * side;
      for (int r = 0; r < std::min(raster.rows, shape.side); ++r) {
        for (int c = 0; c < std::min(raster.columns, shape.side); ++c) {
          const int cell = raster.cells[static_cast<std::size_t>(r * raster.columns + c)];
          plane[static_cast<std::size_t>(r) * side + static_cast<std::size_t>(c)] =
              static_cast<std::uint8_t>(cell + 2);
        }
      }
    }
  }
  return bytes;
}

}  // namespace gestalt::neural
