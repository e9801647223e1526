#include "tasks/generate/ood_splits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dsl/core/check.h"
#include "tasks/domains.h"

namespace gestalt::tasks {

namespace {

/// What the splits tell apart. kNew: the operation that is new in compositions; kShown and kUnseen:
/// one operation with what it is used with in the train distribution, and in the test split.
enum class Role : std::uint8_t { kFirst, kSecond, kNew, kShown, kUnseen };

struct Piece {
  Operation operation;
  Role role;
};

constexpr std::array<Piece, 17> kListPieces{{
    // First order.
    {{"reverse", "(lambda (x) (reverse x))"}, Role::kFirst},
    {{"sort", "(lambda (x) (sort x))"}, Role::kFirst},
    {{"take", "(lambda (x) (take 4 x))"}, Role::kFirst},
    {{"drop", "(lambda (x) (drop 1 x))"}, Role::kFirst},
    {{"rotate", "(lambda (x) (rotate 1 x))"}, Role::kFirst},
    {{"distinct", "(lambda (x) (distinct x))"}, Role::kFirst},
    // Higher order.
    {{"increment", "(lambda (x) (map (lambda (y) (add y 1)) x))"}, Role::kSecond},
    {{"double", "(lambda (x) (map (lambda (y) (multiply y 2)) x))"}, Role::kSecond},
    {{"negate", "(lambda (x) (map (lambda (y) (negate y)) x))"}, Role::kSecond},
    {{"square", "(lambda (x) (map (lambda (y) (multiply y y)) x))"}, Role::kSecond},
    {{"even", "(lambda (x) (filter (lambda (y) (even y)) x))"}, Role::kSecond},
    {{"positive", "(lambda (x) (filter (lambda (y) (less 0 y)) x))"}, Role::kSecond},
    {{"scan", "(lambda (x) (scan (lambda (y z) (add y z)) 0 x))"}, Role::kNew},
    {{"scan_minus", "(lambda (x) (scan (lambda (y z) (subtract y z)) 0 x))"}, Role::kShown},
    {{"scan_min", "(lambda (x) (scan (lambda (y z) (min y z)) 0 x))"}, Role::kShown},
    {{"scan_plus", "(lambda (x) (scan (lambda (y z) (add y z)) 0 x))"}, Role::kUnseen},
    {{"scan_max", "(lambda (x) (scan (lambda (y z) (max y z)) 0 x))"}, Role::kUnseen},
}};

constexpr std::array<Piece, 16> kGridPieces{{
    // Where things are.
    {{"flip_rows", "(lambda (x) (flip_rows x))"}, Role::kFirst},
    {{"flip_columns", "(lambda (x) (flip_columns x))"}, Role::kFirst},
    {{"transpose", "(lambda (x) (transpose x))"}, Role::kFirst},
    {{"top_half", "(lambda (x) (top_half x))"}, Role::kFirst},
    {{"trim", "(lambda (x) (trim_border x))"}, Role::kFirst},
    {{"mirror_down", "(lambda (x) (mirror_down x))"}, Role::kFirst},
    // Of what color they are.
    {{"foreground", "(lambda (x) (paint_where (cells_at_least (color_levels x) 1) red x))"},
     Role::kSecond},
    {{"fill", "(lambda (x) (replace_color x black green))"}, Role::kSecond},
    {{"exchange", "(lambda (x) (swap_colors x red blue))"}, Role::kSecond},
    {{"border", "(lambda (x) (add_border x yellow))"}, Role::kSecond},
    {{"erase", "(lambda (x) (replace_color x (most_common_color x) black))"}, Role::kSecond},
    {{"mirror_right", "(lambda (x) (mirror_right x))"}, Role::kNew},
    {{"shift_right", "(lambda (x) (shift x @0,1))"}, Role::kShown},
    {{"shift_down", "(lambda (x) (shift x @1,0))"}, Role::kShown},
    {{"shift_left", "(lambda (x) (shift x @0,-1))"}, Role::kUnseen},
    {{"shift_up", "(lambda (x) (shift x @-1,0))"}, Role::kUnseen},
}};

struct Material {
  std::span<const Piece> pieces;
  int train_length = 0;   ///< operations at most in the train distributions
  std::size_t shown = 0;  ///< demonstrations
};

constexpr int kAttempts = 20'000;
constexpr std::size_t kShorter = 3;  // the longest pipelines that a task is checked against

/// Draws sequences of one split.
class SequenceDrawer {
 public:
  SequenceDrawer(const Material& material, std::string_view shift, bool is_test)
      : material_(material), shift_(shift), is_test_(is_test) {}

  [[nodiscard]] Sequence draw_sequence(dsl::Rng& rng) const {
    const int most = material_.train_length;
    if (shift_ == "length") {
      return of_roles(rng, is_test_ ? most + 1 : draw(rng, 1, most), {Role::kFirst, Role::kSecond});
    }
    if (shift_ == "concepts") return concepts(rng, draw(rng, 2, most));
    if (shift_ == "order") return order(rng, draw(rng, 2, most));
    if (shift_ == "new-operation") return with_new(rng, most);
    if (shift_ == "functionality") {
      return with_one(rng, draw(rng, 2, most), is_test_ ? Role::kUnseen : Role::kShown);
    }
    return of_roles(rng, draw(rng, 1, most), {Role::kFirst, Role::kSecond});  // control
  }

