#include "dsl/grid/constants.h"

#include <algorithm>
#include <array>
#include <map>

#include "dsl/grid/grid.h"

namespace gestalt::dsl {

namespace {

// Costs are on the scale of primitives: 8 is a usual operator.
constexpr int kColorOfEveryOutput = 4;
constexpr int kColorOfSomeOutput = 6;
constexpr int kColorOfInputs = 8;
constexpr int kSmallInteger = 4;  // 1, 2, 3
constexpr int kZero = 6;
constexpr int kRatio = 6;
constexpr int kSize = 9;
constexpr int kStraightStep = 6;
constexpr int kDiagonalStep = 8;

constexpr int kLargestInteger = 30;

using ColorSet = std::uint32_t;  // bit c: color c occurs

ColorSet colors_of(Value value) {
  ColorSet set = 0;
  for (const Cell cell : Grid(value).span()) set |= ColorSet{1} << cell;
  return set & ((ColorSet{1} << kColors) - 1);
}

void add_colors(const Examples& examples, std::vector<Constant>& constants) {
  ColorSet inputs = 0;
  ColorSet outputs = 0;
  ColorSet every_output = ~ColorSet{0};
  for (std::size_t k = 0; k < examples.inputs.size(); ++k) {
    if (examples.input_types[k] != grid_type()) continue;
    for (const Value input : examples.inputs[k]) inputs |= colors_of(input);
  }
  if (examples.output_type == grid_type()) {
    for (const Value output : examples.outputs) {
      outputs |= colors_of(output);
      every_output &= colors_of(output);
    }
  }
  for (int c = 0; c < kColors; ++c) {
    const ColorSet bit = ColorSet{1} << c;
    if (((inputs | outputs) & bit) == 0) continue;
    // Black is the background of most outputs, which says little about its use as an argument.
    const bool always = c != kBlack && (outputs & every_output & bit) != 0;
    const int cost = always                 ? kColorOfEveryOutput
                     : (outputs & bit) != 0 ? kColorOfSomeOutput
                                            : kColorOfInputs;
    constants.push_back({color_type(), Value::immediate(c), cost});
  }
}

/// Sizes of the outputs that are the same in all of them, and whole ratios to the first input.
void add_sizes(const Examples& examples, std::map<int, int>& cost_of) {
  if (examples.output_type != grid_type() || examples.outputs.empty()) return;
  const auto offer = [&](int number, int cost) {
    if (number < 0 || number > kLargestInteger) return;
    const auto [at, fresh] = cost_of.emplace(number, cost);
    if (!fresh) at->second = std::min(at->second, cost);
  };
  const Grid first(examples.outputs[0]);
  const auto all = [&](auto property) {
    return std::all_of(examples.outputs.begin(), examples.outputs.end(),
                       [&](Value output) { return property(Grid(output)) == property(first); });
  };
  if (all([](const Grid& grid) { return grid.rows(); })) offer(first.rows(), kSize);
  if (all([](const Grid& grid) { return grid.columns(); })) offer(first.columns(), kSize);

  if (examples.inputs.empty() || examples.input_types[0] != grid_type()) return;
  std::array<int, 4> ratios{};  // rows up, columns up, rows down, columns down; 0: none
  for (std::size_t i = 0; i < examples.outputs.size(); ++i) {
    const Grid in(examples.inputs[0][i]);
    const Grid out(examples.outputs[i]);
    const auto whole = [](int a, int b) { return a % b == 0 ? a / b : 0; };
    const std::array<int, 4> mine{whole(out.rows(), in.rows()), whole(out.columns(), in.columns()),
                                  whole(in.rows(), out.rows()), whole(in.columns(), out.columns())};
    for (std::size_t k = 0; k < mine.size(); ++k) {
      ratios[k] = i == 0 || ratios[k] == mine[k] ? mine[k] : 0;
    }
  }
  for (const int ratio : ratios) {
    if (ratio > 1) offer(ratio, kRatio);
  }
}

}  // namespace

std::vector<Constant> grid_constants(const Examples& examples, Arena&) {
  std::vector<Constant> constants;
  add_colors(examples, constants);

  std::map<int, int> cost_of{
      {0, kZero}, {1, kSmallInteger}, {2, kSmallInteger}, {3, kSmallInteger}};
  add_sizes(examples, cost_of);
  for (const auto& [number, cost] : cost_of) {
    constants.push_back({int_type(), Value::immediate(number), cost});
  }

  for (int row = -1; row <= 1; ++row) {
    for (int column = -1; column <= 1; ++column) {
      if (row == 0 && column == 0) continue;
      const int cost = row == 0 || column == 0 ? kStraightStep : kDiagonalStep;
      constants.push_back({point_type(), Codec<Point>::encode({row, column}), cost});
    }
  }
  return constants;
}

}  // namespace gestalt::dsl
