#include "experiments/cli/suite_run.h"

#include <fmt/format.h>

#include "experiments/cli/suite_ledger.h"
#include "experiments/store/result_file.h"
#include "experiments/store/run_store.h"

namespace gestalt::experiments {

namespace {

Result<std::unique_ptr<ResultSink>> open_file(const Keeping& keeping) {
  auto file = keeping.resume ? ResultFile::resume(keeping.out) : ResultFile::create(keeping.out);
  if (!file) return tl::unexpected(file.error());
  return std::make_unique<ResultFile>(*std::move(file));
}

Result<std::unique_ptr<ResultSink>> open_store(const Keeping& keeping, const RunDescription& run) {
  auto stored =
      keeping.resume ? StoredRun::resume(keeping.store, run) : StoredRun::begin(keeping.store, run);
  if (!stored) return tl::unexpected(stored.error());
  return std::unique_ptr<ResultSink>(*std::move(stored));
}

}  // namespace

RunDescription describe_run(const std::string& name, const Suite& suite,
                            const SearchSettings& settings, const Searcher& searcher,
                            FittedOn fitted_on) {
  RunDescription run{name,
                     suite.name,
                     dsl::to_string(suite.hash),
                     searcher.language(),
                     searcher.checkpoint(),
                     settings_record(settings)};
  run.settings.push_back(
      {"fitted-on", fitted_on == FittedOn::kAll ? "all training tasks" : "the other half of them"});
  return run;
}

Result<Sinks> open_sinks(const Keeping& keeping, const Suite& suite, const RunDescription& run) {
  Sinks sinks;
  if (!keeping.out.empty()) {
    auto file = open_file(keeping);
    if (!file) return tl::unexpected(file.error());
    const TaskIndex tasks(suite.tasks);
    for (const TaskResult& result : (*file)->finished()) {
      const auto task = tasks.find(result.task, keeping.out);
      if (!task) return tl::unexpected(task.error());
    }
    sinks.push_back(*std::move(file));
  }
  if (!keeping.store.empty()) {
    auto store = open_store(keeping, run);
    if (!store) return tl::unexpected(store.error());
    sinks.push_back(*std::move(store));
  }
  return sinks;
}

Result<TaskResult> search_task(const tasks::Task& task, Searcher& searcher, FittedOn fitted_on) {
  const auto ranking = fitted_on == FittedOn::kAll ? synthesis::Ranking::kAll
                                                   : synthesis::fitted_elsewhere(task.id());
  const synthesis::Deadline deadline = searcher.deadline();
  const auto found = searcher.search(task, ranking);
  if (!found) return tl::unexpected(found.error());
  TaskResult result = task_result(task, *found);
  if (const int bound = searcher.certificate(); bound > 0) {
    const auto certificates = searcher.certify(task, *found, deadline);
    result.certificates = certificates_json(task, certificates, bound);
  }
  return result;
}

Result<std::vector<TaskResult>> run_suite(const Suite& suite, Shard shard, Searcher& searcher,
                                          const Sinks& sinks, const std::string& label,
                                          const std::atomic<bool>& interrupted,
                                          FittedOn fitted_on) {
  const auto ledger = SuiteLedger::open(suite, shard, sinks, label);
  if (!ledger) return tl::unexpected(ledger.error());
  for (const std::size_t k : (*ledger)->due()) {
    if (interrupted) break;
    (*ledger)->begin(k);
    auto result = search_task(suite.tasks[k], searcher, fitted_on);
    if (!result) return tl::unexpected(result.error());
    const auto kept = (*ledger)->finish(*std::move(result));
    if (!kept) return tl::unexpected(kept.error());
  }
  return (*ledger)->close();
}

}  // namespace gestalt::experiments