 private:
  std::size_t piece(dsl::Rng& rng, std::initializer_list<Role> roles) const {
    for (;;) {
      const std::size_t k = rng() % material_.pieces.size();
      if (std::ranges::find(roles, material_.pieces[k].role) != roles.end()) return k;
    }
  }
  Sequence of_roles(dsl::Rng& rng, int length, std::initializer_list<Role> roles) const {
    Sequence sequence;
    for (int k = 0; k < length; ++k) sequence.push_back(piece(rng, roles));
    return sequence;
  }
  /// Train: all of one concept. Test: both, in any order.
  Sequence concepts(dsl::Rng& rng, int length) const {
    const Role one = rng() % 2 == 0 ? Role::kFirst : Role::kSecond;
    if (!is_test_) return of_roles(rng, length, {one});
    for (;;) {
      Sequence sequence = of_roles(rng, length, {Role::kFirst, Role::kSecond});
      const auto first = std::ranges::count_if(
          sequence, [&](std::size_t k) { return material_.pieces[k].role == Role::kFirst; });
      if (first > 0 && first < length) return sequence;
    }
  }
  /// Train: the first concept, then the second. Test: the other way around.
  Sequence order(dsl::Rng& rng, int length) const {
    const int before = draw(rng, 1, length - 1);
    Sequence sequence = of_roles(rng, before, {is_test_ ? Role::kSecond : Role::kFirst});
    const Sequence after =
        of_roles(rng, length - before, {is_test_ ? Role::kFirst : Role::kSecond});
    sequence.insert(sequence.end(), after.begin(), after.end());
    return sequence;
  }
  /// Train: the new operation alone, one time in four, and the others composed. Test: with it.
  Sequence with_new(dsl::Rng& rng, int most) const {
    if (is_test_) return with_one(rng, draw(rng, 2, most), Role::kNew);
    if (rng() % 4 == 0) return of_roles(rng, 1, {Role::kNew});
    return of_roles(rng, draw(rng, 2, most), {Role::kFirst, Role::kSecond});
  }
  Sequence with_one(dsl::Rng& rng, int length, Role role) const {
    Sequence sequence = of_roles(rng, length, {Role::kFirst, Role::kSecond});
    sequence[rng() % sequence.size()] = piece(rng, {role});
    return sequence;
  }

  Material material_;
  std::string_view shift_;
  bool is_test_;
};

dsl::Value draw_list(dsl::Rng& rng, dsl::Arena& arena) {
  std::vector<dsl::Value> elements(static_cast<std::size_t>(draw(rng, 5, 9)));
  for (dsl::Value& element : elements) element = dsl::Value::immediate(draw(rng, -9, 15));
  return dsl::make_list(arena, elements);
}

/// An input, or nothing where this draw is not good.
std::optional<dsl::Value> draw_input(const dsl::Domain& domain,
                                     std::span<const dsl::Raster> pictures, dsl::Rng& rng,
                                     dsl::Arena& arena) {
  const dsl::Type type = domain.task_type.parameters()[0];
  if (type.is_list()) return draw_list(rng, arena);
  const auto part = crop(pictures[rng() % pictures.size()], 4, 10, rng);
  if (!part) return std::nullopt;
  return domain.find_type(type.name())->raster->from_raster(arena, *part);
}

std::optional<Task> draw_task(const Pipelines& pipelines, const Sequence& sequence,
                              std::size_t shown, std::span<const dsl::Raster> pictures,
                              dsl::Rng& rng, const std::string& id) {
  dsl::Arena arena;
  Row inputs;
  while (inputs.size() <= shown) {
    const auto input = draw_input(pipelines.domain(), pictures, rng, arena);
    if (!input) return std::nullopt;
    inputs.push_back(*input);
  }
  const auto outputs = pipelines.apply(sequence, inputs, arena);
  if (!outputs) return std::nullopt;
  const bool constant =
      std::ranges::all_of(*outputs, [&](dsl::Value value) { return value == outputs->front(); });
  const std::size_t shorter = std::min(sequence.size() - 1, kShorter);
  if (constant || pipelines.is_reached(inputs, *outputs, shorter, arena)) return std::nullopt;
  return pipelines.make_task(id, inputs, *outputs);
}

constexpr std::string_view kListPrefix = "ood/list-";
constexpr std::string_view kGridPrefix = "ood/grid-";

}  // namespace

bool is_split(std::string_view family) {
  return family.starts_with(kListPrefix) || family.starts_with(kGridPrefix);
}

Result<std::vector<Task>> make_split(const OodRequest& request,
                                     std::span<const dsl::Raster> pictures) {
  const bool lists = request.family.starts_with(kListPrefix);
  if (!lists && pictures.empty()) {
    return fail(ErrorCode::kNotFound, "there are no training grids to cut from", request.family);
  }
  const Material material = lists ? Material{kListPieces, 4, 4} : Material{kGridPieces, 3, 3};
  const auto domain = find_domain(lists ? "list" : "grid");
  GESTALT_CHECK(domain.has_value());
  std::vector<Operation> operations;
  for (const Piece& piece : material.pieces) operations.push_back(piece.operation);
  const Pipelines pipelines(**domain, operations);
  const std::string_view shift =
      std::string_view(request.family).substr(lists ? kListPrefix.size() : kGridPrefix.size());
  const SequenceDrawer drawer(material, shift, request.is_test);
  std::vector<Task> tasks;
  for (std::size_t k = 0; k < request.count; ++k) {
    dsl::Rng rng = request.rng("", k);
    std::optional<Task> task;
    for (int attempt = 0; !task && attempt < kAttempts; ++attempt) {
      const Sequence sequence = drawer.draw_sequence(rng);
      task = draw_task(pipelines, sequence, material.shown, pictures, rng,
                       fmt::format("{:04}-{}", k, pipelines.name(sequence)));
    }
    if (!task) return fail(ErrorCode::kInvalidArgument, "no task was found", request.family);
    tasks.push_back(*std::move(task));
  }
  return tasks;
}

}  // namespace gestalt::tasks
