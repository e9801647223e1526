#include "synthesis/search/goals.h"

#include <array>

#include "synthesis/search/level_runner.h"

namespace gestalt::synthesis {

Goals::Goals(const dsl::Domain& domain, TypeIndex output, std::span<const dsl::Value> outputs)
    : domain_(domain), output_(output), train_(outputs.size()) {
  Goal first;
  first.type = output;
  first.row.assign(outputs.begin(), outputs.end());
  add(std::move(first));
}

bool Goals::add(Goal goal) {
  const dsl::Digest digest = row_digest(goal.type, goal.row.data(), train_);
  if (!by_digest_.emplace(digest, static_cast<GoalId>(goals_.size())).second) return false;
  if (wanted_.size() <= goal.type) wanted_.resize(goal.type + std::size_t{1}, false);
  wanted_[goal.type] = true;
  if (presented(goal.type) && domain_.present_key != nullptr) {
    keys_.set(bit(domain_.present_key(goal.row[0])));
  }
  goals_.push_back(std::move(goal));
  return true;
}

Match Goals::match(dsl::EvalContext& context, TypeIndex type, const dsl::Value* row,
                   GoalId from) const {
  Match result;
  if (!wants(type)) return result;
  if (!presented(type)) {
    result.digest = row_digest(type, row, train_);
    if (type == output_) {
      for (std::size_t i = 0; i < train_; ++i) result.pairs_fit += row[i] == goals_[0].row[i];
    }
  } else {
    if (domain_.present_key != nullptr && !keys_.test(bit(domain_.present_key(row[0])))) {
      return result;
    }
    std::array<dsl::Value, 16> few;
    std::vector<dsl::Value> many;
    dsl::Value* shown = few.data();
    if (train_ > few.size()) {
      many.resize(train_);
      shown = many.data();
    }
    const auto mark = context.arena().mark();
    for (std::size_t i = 0; i < train_; ++i) {
      const auto value = domain_.present(context, row[i]);
      if (!value) {
        context.arena().reset(mark);
        return result;
      }
      shown[i] = *value;
      result.pairs_fit += shown[i] == goals_[0].row[i];
    }
    result.digest = row_digest(type, shown, train_);
    context.arena().reset(mark);
  }
  const auto found = by_digest_.find(result.digest);
  if (found != by_digest_.end() && found->second >= from) result.goal = found->second;
  return result;
}

}  // namespace gestalt::synthesis
