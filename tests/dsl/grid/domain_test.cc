// The domain as a whole: examples, inverses and totality of everything registered, constants,
// presentation of outputs.
#include "dsl/grid/domain.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "dsl/core/evaluate.h"
#include "dsl/grid/grid.h"
#include "tests/dsl/grid/evaluation.h"

namespace gestalt::dsl {
namespace {

bool is_first_order(const Type& type) {
  const auto parameters = type.parameters();
  const bool plain = std::none_of(parameters.begin(), parameters.end(), [](const Type& parameter) {
    return parameter.is_arrow() || !parameter.is_ground();
  });
  return plain && type.result().is_ground();
}

/// Whether a grid inside the value breaks the limits that all evaluators promise.
bool is_well_formed(const Type& type, Value value) {
  if (type.is_list()) {
    const List list(value);
    return std::all_of(list.begin(), list.end(),
                       [&](Value element) { return is_well_formed(type.arguments()[0], element); });
  }
  if (type == color_type()) return value.integer() >= 0 && value.integer() < kColors;
  if (type != grid_type()) return true;
  const Grid grid(value);
  const auto cells = grid.span();
  return fits(grid.rows(), grid.columns(), grid.corner()) &&
         blob_bytes(value).size() == sizeof(GridHeader) + cells.size() &&
         std::all_of(cells.begin(), cells.end(), [](Cell cell) { return cell <= kTransparent; });
}

/// Needs arguments that fit each other too closely for random ones; panel_test.cc has them.
bool needs_fitting_arguments(const Primitive& primitive) {
  return primitive.name == "join_panels" || primitive.name == "fill_panels" ||
         primitive.name == "complete_rotations" || primitive.name == "complete_all";
}

/// A grid with the frame of another and random cells.
Value sample_alike(Rng& rng, Arena& arena, Value value) {
  const Grid grid(value);
  GridBuilder out(arena, grid.rows(), grid.columns(), grid.corner());
  for (int i = 0; i < grid.area(); ++i) {
    out.cells()[i] = rng() % 2 == 0 ? grid.cells()[i] : static_cast<Cell>(rng() % kTransparent);
  }
  return out.seal().value();
}

/// Random arguments; in every second round all grids have one frame.
std::vector<Value> sample_arguments(const std::vector<Type>& types, Rng& rng, Arena& arena) {
  const Domain& domain = test_domain();
  std::vector<Value> values;
  const Value pattern = sample_value(domain, grid_type(), rng, arena);
  const bool alike = rng() % 2 == 0;
  for (const Type& type : types) {
    if (alike && type == grid_type()) {
      values.push_back(sample_alike(rng, arena, pattern));
    } else if (alike && type == list_of(grid_type())) {
      std::vector<Value> elements(rng() % 5);
      for (Value& element : elements) element = sample_alike(rng, arena, pattern);
      values.push_back(make_list(arena, elements));
    } else {
      values.push_back(sample_value(domain, type, rng, arena));
    }
  }
  return values;
}

TEST(GridDomainTest, NamesInTheCellFormHaveTheTypesThatRulesNeed) {
  const Domain& domain = test_domain();
  ASSERT_TRUE(domain.cells.has_value());
  const CellForm& form = *domain.cells;
  const Type values = form.values.type;
  const Type selectors = form.selectors.type;
  const Type test = fn({selectors, int_type()}, selectors);
  const Type pair = fn({selectors, selectors}, selectors);
  std::vector<std::pair<std::string, Type>> names{
      {form.selector_of, fn({values}, selectors)},
      {form.equal, test},
      {form.at_least, test},
      {form.both, pair},
      {form.either, pair},
      {form.paint, fn({selectors, form.element, values}, values)},
      {form.copy, fn({selectors, values, values}, values)}};
  for (const std::string& view : form.views) names.emplace_back(view, fn({values}, values));
  for (const auto& [name, type] : names) {
    const auto id = domain.registry.find(name);
    ASSERT_TRUE(id.has_value()) << name;
    EXPECT_EQ(domain.registry[*id].type, type) << name;
  }
}

TEST(GridDomainTest, EveryExampleHolds) {
  for (const Primitive& primitive : test_domain().registry.primitives()) {
    for (const Example& example : primitive.examples) {
      EXPECT_EQ(evaluate_text(example.program), example.value) << example.program;
    }
  }
}

TEST(GridDomainTest, EveryPrimitiveIsTotalAndYieldsWellFormedValues) {
  const Domain& domain = test_domain();
  Rng rng(7);
  for (const Primitive& primitive : domain.registry.primitives()) {
    if (!is_first_order(primitive.type)) continue;
    const auto parameters = primitive.type.parameters();
    int defined = 0;
    ChunkPool pool;  // keeps chunks from round to round
    Arena arena(&pool);
    // Some primitives ask for much (a symmetric object): all get a chance to show a value.
    for (int round = 0; round < 400 || (defined == 0 && round < 20'000); ++round) {
      arena.clear();
      EvalContext context(arena, domain.registry);
      const std::vector<Value> values = sample_arguments(parameters, rng, arena);
      std::vector<const Value*> arguments;
      for (const Value& value : values) arguments.push_back(&value);
      Value result;
      const Fault fault = primitive.eval(context, primitive, arguments.data(), &result, 1);
      if (fault != Fault::kNone) continue;
      ++defined;
      ASSERT_TRUE(is_well_formed(primitive.type.result(), result)) << primitive.name;
    }
    if (needs_fitting_arguments(primitive)) continue;
    EXPECT_GT(defined, 0) << primitive.name << " has no value on 20,000 random inputs";
  }
}

TEST(GridDomainTest, InversesGiveArgumentsThatReproduceTheResult) {
  const Domain& domain = test_domain();
  Rng rng(11);
  for (const Primitive& primitive : domain.registry.primitives()) {
    if (!is_first_order(primitive.type)) continue;
    const auto parameters = primitive.type.parameters();
    for (const Inverse& inverse : primitive.inverses) {
      int solved = 0;
      ChunkPool pool;  // keeps chunks from round to round
      Arena arena(&pool);
      for (int round = 0; round < 2000; ++round) {
        arena.clear();
        EvalContext context(arena, domain.registry);
        const std::vector<Value> values = sample_arguments(parameters, rng, arena);
        std::vector<const Value*> arguments;
        for (const Value& value : values) arguments.push_back(&value);
        Value result;
        if (primitive.eval(context, primitive, arguments.data(), &result, 1) != Fault::kNone) {
          continue;
        }
        std::vector<const Value*> known{&result};
        for (std::size_t k = 0; k < arguments.size(); ++k) {
          if (k != inverse.slot) known.push_back(arguments[k]);
        }
        Value solution;
        if (inverse.solve(context, primitive, known.data(), &solution, 1) != Fault::kNone) continue;
        ++solved;
        arguments[inverse.slot] = &solution;
        Value again;
        ASSERT_EQ(primitive.eval(context, primitive, arguments.data(), &again, 1), Fault::kNone)
            << primitive.name;
        ASSERT_EQ(again, result) << primitive.name << " slot " << inverse.slot;
      }
      if (needs_fitting_arguments(primitive)) continue;
      EXPECT_GT(solved, 0) << primitive.name << " slot " << inverse.slot;
    }
  }
}

TEST(GridDomainTest, CommutativePrimitivesAre) {
  const Domain& domain = test_domain();
  Rng rng(13);
  for (const Primitive& primitive : domain.registry.primitives()) {
    if (!primitive.commutative || !is_first_order(primitive.type)) continue;
    const Type type = primitive.type.parameters()[0];
    Arena arena;
    for (int round = 0; round < 400; ++round) {
      arena.clear();
      EvalContext context(arena, domain.registry);
      const std::vector<Value> values = sample_arguments({type, type}, rng, arena);
      const std::array<const Value*, 2> forward{&values[0], &values[1]};
      const std::array<const Value*, 2> backward{&values[1], &values[0]};
      Value first;
      Value second;
      const Fault fault = primitive.eval(context, primitive, forward.data(), &first, 1);
      ASSERT_EQ(fault, primitive.eval(context, primitive, backward.data(), &second, 1));
      if (fault != Fault::kNone) continue;
      ASSERT_EQ(first, second) << primitive.name;
    }
  }
}

Value grid_value(Arena& arena, std::string_view text) {
  return *test_domain().find_type("grid")->parse(arena, text);
}

TEST(GridDomainTest, OutputsLieAtTheOriginAndAreOpaque) {
  const Domain& domain = test_domain();
  Arena arena;
  EvalContext context(arena, domain.registry);
  const auto presented = domain.present(context, grid_value(arena, "{1.0@3,4}"));
  ASSERT_TRUE(presented.has_value());
  EXPECT_EQ(*presented, grid_value(arena, "{100}"));
}

TEST(GridDomainTest, AnOutputIsPresentedAsTheSameValue) {
  const Domain& domain = test_domain();
  Arena arena;
  EvalContext context(arena, domain.registry);
  const Value output = grid_value(arena, "{100/200}");
  EXPECT_EQ(domain.present(context, output)->node(), output.node());
}

TEST(GridDomainTest, GridsBeyondTheEdgeLimitAreNoOutputs) {
  const Domain& domain = test_domain();
  Arena arena;
  EvalContext context(arena, domain.registry);
  GridBuilder grid(arena, 31, 3);
  grid.fill(kBlack);
  EXPECT_EQ(domain.present(context, grid.seal().value()).error(), Fault::kSize);
}

TEST(GridDomainTest, PresentKeyTellsSizesApart) {
  Arena arena;
  const auto key = test_domain().present_key;
  EXPECT_EQ(key(grid_value(arena, "{12/34}")), key(grid_value(arena, "{00/00@1,1}")));
  EXPECT_NE(key(grid_value(arena, "{123}")), key(grid_value(arena, "{1/2/3}")));
}

TEST(GridDomainTest, ConstantsAreColorsThatOccurSizesAndSteps) {
  Arena arena;
  Examples examples{
      .input_types = {grid_type()},
      .output_type = grid_type(),
      .train_count = 2,
      .inputs = {{grid_value(arena, "{50/00}"), grid_value(arena, "{05/00}"),
                  grid_value(arena, "{00/58}")}},
      .outputs = {grid_value(arena, "{2220/0000}"), grid_value(arena, "{2224/0000}")}};
  const auto constants = test_domain().constants(examples, arena);
  const auto cost = [&](const Type& type, std::int64_t value) {
    for (const Constant& constant : constants) {
      if (constant.type == type && constant.value == Value::immediate(value)) return constant.cost;
    }
    return 0;
  };
  EXPECT_EQ(cost(color_type(), 1), 0) << "blue does not occur";
  EXPECT_GT(cost(color_type(), 2), 0);
  EXPECT_LT(cost(color_type(), 2), cost(color_type(), 4)) << "red is in every output";
  EXPECT_LT(cost(color_type(), 4), cost(color_type(), 5)) << "gray is in inputs only";
  EXPECT_EQ(cost(color_type(), 5), cost(color_type(), 8)) << "test inputs count";
  EXPECT_GT(cost(int_type(), 4), 0) << "columns of every output";
  EXPECT_LT(cost(int_type(), 2), cost(int_type(), 4));
  EXPECT_EQ(std::count_if(constants.begin(), constants.end(),
                          [](const Constant& constant) { return constant.type == point_type(); }),
            8);
}

TEST(GridDomainTest, ARoleIsWhatAColorIsToTheTaskWhicheverColorItIs) {
  Arena arena;
  const auto roles = [&](std::string_view in, std::string_view in2, std::string_view out,
                         std::string_view out2) {
    const Examples examples{
        .input_types = {grid_type()},
        .output_type = grid_type(),
        .train_count = 2,
        .inputs = {{grid_value(arena, in), grid_value(arena, in2), grid_value(arena, in)}},
        .outputs = {grid_value(arena, out), grid_value(arena, out2)}};
    std::map<std::int64_t, std::string> names;
    for (const Constant& constant : test_domain().constants(examples, arena)) {
      if (constant.type != color_type()) continue;
      names[constant.value.integer()] = test_domain().roles[constant.role].name;
    }
    return names;
  };
  using Names = std::map<std::int64_t, std::string>;
  EXPECT_EQ(roles("{1350}", "{1650}", "{1274}", "{1264}"),
            (Names{{0, "black, in inputs alone"},
                   {1, "color of every output and of inputs"},
                   {2, "color of every output and no input"},
                   {3, "color of an input and no output"},
                   {4, "color of every output and no input"},
                   {5, "color of every input and no output"},
                   {6, "color of an output and of inputs"},
                   {7, "color of an output and no input"}}));
  EXPECT_EQ(roles("{80}", "{80}", "{90}", "{9}"),
            (Names{{0, "black, in outputs"},
                   {8, "color of every input and no output"},
                   {9, "color of every output and no input"}}));
}

TEST(GridDomainTest, WholeGridFamiliesAreRegistered) {
  std::set<std::string> families;
  for (const Primitive& primitive : test_domain().registry.primitives()) {
    families.insert(primitive.family);
  }
  for (const char* family : {"geometry", "crop", "lines", "tiling", "color", "mask", "panels",
                             "symmetry", "noise", "period", "scaling"}) {
    EXPECT_TRUE(families.contains(family)) << family;
  }
}

}  // namespace
}  // namespace gestalt::dsl
