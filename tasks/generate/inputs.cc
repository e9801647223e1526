#include "tasks/generate/inputs.h"

#include <algorithm>
#include <utility>

#include "tasks/generate/draws.h"

namespace gestalt::tasks {

InputSource::InputSource(const dsl::Domain& domain, dsl::Type type)
    : domain_(&domain), type_(std::move(type)) {
  const dsl::BaseType* base = type_.arguments().empty() ? domain.find_type(type_.name()) : nullptr;
  if (base != nullptr && base->raster) form_ = &*base->raster;
}

void InputSource::add_tasks(std::span<const Task> tasks) {
  if (form_ == nullptr) return;
  for (const Task& task : tasks) {
    if (task.domain() != domain_->name || task.type().parameters() != std::vector{type_}) continue;
    Family& family = families_.emplace_back();
    family.task = task.id();
    for (std::size_t i = 0; i < task.size(); ++i) {
      family.pictures.push_back(form_->to_raster(task.inputs(i)[0]));
    }
  }
}

std::vector<dsl::Raster> InputSource::change_pictures(const Family& family, dsl::Rng& rng,
                                                      std::size_t count) const {
  std::vector<dsl::Raster> pictures = family.pictures;
  shuffle(rng, pictures);
  pictures.resize(std::min(count, pictures.size()));
  pictures = augment(pictures, rng, limits());
  // A task with fewer inputs than are wanted lends some twice, changed in another way.
  while (pictures.size() < count) {
    pictures.push_back(augment({pictures[rng() % pictures.size()]}, rng, limits()).front());
  }
  return pictures;
}

InputSource::Drawn InputSource::draw(dsl::Rng& rng, std::size_t count, dsl::Arena& arena) const {
  Drawn drawn;
  if (form_ == nullptr) {
    for (std::size_t i = 0; i < count; ++i) {
      drawn.values.push_back(sample_value(*domain_, type_, rng, arena));
    }
    return drawn;
  }
  std::vector<dsl::Raster> pictures;
  if (families_.empty() || rng() % 2 == 0) {
    pictures = draw_scenes(rng, static_cast<SceneKind>(rng() % kSceneKinds), count, limits());
  } else {
    const Family& family = families_[rng() % families_.size()];
    pictures = change_pictures(family, rng, count);
    drawn.task = &family.task;
  }
  for (const dsl::Raster& picture : pictures) {
    drawn.values.push_back(form_->from_raster(arena, picture));
  }
  return drawn;
}

}  // namespace gestalt::tasks
