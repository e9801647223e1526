// Cost-ordered bottom-up enumeration with observational equivalence and goals from both ends.
//
// Builds all terms by increasing inner cost (bank.h), keeps one term a distinct row over all train
// and test inputs, and looks every new row up among the goals: the train outputs and what inverses
// of primitives derive from them, cheapest first, in as many steps as the terms take. Function
// arguments come from inner banks (function_space.h). Source: cost-ordered enumeration as in Probe
// (Barke et al. 2020) and heap search (Fijalkow et al. 2022), observational equivalence after Udupa
// et al. (2013); deviates in the level-synchronous parallel merge (level_runner.h) and in backward
// goals. Limits: primitives of more than kMaxArity arguments and lambdas inside lambdas are not
// enumerated.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "synthesis/api/costs.h"
#include "synthesis/api/report.h"
#include "synthesis/api/scorer.h"
#include "synthesis/search/function_space.h"
#include "synthesis/search/goals.h"
#include "synthesis/search/level_runner.h"
#include "synthesis/search/outside_costs.h"
#include "synthesis/search/strategy.h"

namespace gestalt::synthesis {

struct EnumeratorOptions {
  Budget budget;
  int threads = 1;
  std::size_t guesses = 2;  ///< stop at so many different predictions
  /// Rows of the outputs' type that terms may be built of, as of inputs; they outlive the
  /// enumerator. A program that uses one costs what its whole term costs.
  std::span<const KnownRow> known = {};
  const SharedTraits* traits = nullptr;  ///< predictions that lack one are kept but not counted
  TaskScorer* scorer = nullptr;  ///< makes unlikely values dearer as arguments; null: none is
  bool judges_beside = false;    ///< by a thread of its own, one more than `threads`
};

/// Threads: one caller; uses `threads` of them inside.
class Enumerator final : public RowObserver, public ArgumentRows {
 public:
  /// `examples`, `constants`, `costs` and `memory` outlive the enumerator.
  Enumerator(const dsl::Domain& domain, const dsl::Examples& examples,
             std::span<const dsl::Constant> constants, const Costs& costs,
             const EnumeratorOptions& options, dsl::ChunkPool& memory, dsl::TermPool& pool,
             const std::atomic<bool>* interrupt);

  /// Runs until a budget ends it. Afterwards programs() and report() are valid.
  void run();

  /// Cheapest first; their test predictions differ.
  [[nodiscard]] const std::vector<Finding>& programs() const { return programs_; }
  [[nodiscard]] const SearchReport& report() const { return report_; }

  /// Calls f(entry, row) for every row of a type that is kept, until it returns false. After run().
  template <class F>
  void for_each_row(const dsl::Type& type, F f) const {
    const auto index = grammar_.find(type);
    if (!index) return;
    for (const Range range : bank_.all(*index)) {
      for (EntryId id = range.begin; id < range.end; ++id) {
        const auto* row = bank_.entries()[id].row;
        if (row != nullptr && !f(id, row)) return;
      }
    }
  }
  /// A kept row with its term and cost.
  [[nodiscard]] KnownRow known_row(EntryId entry);

  void see(std::size_t worker, std::uint64_t key, const Entry& entry, TypeIndex type,
           const dsl::Value* row) override;
  [[nodiscard]] const dsl::Value* row(TypeIndex type, EntryId entry) const override;

 private:
  /// A row that equals a goal, or nearly the first one. A row is seen under several keys where
  /// threads race, so hits are told apart by their rows and the smallest key counts.
  struct Hit {
    std::uint64_t key = 0;
    Entry entry;
    GoalId goal = 0;
    std::size_t pairs_fit = 0;
    dsl::Digest row;  ///< of a match: the whole row; of a near miss: the train examples
  };
  /// An inverse to be tried.
  struct GoalCandidate {
    GoalId goal = 0;
    std::uint16_t production = 0;
    const dsl::Inverse* inverse = nullptr;
    std::array<EntryId, kMaxArity> arguments{};
  };
  struct WorkerHits {
    explicit WorkerHits(dsl::ChunkPool& memory, const dsl::Registry& registry)
        : arena(&memory), context(arena, registry) {}
    dsl::Arena arena;
    dsl::EvalContext context;
    std::vector<Hit> matches;
    std::vector<Hit> near;
  };

  [[nodiscard]] bool has_enough() const {
    constexpr std::size_t kMost = 32;
    return counted_ >= options_.guesses || programs_.size() >= std::max(kMost, options_.guesses);
  }

  // enumerator.cc: levels.
  /// By type.
  [[nodiscard]] std::vector<LeafCosts> leaf_costs() const;
  /// The productions with the costs of their heads, as the bank orders by them, and of their
  /// arguments. Beside the leaves there are parameters of these types.
  [[nodiscard]] std::vector<Production> with_heads(std::vector<Production> productions, Slot root,
                                                   std::span<const TypeIndex> parameters,
                                                   std::vector<TypeIndex> wanted) const;
  void add_leaves();
  void run_level();
  void note_cheapest(TypeIndex type, int cost);
  [[nodiscard]] Keep choose_keep(const Level& level) const;
  [[nodiscard]] const std::vector<Range>& find_arguments(const Production& production,
                                                         std::size_t k, int cost);
  [[nodiscard]] std::uint64_t steps_left() const { return options_.budget.steps - steps_; }
  [[nodiscard]] std::uint64_t bytes() const { return runner_.bytes() + held_bytes(); }
  /// Bytes of all entries and tables.
  [[nodiscard]] std::uint64_t held_bytes() const;
  /// Whether no further goal may be derived.
  [[nodiscard]] bool goals_done() const;
  void finish(StopReason reason);
  void write_report();

