#include "tasks/generate/ood_pipeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "dsl/core/check.h"
#include "dsl/core/digest.h"
#include "dsl/core/evaluate.h"
#include "dsl/core/syntax.h"

namespace gestalt::tasks {

namespace {

using dsl::Arena;
using dsl::Digest;
using dsl::Value;

Digest digest_of(const Row& row) {
  std::vector<Digest> parts;
  for (const Value value : row) parts.push_back(value.digest());
  return dsl::digest_sequence(parts);
}

}  // namespace

dsl::Rng OodRequest::rng(std::string_view class_name, std::size_t task) const {
  const Digest digest = dsl::digest_text(
      fmt::format("{} {} {} {} {}", family, is_test ? "test" : "train", seed, class_name, task));
  return dsl::Rng(digest.low);
}

Pipelines::Pipelines(const dsl::Domain& domain, std::span<const Operation> operations)
    : domain_(&domain), operations_(operations.begin(), operations.end()) {
  for (const Operation& operation : operations) {
    const auto term = dsl::parse_program(operation.program, domain.task_type, domain, pool_);
    if (!term) std::fprintf(stderr, "%s\n", to_string(term.error()).c_str());
    GESTALT_CHECK(term.has_value());
    programs_.push_back(dsl::compile(pool_, *term, 1, domain.registry));
  }
}

std::string Pipelines::name(const Sequence& sequence) const {
  std::string text;
  for (const std::size_t k : sequence) {
    text += fmt::format("{}{}", text.empty() ? "" : "-", operations_[k].name);
  }
  return text;
}

std::size_t Pipelines::index_of(std::string_view operation) const {
  const auto found = std::ranges::find(operations_, operation, &Operation::name);
  GESTALT_CHECK(found != operations_.end());
  return static_cast<std::size_t>(found - operations_.begin());
}

std::optional<Row> Pipelines::apply(std::size_t operation, const Row& row, Arena& arena) const {
  dsl::EvalContext context(arena, domain_->registry);
  Row result(row.size());
  const Value* input = row.data();
  if (dsl::run(context, programs_[operation], &input, result.data(), row.size()) !=
      dsl::Fault::kNone) {
    return std::nullopt;
  }
  if (domain_->present == nullptr) return result;
  for (Value& value : result) {
    const auto presented = domain_->present(context, value);
    if (!presented) return std::nullopt;
    value = *presented;
  }
  return result;
}

std::optional<Row> Pipelines::apply(const Sequence& sequence, const Row& row, Arena& arena) const {
  std::optional<Row> result = row;
  for (const std::size_t operation : sequence) {
    result = apply(operation, *result, arena);
    if (!result) break;
  }
  return result;
}

template <class Visit>
bool Pipelines::all_rows(const Row& inputs, std::size_t length, Arena& arena, Visit visit) const {
  std::set<Digest> seen{digest_of(inputs)};
  std::vector<Row> level{inputs};
  if (!visit(inputs)) return false;
  for (std::size_t step = 0; step < length; ++step) {
    std::vector<Row> next;
    for (const Row& row : level) {
      for (std::size_t k = 0; k < size(); ++k) {
        auto result = apply(k, row, arena);
        if (!result || !seen.insert(digest_of(*result)).second) continue;
        if (!visit(*result)) return false;
        next.push_back(*std::move(result));
      }
    }
    level = std::move(next);
  }
  return true;
}

bool Pipelines::is_identified(const Row& inputs, const Row& outputs, std::size_t shown,
                              std::size_t length, Arena& arena) const {
  const auto split = static_cast<std::ptrdiff_t>(shown);
  return all_rows(inputs, length, arena, [&](const Row& row) {
    const bool agrees = std::equal(row.begin(), row.begin() + split, outputs.begin());
    return !agrees || row == outputs;
  });
}

bool Pipelines::is_reached(const Row& inputs, const Row& outputs, std::size_t length,
                           Arena& arena) const {
  return !all_rows(inputs, length, arena, [&](const Row& row) { return row != outputs; });
}

Task Pipelines::make_task(std::string id, const Row& inputs, const Row& outputs) const {
  Task task(std::move(id), domain_->name, domain_->task_type);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (i + 1 < inputs.size()) {
      task.add_train({&inputs[i], 1}, outputs[i]);
    } else {
      task.add_test({&inputs[i], 1}, outputs[i]);
    }
  }
  return task;
}

std::optional<dsl::Raster> crop(const dsl::Raster& picture, int least, int most, dsl::Rng& rng) {
  if (picture.rows < least || picture.columns < least) return std::nullopt;
  const int rows = draw(rng, least, std::min(most, picture.rows));
  const int columns = draw(rng, least, std::min(most, picture.columns));
  dsl::Raster part = draw_part(rng, picture, rows, columns);
  const bool one_color =
      std::ranges::all_of(part.cells, [&](int cell) { return cell == part.cells.front(); });
  if (one_color) return std::nullopt;
  return part;
}

}  // namespace gestalt::tasks
