#include "neural/train/trainer.h"

#include <chrono>
#include <cmath>
#include <fstream>
#include <future>
#include <nlohmann/json.hpp>

namespace gestalt::neural {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using Json = nlohmann::ordered_json;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// One run in its folder.
class Run {
 public:
  Run(Net& net, const TrainOptions& options, const TrainInput& input, const fs::path& folder)
      : net_(net), options_(options), input_(input), folder_(folder) {}

  Result<void> open(bool resume) {
    std::error_code status;
    fs::create_directories(folder_, status);
    if (status) return fail(ErrorCode::kIo, status.message(), folder_.string());
    if (!fs::exists(folder_ / kMetricsFile)) return write_lines({});
    if (!resume) {
      return fail(ErrorCode::kIo, "has a run already; --resume goes on with it", folder_.string());
    }
    if (!fs::exists(folder_ / kStateFile)) return write_lines({});  // killed before its first state
    const auto state = read_checkpoint(folder_ / kStateFile);
    if (!state) return tl::unexpected(state.error());
    const std::string where = (folder_ / kStateFile).string();
    if (const auto same = check_purpose(state->purpose, input_.purpose, where); !same) return same;
    if (state->sizes != input_.sizes || state->config != input_.config) {
      return fail(ErrorCode::kInvalidArgument, "is the state of a run with another configuration",
                  where);
    }
    if (auto set = net_.set_tensors(state->tensors); !set) {
      Error error = set.error();
      error.where = where;
      return tl::unexpected(error);
    }
    step_ = state->step;
    return drop_later_lines();
  }

  Result<void> go(const std::atomic<bool>& interrupt,
                  const std::function<void(const TrainProgress&)>& show) {
    const std::uint64_t last = options_.schedule.steps;
    start_report();
    auto next = std::async(std::launch::async, input_.batch, step_);
    while (step_ < last && !interrupt) {
      const auto asked = Clock::now();
      const NetBatch batch = next.get();
      waited_ += seconds_since(asked);
      if (step_ + 1 < last) next = std::async(std::launch::async, input_.batch, step_ + 1);
      const auto loss = net_.train(batch, learning_rate(options_.schedule, step_), options_.clip);
      if (!loss) return tl::unexpected(loss.error());
      if (!std::isfinite(loss->nats)) {
        return fail(ErrorCode::kInvalidArgument,
                    "the loss is no number; a smaller learning rate may help", folder_.string());
      }
      ++step_;
      nats_ += loss->nats;
      right_ += loss->right;
      tasks_ += batch.tasks;
      ++reported_;
      const bool is_last = step_ == last;
      if (step_ % options_.report_every == 0 || is_last) {
        if (auto done = report(show); !done) return done;
      }
      if (step_ % options_.validate_every == 0 || is_last) {
        if (auto done = validate(); !done) return done;
      }
      if (step_ % options_.checkpoint_every == 0 || is_last) {
        if (auto done = save(); !done) return done;
      }
    }
    return step_ == last ? Result<void>() : save();
  }

 private:
  void start_report() {
    since_ = Clock::now();
    waited_ = nats_ = right_ = 0;
    tasks_ = reported_ = 0;
  }

  Result<void> report(const std::function<void(const TrainProgress&)>& show) {
    const double seconds = seconds_since(since_);
    const auto count = static_cast<double>(reported_);
    TrainProgress progress;
    progress.step = step_;
    progress.steps = options_.schedule.steps;
    progress.nats = nats_ / count;
    progress.right = right_ / count;
    progress.tasks_per_second = static_cast<double>(tasks_) / seconds;
    progress.waited = waited_ / seconds;
    progress.seconds_left = static_cast<double>(progress.steps - step_) * seconds / count;
    // Times stand last, under keys with "seconds", so that curves of two runs can be compared.
    const Json line{{"step", step_},
                    {"nats", progress.nats},
                    {"right", progress.right},
                    {"learning_rate", learning_rate(options_.schedule, step_ - 1)},
                    {"tasks_per_seconds", progress.tasks_per_second},
                    {"waited_share_of_seconds", progress.waited}};
    auto written = append(line);
    show(progress);
    start_report();
    return written;
  }

  Result<void> validate() {
    Json line{{"step", step_}};
    for (const auto& [name, batch] : input_.validation) {
      const auto loss = net_.evaluate(batch);
      if (!loss) return tl::unexpected(loss.error());
      line[name] = {{"nats", loss->nats}, {"right", loss->right}};
    }
    return append(line);
  }

  Result<void> save() {
    Checkpoint checkpoint{input_.purpose, input_.sizes, step_, input_.config, {}};
    for (const bool state : {true, false}) {
      auto tensors = net_.tensors(state);
      if (!tensors) return tl::unexpected(tensors.error());
      checkpoint.tensors = *std::move(tensors);
      auto written = write_checkpoint(folder_ / (state ? kStateFile : weights_file(input_.purpose)),
                                      checkpoint);
      if (!written) return written;
    }
    return {};
  }

  Result<void> append(const Json& line) {
    std::ofstream file(folder_ / kMetricsFile, std::ios::app);
    file << line.dump() << '\n';
    file.close();
    if (file) return {};
    return fail(ErrorCode::kIo, "cannot be written", (folder_ / kMetricsFile).string());
  }

  Result<void> write_lines(const std::vector<std::string>& lines) {
    std::ofstream file(folder_ / kMetricsFile, std::ios::trunc);
    for (const std::string& line : lines) file << line << '\n';
    file.close();
    if (file) return {};
    return fail(ErrorCode::kIo, "cannot be written", (folder_ / kMetricsFile).string());
  }

  /// A line that was cut off by a kill is dropped, too.
  Result<void> drop_later_lines() {
    std::vector<std::string> kept;
    std::ifstream file(folder_ / kMetricsFile);
    for (std::string line; std::getline(file, line);) {
      const Json json = Json::parse(line, nullptr, false);
      if (json.is_discarded() || !json.is_object()) continue;
      if (json.value("step", step_ + 1) <= step_) kept.push_back(line);
    }
    file.close();
    return write_lines(kept);
  }

  Net& net_;
  const TrainOptions& options_;
  const TrainInput& input_;
  fs::path folder_;
  std::uint64_t step_ = 0;
  Clock::time_point since_;
  double waited_ = 0;
  double nats_ = 0;
  double right_ = 0;
  std::int64_t tasks_ = 0;
  std::uint64_t reported_ = 0;
};

}  // namespace

Result<void> train(Net& net, const TrainOptions& options, const TrainInput& input,
                   const fs::path& folder, bool resume, const std::atomic<bool>& interrupt,
                   const std::function<void(const TrainProgress&)>& show) {
  Run run(net, options, input, folder);
  if (auto opened = run.open(resume); !opened) return opened;
  return run.go(interrupt, show);
}

}  // namespace gestalt::neural
