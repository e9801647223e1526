#include "tasks/generate/ood_compose.h"

#include <fmt/format.h>

#include <array>

#include "dsl/core/check.h"
#include "tasks/domains.h"

namespace gestalt::tasks {

namespace {

constexpr std::array<Operation, 7> kPrimitives{{
    {"hf", "(lambda (x) (flip_columns x))"},  // left and right change places
    {"vf", "(lambda (x) (flip_rows x))"},
    {"fg", "(lambda (x) (paint_where (cells_at_least (color_levels x) 1) red x))"},
    {"sr", "(lambda (x) (shift x @0,1))"},
    {"su", "(lambda (x) (shift x @-1,0))"},
    {"sd", "(lambda (x) (shift x @1,0))"},
    {"sl", "(lambda (x) (shift x @0,-1))"},
}};

using Class = std::vector<std::string_view>;

const std::vector<Class>& classes(bool is_test) {
  static const std::vector<Class> train{{"hf"},       {"vf"},       {"fg"},       {"sr"},
                                        {"hf", "fg"}, {"vf", "fg"}, {"sr", "hf"}, {"vf", "sr"},
                                        {"hf", "su"}, {"sd", "hf"}, {"su", "vf"}, {"vf", "su"},
                                        {"su"},       {"sd"}};
  static const std::vector<Class> test{{"sr", "fg"}, {"hf", "sr"},       {"sr", "su"},
                                       {"hf", "vf"}, {"hf", "sr", "vf"}, {"fg", "sr", "su"},
                                       {"sl"}};
  return is_test ? test : train;
}

constexpr std::size_t kShown = 3;
constexpr std::size_t kRivalLength = 3;  // operations of what could explain the demonstrations
constexpr int kLeastSide = 3;
constexpr int kMostSide = 30;
constexpr int kAttempts = 1000;

/// One instance, or nothing where this draw is not good.
std::optional<Task> draw_instance(const Pipelines& pipelines, const Sequence& sequence,
                                  std::span<const dsl::Raster> pictures, dsl::Rng& rng,
                                  const std::string& id) {
  dsl::Arena arena;
  const dsl::Domain& domain = pipelines.domain();
  const auto& form = *domain.find_type(domain.task_type.result().name())->raster;
  Row inputs;
  for (std::size_t i = 0; i <= kShown; ++i) {
    const auto part = crop(pictures[rng() % pictures.size()], kLeastSide, kMostSide, rng);
    if (!part) return std::nullopt;
    inputs.push_back(form.from_raster(arena, *part));
  }
  const auto outputs = pipelines.apply(sequence, inputs, arena);
  if (!outputs || outputs->back() == inputs.back() ||
      !pipelines.is_identified(inputs, *outputs, kShown, kRivalLength, arena)) {
    return std::nullopt;
  }
  return pipelines.make_task(id, inputs, *outputs);
}

}  // namespace

Result<std::vector<Task>> make_compositions(const OodRequest& request,
                                            std::span<const dsl::Raster> pictures) {
  if (pictures.empty()) {
    return fail(ErrorCode::kNotFound, "there are no training grids to cut from", request.family);
  }
  const Pipelines pipelines(domains().front(), kPrimitives);
  std::vector<Task> tasks;
  for (const Class& operations : classes(request.is_test)) {
    Sequence sequence;
    for (const std::string_view name : operations) sequence.push_back(pipelines.index_of(name));
    const std::string name = pipelines.name(sequence);
    for (std::size_t k = 0; k < request.count; ++k) {
      dsl::Rng rng = request.rng(name, k);
      std::optional<Task> task;
      for (int attempt = 0; !task && attempt < kAttempts; ++attempt) {
        task = draw_instance(pipelines, sequence, pictures, rng, fmt::format("{}-{:03}", name, k));
      }
      if (!task) return fail(ErrorCode::kInvalidArgument, "no instance was found", name);
      tasks.push_back(*std::move(task));
    }
  }
  return tasks;
}

}  // namespace gestalt::tasks