  // enumerator_delays.cc: what comes later because it looks like no part of a solution.
  static constexpr int kMostDelay = 12;
  /// Levels between a value and the first term that may have it as an argument, so that it can be
  /// judged while one is enumerated.
  static constexpr int kLevelsApart = 2;
  /// What is being judged of a level.
  struct Verdict {
    int level = 0;      ///< that it stands with as an argument until then
    EntryId first = 0;  ///< its entries
    EntryId end = 0;
    std::future<std::vector<int>> delays;  ///< of those judged; none where there is no verdict
  };
  /// Values of the outputs' type are.
  [[nodiscard]] bool is_judged(EntryId id) const;
  /// Nothing for what is no number, at most kMostDelay.
  [[nodiscard]] static int delay_of(float log_odds);
  [[nodiscard]] bool is_worth_judging(std::size_t rows) const;
  /// On the verdict's thread.
  [[nodiscard]] std::vector<int> judge(const std::vector<const dsl::Value*>& rows) const;
  /// Has the level judged that was just closed, whose entries begin at `first`.
  void ask_for_verdict(EntryId first);
  void await_verdict();
  /// Forgets the verdict that is awaited; its thread has ended afterwards.
  void drop_verdict();

  // enumerator_functions.cc: inner banks.
  void make_spaces();
  void open_functions();
  void grow_functions(int level);
  [[nodiscard]] int function_level_needed(const FunctionSpace& space, int level) const;

  // enumerator_goals.cc: goals, matches, programs.
  /// What a program costs at least that this inverse leads to, less the term it asks for.
  [[nodiscard]] int goal_cost(const GoalCandidate& candidate) const;
  void queue_candidate(const GoalCandidate& candidate);
  /// Once for each choice of leaves as the other arguments.
  void queue_with_leaves(GoalCandidate candidate);
  void queue_below(GoalId goal);
  /// With these entries as the other argument.
  void queue_with_built(EntryId first, EntryId end);
  void try_inverse(int cost, const GoalCandidate& candidate);
  /// Tries so many of the queued inverses, cheapest first, and looks their goals up.
  void derive_goals(std::uint64_t steps);
  /// Derives goals until they have taken as many steps as terms have.
  void keep_pace();
  void scan_for_goals(GoalId first);
  void collect_hits();
  void accept(const Hit& hit);
  [[nodiscard]] dsl::TermId term_of(const Entry& entry);
  /// Below so many lambdas.
  [[nodiscard]] dsl::TermId leaf_term(const Leaf& leaf, std::uint32_t lambdas);
  [[nodiscard]] dsl::TermId argument_term(const Production& production, std::size_t k, EntryId id);
  [[nodiscard]] dsl::TermId body_term(const FunctionSpace& space, EntryId id);
  [[nodiscard]] dsl::TermId complete(GoalId goal, dsl::TermId term);

  const dsl::Domain& domain_;
  const dsl::Examples& examples_;
  std::span<const dsl::Constant> constants_;
  const Costs& costs_;
  const Costs record_costs_;
  EnumeratorOptions options_;
  dsl::ChunkPool& memory_;
  dsl::TermPool& pool_;
  Deadline deadline_;
  dsl::Arena arena_;  ///< leaf rows, goal rows, outputs of accepted programs
  Grammar grammar_;
  std::vector<int> least_head_;  ///< by PrimitiveId: least cost over all slots
  bool depends_on_slot_;         ///< whether costs do
  Bank bank_;
  EquivalenceTable table_;
  std::vector<ProductionCounts> counts_;
  LevelRunner runner_;
  Goals goals_;
  std::vector<std::unique_ptr<FunctionSpace>> spaces_;
  std::vector<FunctionSpace*> space_of_type_;  ///< by TypeIndex; null for other types
  std::vector<int> cheapest_;                  ///< by TypeIndex: least cost of a term so far
  int dearest_ = 1;                            ///< most a head or leaf costs anywhere
  int last_level_ = 0;                         ///< the last level that had a term
  std::vector<std::unique_ptr<WorkerHits>> hits_;
  std::map<std::tuple<int, TypeIndex, int>, std::vector<Range>> found_arguments_;
  std::vector<int> slot_class_;  ///< by primitive and argument: slots with equal costs share work
  std::vector<Slot> slots_;      ///< one of each class
  std::vector<Range> none_;
  std::uint64_t next_key_ = 0;
  std::map<int, std::deque<GoalCandidate>> candidates_;  ///< by what their programs cost at least
  std::uint64_t steps_ = 0;
  std::uint64_t goal_steps_ = 0;  ///< of them, inverses
  std::uint64_t distinct_ = 0;
  std::vector<Hit> near_;
  std::vector<Finding> programs_;
  std::size_t counted_ = 0;  ///< of them
  std::set<std::vector<dsl::Digest>> predictions_;
  SearchReport report_;
  bool done_ = false;
  int held_back_ = 0;  ///< what values cost more until they are judged
  std::atomic<bool> verdict_unwanted_{false};
  std::optional<Verdict> verdict_;  ///< ends before all that its thread reads
};

}  // namespace gestalt::synthesis
