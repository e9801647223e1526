#include "synthesis/sample/task_sampler.h"

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "dsl/core/evaluate.h"
#include "dsl/core/syntax.h"
#include "synthesis/api/choices.h"
#include "synthesis/search/level_runner.h"

namespace gestalt::synthesis {

namespace {

constexpr dsl::Limits kLimits{.fuel = 20'000, .list_length = 256};
constexpr std::uint64_t kLargestCorpusProgram = 40;  // nodes
constexpr int kLiteralCost = 6;
constexpr int kFunctionCost = 8;

std::vector<dsl::Type> types_of_literals(const dsl::Domain& domain) {
  std::vector<dsl::Type> types;
  for (const dsl::Role& role : domain.roles) {
    if (std::ranges::find(types, role.type) == types.end()) types.push_back(role.type);
  }
  return types;
}

}  // namespace

bool gives_outputs_type(const dsl::Instruction& step, const dsl::Domain& domain) {
  return step.kind == dsl::Instruction::Kind::kPrimitive &&
         domain.registry[step.payload].type.result() == domain.task_type.result();
}

/// One group being made.
class TaskSampler::Group {
 public:
  Group(const TaskSampler& sampler, std::uint64_t number)
      : sampler_(sampler),
        domain_(*sampler.domain_),
        rng_(dsl::digest_bytes(&number, sizeof(number), sampler.options_.seed).low),
        context_(values_, domain_.registry, kLimits) {}

  void make(std::size_t first_task, const Visitor& visit) {
    constexpr int kPatience = 4000;  // programs drawn on one set of inputs
    for (std::size_t task = first_task; task < first_task + kGroup;) {
      draw_inputs();
      const auto mark = values_.mark();
      for (int drawn = 0; drawn < kPatience && task < first_task + kGroup; ++drawn) {
        values_.reset(mark);
        ++sampler_.counts_.drawn;
        const auto program = draw_program();
        if (!program || !accept(*program)) continue;
        ++sampler_.counts_.accepted;
        visit(task++, {examples_, outputs_.back(), pool_, *program, costs_.back(), code_, slots_,
                       inputs_of_});
      }
    }
  }

 private:
  void draw_inputs() {
    const TaskSamplerOptions& options = sampler_.options_;
    const std::size_t pairs =
        options.least_pairs + rng_() % (options.most_pairs - options.least_pairs + 1);
    pool_ = dsl::TermPool();
    known_.clear();
    values_.clear();
    examples_ = {};
    examples_.input_types = {sampler_.inputs_->type()};
    examples_.output_type = domain_.task_type.result();
    examples_.train_count = pairs;
    tasks::InputSource::Drawn drawn = sampler_.inputs_->draw(rng_, pairs + 1, values_);
    examples_.inputs = {std::move(drawn.values)};
    inputs_of_ = drawn.task;
    constants_ = domain_.constants(examples_, values_);
    note_cheap_rows();
  }

  /// What costs least: the input, the literals, and one primitive on the input.
  void note_cheap_rows() {
    const std::vector<dsl::Value>& input = examples_.inputs.front();
    const auto variable = Costs::kVariable;
    note(input, variable);
    std::vector<dsl::Value> row(input.size());
    for (const dsl::Constant& constant : constants_) {
      std::ranges::fill(row, constant.value);
      note(row, constant.cost);
    }
    const auto mark = values_.mark();
    for (const dsl::PrimitiveId id : sampler_.unary_) {
      const dsl::Primitive& primitive = domain_.registry[id];
      const dsl::Value* arguments[] = {input.data()};
      context_.refuel();
      const dsl::Fault fault =
          primitive.eval(context_, primitive, arguments, row.data(), row.size());
      if (fault == dsl::Fault::kNone && present(row)) note(row, primitive.cost + variable);
      values_.reset(mark);
    }
  }

  void note(std::span<const dsl::Value> row, int cost) {
    const auto [at, fresh] = known_.emplace(digest_of(row), cost);
    if (!fresh) at->second = std::min(at->second, cost);
  }

  static dsl::Digest digest_of(std::span<const dsl::Value> row) {
    return row_digest(0, row.data(), row.size());
  }

  bool present(std::vector<dsl::Value>& row) {
    if (domain_.present == nullptr) return true;
    for (dsl::Value& value : row) {
      const auto output = domain_.present(context_, value);
      if (!output) return false;
      value = *output;
    }
    return true;
  }

