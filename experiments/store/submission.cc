#include "experiments/store/submission.h"

#include <fmt/format.h>

#include <algorithm>

namespace gestalt::experiments {

namespace {

using Json = nlohmann::ordered_json;

/// What stands where there is no prediction.
Json no_prediction() { return Json::parse("[[0, 0], [0, 0]]"); }

tl::unexpected<Error> malformed(std::string_view source, std::string_view place, std::string what) {
  return fail(ErrorCode::kInvalidArgument, std::move(what),
              place.empty() ? std::string(source) : fmt::format("{}: {}", source, place));
}

Result<std::vector<Attempts>> parse_attempts(const Json& tests, std::string_view source,
                                             const std::string& task) {
  if (!tests.is_array()) return malformed(source, task, "expected an array, one object a test");
  std::vector<Attempts> all;
  for (const Json& test : tests) {
    const std::string place = fmt::format("{}[{}]", task, all.size());
    if (!test.is_object() || test.size() != 2 || !test.contains("attempt_1") ||
        !test.contains("attempt_2")) {
      return malformed(source, place, "expected an object with attempt_1 and attempt_2");
    }
    for (const char* attempt : {"attempt_1", "attempt_2"}) {
      if (test[attempt].is_array()) continue;
      return malformed(source, fmt::format("{}.{}", place, attempt), "expected an array");
    }
    all.push_back({test["attempt_1"], test["attempt_2"]});
  }
  return all;
}

}  // namespace

Result<Submission> make_submission(std::span<const TaskResult> results,
                                   const std::map<std::string, std::size_t>& tests) {
  Submission submission;
  for (const auto& [task, count] : tests) {
    submission[task].assign(count, {no_prediction(), no_prediction()});
  }
  for (const TaskResult& result : results) {
    std::vector<Attempts>& all = submission[result.task];
    if (all.empty()) {
      const std::size_t count = result.guesses.empty() ? result.tests : result.guesses[0].size();
      if (count == 0) {
        return fail(ErrorCode::kInvalidArgument,
                    "has no guess, and its run does not say how many test inputs it has: name the "
                    "data set with --suite",
                    result.task);
      }
      all.assign(count, {no_prediction(), no_prediction()});
    }
    for (std::size_t g = 0; g < std::min<std::size_t>(result.guesses.size(), 2); ++g) {
      if (!result.guesses[g].is_array() || result.guesses[g].size() != all.size()) {
        return fail(ErrorCode::kInvalidArgument,
                    fmt::format("a guess has {} outputs for {} test inputs",
                                result.guesses[g].size(), all.size()),
                    result.task);
      }
      for (std::size_t t = 0; t < all.size(); ++t) {
        (g == 0 ? all[t].first : all[t].second) = result.guesses[g][t];
      }
    }
  }
  return submission;
}

std::string print_submission(const Submission& submission) {
  std::string text = "{";
  for (const auto& [task, tests] : submission) {
    Json array = Json::array();
    for (const Attempts& attempts : tests) {
      array.push_back({{"attempt_1", attempts.first}, {"attempt_2", attempts.second}});
    }
    text += fmt::format("{}\n{}: {}", text.size() == 1 ? "" : ",", Json(task).dump(), array.dump());
  }
  return text + "\n}\n";
}

Result<Submission> parse_submission(std::string_view text, std::string_view source) {
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return malformed(source, "", "not JSON");
  if (!json.is_object()) return malformed(source, "", "expected an object, one entry a task");
  Submission submission;
  for (const auto& [task, tests] : json.items()) {
    auto attempts = parse_attempts(tests, source, task);
    if (!attempts) return tl::unexpected(attempts.error());
    submission.emplace(task, *std::move(attempts));
  }
  return submission;
}

Result<Score> score_submission(const Submission& submission, const Answers& answers) {
  for (const auto& [task, attempts] : submission) {
    const auto right = answers.find(task);
    if (right == answers.end()) {
      return fail(ErrorCode::kInvalidArgument, "the data set has no such task", task);
    }
    if (right->second.size() == attempts.size()) continue;
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("{} test outputs in the submission, {} in the data set",
                            attempts.size(), right->second.size()),
                task);
  }
  Score score;
  for (const auto& [task, outputs] : answers) {
    const auto attempts = submission.find(task);
    std::size_t known = 0;
    std::size_t right = 0;
    for (std::size_t t = 0; t < outputs.size(); ++t) {
      if (outputs[t].is_null()) continue;
      ++known;
      if (attempts == submission.end()) continue;
      const Attempts& mine = attempts->second[t];
      if (mine.first == outputs[t] || mine.second == outputs[t]) ++right;
    }
    if (known == 0) continue;
    ++score.tasks;
    if (attempts == submission.end()) ++score.missing;
    if (right == known) ++score.tasks_right;
    score.outputs += known;
    score.outputs_right += right;
    score.sum += static_cast<double>(right) / static_cast<double>(known);
  }
  return score;
}

}  // namespace gestalt::experiments
