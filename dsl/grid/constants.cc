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

enum GridRole : RoleId {
  kBlackOfOutputs,
  kBlackOfInputs,
  kNewInEveryOutput,
  kKeptInEveryOutput,
  kNewInSomeOutput,
  kKeptInSomeOutput,
  kLostFromEveryInput,
  kLostFromSomeInput,
  kNumberZero,
  kNumberOne,
  kNumberTwo,
  kNumberThree,
  kRatioOfSizes,
  kSizeOfOutputs,
  kFirstStep,  ///< kSteps has them all
};

struct Step {
  const char* name;
  Point point;
};

constexpr std::array kSteps{Step{"up left", {-1, -1}}, Step{"up", {-1, 0}},
                            Step{"up right", {-1, 1}}, Step{"left", {0, -1}},
                            Step{"right", {0, 1}},     Step{"down left", {1, -1}},
                            Step{"down", {1, 0}},      Step{"down right", {1, 1}}};

using Literals = std::vector<std::pair<RoleId, Value>>;

using ColorSet = std::uint32_t;  // bit c: color c occurs

ColorSet colors_of(Value value) {
  ColorSet set = 0;
  for (const Cell cell : Grid(value).span()) set |= ColorSet{1} << cell;
  return set & ((ColorSet{1} << kColors) - 1);
}

/// The colors of all pictures of a kind, and those that each of them has.
struct Palettes {
  ColorSet any = 0;
  ColorSet every = ~ColorSet{0};

  void add(Value picture) {
    const ColorSet own = colors_of(picture);
    any |= own;
    every &= own;
  }
};

/// The role of a color that occurs. Black is the background of most pictures, so that its being in
/// all outputs says little.
GridRole role_of(int color, const Palettes& inputs, const Palettes& outputs) {
  const auto in = [&](ColorSet set) { return (set >> color & 1U) != 0; };
  if (color == kBlack) return in(outputs.any) ? kBlackOfOutputs : kBlackOfInputs;
  if (!in(outputs.any)) return in(inputs.every) ? kLostFromEveryInput : kLostFromSomeInput;
  if (in(outputs.every)) return in(inputs.any) ? kKeptInEveryOutput : kNewInEveryOutput;
  return in(inputs.any) ? kKeptInSomeOutput : kNewInSomeOutput;
}

void add_colors(const Examples& examples, Literals& literals) {
  Palettes inputs;
  Palettes outputs;
  for (std::size_t k = 0; k < examples.inputs.size(); ++k) {
    if (examples.input_types[k] != grid_type()) continue;
    for (const Value input : examples.inputs[k]) inputs.add(input);
  }
  if (examples.output_type == grid_type()) {
    for (const Value output : examples.outputs) outputs.add(output);
  }
  for (int c = 0; c < kColors; ++c) {
    if (((inputs.any | outputs.any) >> c & 1U) == 0) continue;
    literals.emplace_back(role_of(c, inputs, outputs), Value::immediate(c));
  }
}

/// Sizes of the outputs that are the same in all of them, and whole ratios to the first input,
/// where they are no small integers anyway.
void add_sizes(const Examples& examples, std::map<int, RoleId>& role_of) {
  if (examples.output_type != grid_type() || examples.outputs.empty()) return;
  const Grid first(examples.outputs[0]);
  if (!examples.inputs.empty() && examples.input_types[0] == grid_type()) {
    std::array<int, 4> ratios{};  // rows up, columns up, rows down, columns down; 0: none
    for (std::size_t i = 0; i < examples.outputs.size(); ++i) {
      const Grid in(examples.inputs[0][i]);
      const Grid out(examples.outputs[i]);
      const auto whole = [](int a, int b) { return a % b == 0 ? a / b : 0; };
      const std::array<int, 4> mine{
          whole(out.rows(), in.rows()), whole(out.columns(), in.columns()),
          whole(in.rows(), out.rows()), whole(in.columns(), out.columns())};
      for (std::size_t k = 0; k < mine.size(); ++k) {
        ratios[k] = i == 0 || ratios[k] == mine[k] ? mine[k] : 0;
      }
    }
    for (const int ratio : ratios) {
      if (ratio > 1 && ratio <= kLargestInteger) role_of.emplace(ratio, kRatioOfSizes);
    }
  }
  const auto offer = [&](int (Grid::*size)() const) {
    const int wanted = (first.*size)();
    const bool is_shared = std::ranges::all_of(
        examples.outputs, [&](Value output) { return (Grid(output).*size)() == wanted; });
    if (is_shared && wanted <= kLargestInteger) role_of.emplace(wanted, kSizeOfOutputs);
  };
  offer(&Grid::rows);
  offer(&Grid::columns);
}

}  // namespace

std::vector<Role> grid_roles() {
  std::vector<Role> roles(kFirstStep);
  const auto set = [&](GridRole role, std::string name, const Type& type, int cost) {
    roles[role] = {std::move(name), type, cost};
  };
  set(kBlackOfOutputs, "black, in outputs", color_type(), kColorOfSomeOutput);
  set(kBlackOfInputs, "black, in inputs alone", color_type(), kColorOfInputs);
  set(kNewInEveryOutput, "color of every output and no input", color_type(), kColorOfEveryOutput);
  set(kKeptInEveryOutput, "color of every output and of inputs", color_type(), kColorOfEveryOutput);
  set(kNewInSomeOutput, "color of an output and no input", color_type(), kColorOfSomeOutput);
  set(kKeptInSomeOutput, "color of an output and of inputs", color_type(), kColorOfSomeOutput);
  set(kLostFromEveryInput, "color of every input and no output", color_type(), kColorOfInputs);
  set(kLostFromSomeInput, "color of an input and no output", color_type(), kColorOfInputs);
  set(kNumberZero, "0", int_type(), kZero);
  set(kNumberOne, "1", int_type(), kSmallInteger);
  set(kNumberTwo, "2", int_type(), kSmallInteger);
  set(kNumberThree, "3", int_type(), kSmallInteger);
  set(kRatioOfSizes, "ratio of sizes", int_type(), kRatio);
  set(kSizeOfOutputs, "size of every output", int_type(), kSize);
  for (const Step& step : kSteps) {
    const bool is_straight = step.point.row == 0 || step.point.column == 0;
    roles.push_back({step.name, point_type(), is_straight ? kStraightStep : kDiagonalStep});
  }
  return roles;
}

Literals grid_literals(const Examples& examples, Arena&) {
  Literals literals;
  add_colors(examples, literals);

  std::map<int, RoleId> role_of{
      {0, kNumberZero}, {1, kNumberOne}, {2, kNumberTwo}, {3, kNumberThree}};
  add_sizes(examples, role_of);
  for (const auto& [number, role] : role_of) {
    literals.emplace_back(role, Value::immediate(number));
  }
  for (std::size_t k = 0; k < kSteps.size(); ++k) {
    literals.emplace_back(static_cast<RoleId>(kFirstStep + k),
                          Codec<Point>::encode(kSteps[k].point));
  }
  return literals;
}

}  // namespace gestalt::dsl
