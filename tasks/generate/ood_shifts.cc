#include "tasks/generate/ood_shifts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tasks/domains.h"

namespace gestalt::tasks {

namespace {

constexpr std::array<Operation, 8> kRules{{
    {"largest", "(lambda (x) (largest_component x))"},
    {"largest-mirrored", "(lambda (x) (flip_columns (largest_component x)))"},
    {"largest-doubled", "(lambda (x) (mirror_right (largest_component x)))"},
    {"keep-largest",
     "(lambda (x) (compose_on (paint_all x black) (singleton "
     "(largest_component x))))"},
    {"flipped", "(lambda (x) (flip_rows x))"},
    {"content", "(lambda (x) (crop_content x))"},
    {"filled", "(lambda (x) (fill_enclosed x yellow))"},
    {"turned", "(lambda (x) (rotate_clockwise x))"},
}};
constexpr std::size_t kDistractorRules = 4;  // the first of them do not see small objects
constexpr std::size_t kShown = 3;
constexpr int kAttempts = 2000;

/// How scenes are drawn.
struct SceneRange {
  int least_side = 6;
  int most_side = 10;
  int least_objects = 1;
  int most_objects = 3;
  int first_color = 1;
  int last_color = 4;
  int distractors = 0;
};

SceneRange range_of(std::string_view family, bool is_test) {
  SceneRange range;
  if (family == "ood/size" && is_test) {
    range.least_side = 11;
    range.most_side = 30;
  } else if (family == "ood/objects") {
    range.least_side = 14;  // both splits, so that nothing but the number differs
    range.most_side = 18;
    if (is_test) {
      range.least_objects = 4;
      range.most_objects = 8;
    }
  } else if (family == "ood/colors" && is_test) {
    range.first_color = 6;
    range.last_color = 9;
  } else if (family == "ood/distractors") {
    range.least_side = 10;
    range.most_side = 14;
    if (is_test) range.distractors = 5;
  }
  return range;
}

/// Draws objects that do not touch, of different numbers of cells.
class Scene {
 public:
  Scene(const SceneRange& range, dsl::Rng& rng) : range_(range), rng_(rng) {
    picture_.rows = draw(rng, range.least_side, range.most_side);
    picture_.columns = draw(rng, range.least_side, range.most_side);
    picture_.cells.assign(static_cast<std::size_t>(picture_.rows * picture_.columns), 0);
  }

  /// False where there was no room for all.
  [[nodiscard]] bool fill() {
    const int objects = draw(rng_, range_.least_objects, range_.most_objects);
    for (int k = 0; k < objects; ++k) {
      if (!add_object()) return false;
    }
    for (int k = 0; k < range_.distractors; ++k) {
      if (!add({1, 1, {true}})) return false;
    }
    return true;
  }
  [[nodiscard]] const dsl::Raster& picture() const { return picture_; }

 private:
  struct Shape {
    int rows;
    int columns;
    std::vector<bool> cells;
  };

  Shape draw_shape() {
    Shape shape{draw(rng_, 2, 5), draw(rng_, 2, 5), {}};
    const int kind = draw(rng_, 0, 2);
    for (int r = 0; r < shape.rows; ++r) {
      for (int c = 0; c < shape.columns; ++c) {
        const bool rim = r == 0 || c == 0 || r + 1 == shape.rows || c + 1 == shape.columns;
        const bool corner = r == 0 || c == 0;
        shape.cells.push_back(kind == 0 || (kind == 1 ? rim : corner));
      }
    }
    return shape;
  }

  bool add_object() {
    for (int attempt = 0; attempt < 50; ++attempt) {
      const Shape shape = draw_shape();
      const auto size = std::ranges::count(shape.cells, true);
      if (std::ranges::find(sizes_, size) != sizes_.end() || !add(shape)) continue;
      sizes_.push_back(size);
      return true;
    }
    return false;
  }

  /// Puts it somewhere with empty cells around it.
  bool add(const Shape& shape) {
    if (shape.rows > picture_.rows || shape.columns > picture_.columns) return false;
    const int color = draw(rng_, range_.first_color, range_.last_color);
    for (int attempt = 0; attempt < 20; ++attempt) {
      const int top = draw(rng_, 0, picture_.rows - shape.rows);
      const int left = draw(rng_, 0, picture_.columns - shape.columns);
      if (!is_free(top - 1, left - 1, top + shape.rows, left + shape.columns)) continue;
      for (int r = 0; r < shape.rows; ++r) {
        for (int c = 0; c < shape.columns; ++c) {
          if (shape.cells[static_cast<std::size_t>(r * shape.columns + c)]) {
            at(top + r, left + c) = color;
          }
        }
      }
      return true;
    }
    return false;
  }

  [[nodiscard]] bool is_free(int top, int left, int bottom, int right) {
    for (int r = std::max(top, 0); r <= std::min(bottom, picture_.rows - 1); ++r) {
      for (int c = std::max(left, 0); c <= std::min(right, picture_.columns - 1); ++c) {
        if (at(r, c) != 0) return false;
      }
    }
    return true;
  }
  int& at(int row, int column) {
    return picture_.cells[static_cast<std::size_t>(row * picture_.columns + column)];
  }

  SceneRange range_;
  dsl::Rng& rng_;
  dsl::Raster picture_;
  std::vector<std::ptrdiff_t> sizes_;
};

std::optional<Task> draw_task(const Pipelines& rules, std::size_t rule, const SceneRange& range,
                              dsl::Rng& rng, const std::string& id) {
  dsl::Arena arena;
  const dsl::Domain& domain = rules.domain();
  const auto& form = *domain.find_type(domain.task_type.result().name())->raster;
  Row inputs;
  while (inputs.size() <= kShown) {
    Scene scene(range, rng);
    if (!scene.fill()) return std::nullopt;
    inputs.push_back(form.from_raster(arena, scene.picture()));
  }
  const auto outputs = rules.apply(rule, inputs, arena);
  if (!outputs || !rules.is_identified(inputs, *outputs, kShown, 1, arena)) return std::nullopt;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if ((*outputs)[i] == inputs[i]) return std::nullopt;
  }
  return rules.make_task(id, inputs, *outputs);
}

}  // namespace

Result<std::vector<Task>> make_shift(const OodRequest& request) {
  const Pipelines rules(domains().front(), kRules);
  const SceneRange range = range_of(request.family, request.is_test);
  const std::size_t count = request.family == "ood/distractors" ? kDistractorRules : kRules.size();
  std::vector<Task> tasks;
  for (std::size_t rule = 0; rule < count; ++rule) {
    const std::string name = rules.name({rule});
    for (std::size_t k = 0; k < request.count; ++k) {
      dsl::Rng rng = request.rng(name, k);
      std::optional<Task> task;
      for (int attempt = 0; !task && attempt < kAttempts; ++attempt) {
        task = draw_task(rules, rule, range, rng, fmt::format("{}-{:03}", name, k));
      }
      if (!task) return fail(ErrorCode::kInvalidArgument, "no task was found", name);
      tasks.push_back(*std::move(task));
    }
  }
  return tasks;
}

}  // namespace gestalt::tasks