  std::optional<dsl::TermId> draw_program() {
    const TaskSamplerOptions& options = sampler_.options_;
    const int size = options.sizes[rng_() % options.sizes.size()];
    const int mutated = sampler_.corpus_.empty() ? 0 : options.mutated;
    const auto parts = static_cast<std::uint64_t>(options.by_cost + options.evenly + mutated);
    const auto drawn = static_cast<int>(rng_() % parts);
    const bool evenly = drawn >= options.by_cost && drawn < options.by_cost + options.evenly;
    const ProgramSampler::Draw draw{rng_, pool_, evenly ? sampler_.evenly_ : sampler_.by_cost_,
                                    constants_, values_};
    if (drawn < options.by_cost + options.evenly) return sampler_.programs_.sample(draw, size);
    const dsl::TermId program = pool_.import(sampler_.corpus_pool_, draw_of_corpus());
    return sampler_.programs_.mutate(draw, program, size % 3);
  }

  dsl::TermId draw_of_corpus() {
    if (inputs_of_ != nullptr && rng_() % 2 == 0) {
      const auto own = sampler_.program_of_task_.find(*inputs_of_);
      if (own != sampler_.program_of_task_.end()) return own->second;
    }
    return sampler_.corpus_[rng_() % sampler_.corpus_.size()];
  }

  /// Runs a program on all inputs; its outputs and the costs of its parts are kept where it is
  /// a task.
  bool accept(dsl::TermId program) {
    code_ = dsl::compile(pool_, program, 1, domain_.registry);
    if (!run()) return count(sampler_.counts_.faulty);
    if (is_trivial()) return count(sampler_.counts_.trivial);
    if (!is_cheapest()) return count(sampler_.counts_.dear);
    examples_.outputs.assign(outputs_.begin(), outputs_.end() - 1);
    if (!is_reachable(program)) return count(sampler_.counts_.unreachable);
    if (split_of(pool_, program, 1, domain_.registry) != sampler_.options_.split) {
      return count(sampler_.counts_.held_out);
    }
    return true;
  }

  static bool count(std::atomic<std::uint64_t>& counter) {
    ++counter;
    return false;
  }

  /// Fills slots_ (of every example) and outputs_.
  bool run() {
    const std::vector<dsl::Value>& inputs = examples_.inputs.front();
    slots_.resize(inputs.size());
    outputs_.clear();
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      context_.refuel();
      dsl::Trace trace = dsl::trace(context_, code_, {&inputs[i], 1});
      if (trace.fault != dsl::Fault::kNone) return false;
      slots_[i] = std::move(trace.slots);
      outputs_.push_back(slots_[i].back());
    }
    return present(outputs_);
  }

  [[nodiscard]] bool is_trivial() const {
    const auto equal = [&](dsl::Value output) { return output == outputs_.front(); };
    if (std::ranges::all_of(outputs_, equal)) return true;
    const dsl::BaseType* type = domain_.find_type(examples_.output_type.name());
    if (type == nullptr || !type->raster) return false;
    // A picture of one color and some size says little.
    return std::ranges::all_of(outputs_, [&](dsl::Value output) {
      const dsl::Raster raster = type->raster->to_raster(output);
      return raster.cells.size() > 1 && std::ranges::all_of(raster.cells, [&](int cell) {
               return cell == raster.cells.front();
             });
    });
  }

  /// Whether nothing cheaper is known for any part of the program; then its parts are noted.
  bool is_cheapest() {
    costs_.clear();
    digests_.clear();
    std::vector<dsl::Value> row(slots_.size());
    for (std::size_t k = 0; k < code_.instructions.size(); ++k) {
      const dsl::Instruction& step = code_.instructions[k];
      costs_.push_back(cost_of(step));
      const bool is_last = k + 1 == code_.instructions.size();
      for (std::size_t i = 0; i < row.size(); ++i) {
        row[i] = is_last ? outputs_[i] : slots_[i][k];
      }
      if (!is_last && gives_outputs_type(step, domain_) && !present(row)) {
        for (std::size_t i = 0; i < row.size(); ++i) row[i] = slots_[i][k];
      }
      digests_.push_back(digest_of(row));
      const auto known = known_.find(digests_.back());
      if (known != known_.end() && known->second < costs_.back()) return false;
    }
    for (std::size_t k = 0; k < digests_.size(); ++k) known_[digests_[k]] = costs_[k];
    return true;
  }

