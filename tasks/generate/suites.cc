#include "tasks/generate/suites.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "tasks/generate/ood_compose.h"
#include "tasks/generate/ood_shifts.h"
#include "tasks/generate/ood_splits.h"
#include "tasks/task_json.h"

namespace gestalt::tasks {

namespace {

constexpr std::array<SuiteFamily, 19> kFamilies{{
    {"ood/compose-7", "compositions of seven primitives that the train classes do not have", 200},
    {"ood/list-control", "lists, no shift: 1 to 4 operations of any concept", 100},
    {"ood/list-length", "lists: 1 to 4 operations, tested on 5", 100},
    {"ood/list-concepts", "lists: operations of one concept, tested on both mixed", 100},
    {"ood/list-order", "lists: one concept, then the other; tested on the other order", 100},
    {"ood/list-new-operation", "lists: scan alone, tested in compositions", 100},
    {"ood/list-functionality", "lists: scan with some functions, tested with others", 100},
    {"ood/grid-control", "grids, no shift: 1 to 3 operations of any concept", 100},
    {"ood/grid-length", "grids: 1 to 3 operations, tested on 4", 100},
    {"ood/grid-concepts", "grids: operations of one concept, tested on both mixed", 100},
    {"ood/grid-order", "grids: one concept, then the other; tested on the other order", 100},
    {"ood/grid-new-operation", "grids: mirroring to the right alone, tested in compositions", 100},
    {"ood/grid-functionality", "grids: shifts right and down, tested left and up", 100},
    {"ood/size", "scenes of 6 to 10 a side, tested on 11 to 30", 10},
    {"ood/objects", "scenes of 1 to 3 objects, tested on 4 to 8", 10},
    {"ood/colors", "objects of the colors 1 to 4, tested on 6 to 9", 10},
    {"ood/distractors", "clean scenes, tested with single cells strewn in", 10},
    {"sampled/program", "grid programs that a network is trained on, tested on others", 500},
    {"sampled/composition", "the same, tested on compositions that training has not", 500},
}};

tl::unexpected<Error> refuse(std::string_view text, std::string message) {
  return fail(ErrorCode::kInvalidArgument, std::move(message), std::string(text));
}

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const char* end = text.data() + text.size();
  const auto [at, status] = std::from_chars(text.data(), end, number);
  return status == std::errc() && at == end;
}

/// "seed=3,count=20"
bool read_settings(std::string_view text, SuiteRequest& request) {
  while (!text.empty()) {
    const std::string_view setting = text.substr(0, text.find(','));
    text.remove_prefix(std::min(setting.size() + 1, text.size()));
    if (setting.starts_with("seed=")) {
      if (!read_number(setting.substr(5), request.seed)) return false;
    } else if (setting.starts_with("count=")) {
      std::size_t count = 0;
      if (!read_number(setting.substr(6), count) || count < 1 || count > 100'000) return false;
      request.count = count;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace

std::string SuiteRequest::name() const {
  return fmt::format("{}/{}:seed={}{}", family, split, seed,
                     count ? fmt::format(",count={}", *count) : "");
}

std::span<const SuiteFamily> suite_families() { return kFamilies; }

bool is_suite_request(std::string_view text) {
  return text.starts_with("ood/") || text.starts_with("sampled/");
}

std::size_t count_of(const SuiteRequest& request) {
  const auto family = std::ranges::find(kFamilies, request.family, &SuiteFamily::name);
  return request.count.value_or(family == kFamilies.end() ? 0 : family->count);
}

Result<SuiteRequest> parse_suite_request(std::string_view text) {
  SuiteRequest request;
  const std::string_view path = text.substr(0, text.find(':'));
  if (path.size() < text.size() && !read_settings(text.substr(path.size() + 1), request)) {
    return refuse(text, "after ':' expected seed=N and count=N, with a comma between");
  }
  request.family = path;
  request.split = "test";
  for (const std::string_view split : {"train", "test"}) {
    if (!path.ends_with(fmt::format("/{}", split))) continue;
    request.split = split;
    request.family = path.substr(0, path.size() - split.size() - 1);
  }
  std::string names;
  for (const SuiteFamily& family : kFamilies) {
    if (family.name == request.family) return request;
    names += fmt::format("{}{}", names.empty() ? "" : ", ", family.name);
  }
  return refuse(text, fmt::format("no such suite; there are {}", names));
}

bool needs_pictures(const SuiteRequest& request) {
  return request.family == "ood/compose-7" || request.family.starts_with("ood/grid-");
}

Result<std::vector<Task>> make_suite(const SuiteRequest& request,
                                     std::span<const dsl::Raster> pictures) {
  const bool is_ours = request.family.starts_with("ood/") && count_of(request) > 0;
  if (!is_ours) return refuse(request.family, "no such suite");
  const OodRequest what{request.family, request.split == "test", request.seed, count_of(request)};
  auto tasks = request.family == "ood/compose-7" ? make_compositions(what, pictures)
               : is_split(request.family)        ? make_split(what, pictures)
                                                 : make_shift(what);
  if (!tasks) return tasks;
  std::ranges::sort(*tasks, {}, &Task::id);
  return tasks;
}

dsl::Digest content_hash(std::span<const Task> tasks) {
  std::vector<dsl::Digest> parts;
  for (const Task& task : tasks) {
    parts.push_back(dsl::digest_text(task.id()));
    parts.push_back(dsl::digest_text(print_task(task)));
  }
  return dsl::digest_sequence(parts);
}

}  // namespace gestalt::tasks
