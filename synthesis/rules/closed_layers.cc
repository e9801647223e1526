#include "synthesis/rules/closed_layers.h"

#include <array>
#include <map>
#include <set>
#include <string>

#include "dsl/core/evaluate.h"
#include "dsl/core/term_writer.h"

namespace gestalt::synthesis {

namespace {

class ClosedLayers {
 public:
  ClosedLayers(const RuleProblem& problem, const LayerTerm& canvas, dsl::EvalContext& context,
               std::uint64_t limit, const Deadline& deadline, std::uint64_t& steps)
      : problem_(problem),
        form_(*problem.domain.cells),
        canvas_(canvas),
        context_(context),
        limit_(limit),
        deadline_(deadline),
        steps_(steps),
        writer_(problem.domain, problem.pool) {
    for (const std::string& name : form_.beside) add_tests(name);
    std::vector<std::int32_t> before;
    std::vector<std::int32_t> after;
    for (std::size_t i = 0; i < canvas_.row.size(); ++i) {
      form_.values.read(problem_.examples.inputs[0][i], before);
      form_.values.read(canvas_.row[i], after);
    }
    for (std::size_t place = 0; place < after.size(); ++place) {
      changes_.push_back(before[place] != after[place]);
    }
  }

  [[nodiscard]] std::vector<LayerTerm> find() {
    std::vector<LayerTerm> selectors;
    std::set<dsl::Digest> known;
    for (const std::string& closure : form_.closures) {
      // Of tests that say the same in all images one is enough as the first of two.
      std::map<dsl::Digest, std::size_t> classes;
      std::vector<std::size_t> class_of;
      std::vector<bool> is_first;
      for (const dsl::TermId test : tests_) {
        LayerTerm closed;
        if (!close(closure, test, closed)) return selectors;
        const auto [at, is_new] = classes.emplace(digest_of_row(closed), classes.size());
        class_of.push_back(at->second);
        is_first.push_back(is_new);
      }
      for (std::size_t a = 0; a < tests_.size(); ++a) {
        for (std::size_t b = 0; is_first[a] && b < tests_.size(); ++b) {
          if (a == b || class_of[b] < class_of[a]) continue;
          LayerTerm closed;
          const dsl::TermId both = writer_.call(form_.both, {tests_[a], tests_[b]});
          if (!close(closure, both, closed)) return selectors;
          if (!known.insert(digest_of_row(closed)).second || !selects_change(closed)) continue;
          selectors.push_back(std::move(closed));
        }
      }
    }
    return selectors;
  }

 private:
  static constexpr std::uint32_t kImage = 2;  ///< the variable of the function that is closed

  void add_tests(const std::string& beside) {
    const auto id = problem_.domain.registry.find(beside);
    if (!id) return;
    const dsl::Type direction = problem_.domain.registry[*id].type.parameters()[1];
    for (const dsl::Constant& along : problem_.constants) {
      for (const dsl::Constant& element : problem_.constants) {
        if (along.type != direction || element.type != form_.element) continue;
        const dsl::TermId seen =
            writer_.call(beside, {problem_.pool.variable(kImage), literal(along)});
        tests_.push_back(writer_.call(form_.selected, {seen, literal(element)}));
      }
    }
  }
  [[nodiscard]] dsl::TermId literal(const dsl::Constant& constant) {
    return problem_.pool.literal(constant.type, constant.value);
  }
  [[nodiscard]] int cost_of(const std::string& name) const {
    return problem_.heads.of(*problem_.domain.registry.find(name));
  }
  /// False when the steps or the time are used up.
  [[nodiscard]] bool close(const std::string& closure, dsl::TermId test, LayerTerm& closed) {
    if (steps_ >= limit_ || deadline_.remaining() <= 0) return false;
    ++steps_;
    dsl::TermPool& pool = problem_.pool;
    closed.term = writer_.call(closure, {pool.lambda(kImage, test), canvas_.term});
    closed.cost = cost_of(closure) + 2 * cost_of(form_.selected);
    closed.row.resize(canvas_.row.size());
    const dsl::TermId whole = pool.lambda(0, pool.lambda(1, closed.term));
    const dsl::Program program = dsl::compile(pool, whole, 2, problem_.domain.registry);
    const std::array<const dsl::Value*, 2> rows{canvas_.row.data(), canvas_.row.data()};
    context_.refuel();
    const dsl::Fault fault =
        dsl::run(context_, program, rows.data(), closed.row.data(), closed.row.size());
    return fault == dsl::Fault::kNone;
  }

  /// Whether it holds where the output differs from the input.
  [[nodiscard]] bool selects_change(const LayerTerm& closed) const {
    std::vector<std::int32_t> held;
    for (const dsl::Value plane : closed.row) form_.selectors.read(plane, held);
    for (std::size_t place = 0; place < held.size(); ++place) {
      if (held[place] > 0 && changes_[place]) return true;
    }
    return false;
  }

  const RuleProblem& problem_;
  const dsl::CellForm& form_;
  const LayerTerm& canvas_;
  dsl::EvalContext& context_;
  std::uint64_t limit_;
  const Deadline& deadline_;
  std::uint64_t& steps_;
  dsl::TermWriter writer_;
  std::vector<dsl::TermId> tests_;
  std::vector<bool> changes_;  ///< by place: whether the output differs from the input there
};

}  // namespace

std::vector<LayerTerm> closed_layers(const RuleProblem& problem, const LayerTerm& canvas,
                                     dsl::EvalContext& context, std::uint64_t limit,
                                     const Deadline& deadline, std::uint64_t& steps) {
  return ClosedLayers(problem, canvas, context, limit, deadline, steps).find();
}

}  // namespace gestalt::synthesis
