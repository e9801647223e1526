// How fast the evaluators are, by family: calls a second on rows of real tasks.
//
// A row is as in a search: one argument tuple for each example of a task. Arguments of the task's
// input type are inputs of the tasks in ../configs/bench_search.txt; others are sampled by their
// type. Primitives with function arguments or type variables are left out: the search calls them
// through functions of its own. A fault ends a row early, as it does in a search.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "dsl/core/context.h"
#include "experiments/cli/console.h"
#include "experiments/cli/searcher.h"
#include "experiments/cli/task_list.h"

namespace gestalt::experiments {
namespace {

constexpr std::string_view kTaskList = "experiments/configs/bench_search.txt";
constexpr std::size_t kRowsEach = 20;  // rows of arguments for a primitive

/// A primitive with arguments for a whole row: arguments[k][i] for example i.
struct Call {
  const dsl::Primitive* primitive = nullptr;
  std::vector<std::vector<dsl::Value>> arguments;
  std::size_t examples = 0;
};

bool is_first_order(const dsl::Type& type) {
  const auto parameters = type.parameters();
  return type.is_ground() && std::none_of(parameters.begin(), parameters.end(),
                                          [](const dsl::Type& each) { return each.is_arrow(); });
}

Call make_call(const dsl::Domain& domain, const dsl::Primitive& primitive, const tasks::Task& task,
               dsl::Rng& rng, dsl::Arena& arena) {
  Call call{&primitive, {}, task.size()};
  const dsl::Type input_type = task.type().parameters().front();
  bool first = true;  // the first argument of the input's type is the input, another one any input
  for (const dsl::Type& type : primitive.type.parameters()) {
    auto& row = call.arguments.emplace_back();
    for (std::size_t i = 0; i < task.size(); ++i) {
      if (type != input_type) {
        row.push_back(dsl::sample_value(domain, type, rng, arena));
      } else {
        row.push_back(task.inputs(first ? i : rng() % task.size())[0]);
      }
    }
    if (type == input_type) first = false;
  }
  return call;
}

void run_calls(benchmark::State& state, const dsl::Domain& domain, const std::vector<Call>& calls) {
  dsl::Arena arena;
  dsl::EvalContext context(arena, domain.registry);
  std::vector<dsl::Value> results;
  std::vector<const dsl::Value*> arguments;
  std::int64_t done = 0;
  for (auto _ : state) {
    for (const Call& call : calls) {
      const auto mark = arena.mark();
      arguments.clear();
      for (const auto& row : call.arguments) arguments.push_back(row.data());
      results.resize(call.examples);
      context.refuel();
      benchmark::DoNotOptimize(call.primitive->eval(context, *call.primitive, arguments.data(),
                                                    results.data(), call.examples));
      arena.reset(mark);
      ++done;
    }
  }
  state.SetItemsProcessed(done);
}

int run(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  const auto tasks = load_task_list(kTaskList);
  if (!tasks) {
    print_error(to_string(tasks.error()));
    return 2;
  }
  const dsl::Domain& domain = domain_of(tasks->front());
  dsl::Rng rng(1);
  dsl::Arena arena;
  std::map<std::string, std::vector<Call>> families;
  std::size_t left_out = 0;
  for (const dsl::Primitive& primitive : domain.registry.primitives()) {
    if (!is_first_order(primitive.type)) {
      ++left_out;
      continue;
    }
    for (std::size_t r = 0; r < kRowsEach; ++r) {
      const tasks::Task& task = (*tasks)[r % tasks->size()];
      families[primitive.family].push_back(make_call(domain, primitive, task, rng, arena));
    }
  }
  for (const auto& [family, calls] : families) {
    benchmark::RegisterBenchmark(family.c_str(), [&domain,
                                                  &calls = calls](benchmark::State& state) {
      run_calls(state, domain, calls);
    })->Unit(benchmark::kMicrosecond);
  }
  benchmark::RunSpecifiedBenchmarks();
  print(
      fmt::format("items are calls on a row of all examples of a task; {} of {} primitives take "
                  "functions or are polymorphic and are left out\n",
                  left_out, domain.registry.size()));
  return 0;
}

}  // namespace
}  // namespace gestalt::experiments

int main(int argc, char** argv) { return gestalt::experiments::run(argc, argv); }