  [[nodiscard]] int cost_of(const dsl::Instruction& step) const {
    int cost = 0;
    switch (step.kind) {
      case dsl::Instruction::Kind::kInput:
        return Costs::kVariable;
      case dsl::Instruction::Kind::kLiteral:
        return kLiteralCost;
      case dsl::Instruction::Kind::kPrimitive:
        cost = domain_.registry[step.payload].cost;
        break;
      default:
        cost = kFunctionCost;
    }
    for (const std::uint32_t operand : step.operands) cost += costs_[operand];
    return cost;
  }

  /// Whether a search would try every literal.
  bool is_reachable(dsl::TermId program) {
    const auto offered = domain_.constants(examples_, values_);
    bool all = true;
    for_each_choice(pool_, program, 1, [&](const Choice& choice) {
      if (choice.kind != Choice::Kind::kLiteral) return;
      all = all && find_constant(offered, pool_.literal_of(choice.term)) != nullptr;
    });
    return all;
  }

  const TaskSampler& sampler_;
  const dsl::Domain& domain_;
  dsl::Rng rng_;
  dsl::Arena values_;
  dsl::EvalContext context_;
  dsl::TermPool pool_;
  dsl::Examples examples_;
  const std::string* inputs_of_ = nullptr;  ///< id of the task whose inputs were changed
  std::vector<dsl::Constant> constants_;
  std::unordered_map<dsl::Digest, int, dsl::DigestHash> known_;  ///< least costs, by row
  dsl::Program code_;                           ///< of the program that was drawn last
  std::vector<std::vector<dsl::Value>> slots_;  ///< by example: results of the instructions
  std::vector<dsl::Value> outputs_;             ///< presented, by example
  std::vector<int> costs_;                      ///< by instruction, as are the digests
  std::vector<dsl::Digest> digests_;
};

TaskSampler::TaskSampler(const dsl::Domain& domain, const tasks::InputSource& inputs,
                         TaskSamplerOptions options)
    : domain_(&domain),
      inputs_(&inputs),
      options_(std::move(options)),
      by_cost_(domain),
      evenly_(uniform_costs(domain)),
      literal_types_(types_of_literals(domain)),
      programs_(domain, {inputs.type()}, domain.task_type.result(), literal_types_) {
  const dsl::Type unary = dsl::arrow(inputs.type(), domain.task_type.result());
  for (dsl::PrimitiveId id = 0; id < domain.registry.size(); ++id) {
    if (domain.registry[id].type == unary) unary_.push_back(id);
  }
}

Result<std::size_t> TaskSampler::add_corpus(std::span<const tasks::CorpusEntry> programs) {
  const std::size_t before = corpus_.size();
  for (const tasks::CorpusEntry& entry : programs) {
    const auto program =
        dsl::parse_program(entry.program, domain_->task_type, *domain_, corpus_pool_);
    if (!program) return tl::unexpected(program.error());
    if (corpus_pool_.tree_size(*program) > kLargestCorpusProgram) continue;
    corpus_.push_back(*program);
    program_of_task_.emplace(entry.task, *program);
  }
  return corpus_.size() - before;
}

void TaskSampler::sample(std::uint64_t first, std::uint64_t count, int threads,
                         const Visitor& visit) const {
  const auto make = [&](std::uint64_t i) { Group(*this, first + i).make(i * kGroup, visit); };
  if (threads <= 1) {
    for (std::uint64_t i = 0; i < count; ++i) make(i);
    return;
  }
  // More threads than cores are allowed: oneTBB warns on stderr otherwise.
  const tbb::global_control workers(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(threads));
  tbb::task_arena arena(threads);
  arena.execute([&] { tbb::parallel_for(std::uint64_t{0}, count, make); });
}

tasks::Task to_task(const SampledTask& sampled, const dsl::Domain& domain, std::string id) {
  const dsl::Examples& examples = sampled.examples;
  tasks::Task task(std::move(id), domain.name, domain.task_type);
  const std::vector<dsl::Value>& inputs = examples.inputs.front();
  for (std::size_t i = 0; i < examples.train_count; ++i) {
    task.add_train({&inputs[i], 1}, examples.outputs[i]);
  }
  task.add_test({&inputs.back(), 1}, sampled.test_output);
  return task;
}

}  // namespace gestalt::synthesis
