#include "synthesis/verify/branches.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/core/check.h"
#include "dsl/core/meaning.h"
#include "dsl/core/term_writer.h"

namespace gestalt::synthesis {

using dsl::Symbol;

namespace {

constexpr std::int64_t kOff = 0;  ///< the elements that stand for decisions
constexpr std::int64_t kOn = 1;

/// The selectors that a program paints or copies by.
class DecisionWriter {
 public:
  DecisionWriter(const dsl::Domain& domain, dsl::TermPool& pool)
      : domain_(domain), form_(*domain.cells), pool_(pool), writer_(domain, pool) {}

  /// The list of the decisions in a body, as a term; nothing where there are none.
  [[nodiscard]] std::optional<dsl::TermId> write(dsl::TermId body) {
    visit(body);
    if (decisions_.empty()) return std::nullopt;
    dsl::TermId list = writer_.call("singleton", {decisions_.back()});
    for (std::size_t k = decisions_.size() - 1; k-- > 0;) {
      list = writer_.call("cons", {decisions_[k], list});
    }
    return list;
  }

 private:
  void visit(dsl::TermId id) {
    if (!seen_.insert(id.index).second || pool_[id].kind == dsl::TermKind::kLambda) return;
    const auto children = pool_.children(id);
    const std::vector<dsl::TermId> own(children.begin(), children.end());  // the pool grows
    for (const dsl::TermId child : own) visit(child);
    if (pool_[id].kind != dsl::TermKind::kApply || own.size() != 4) return;
    if (writer_.is(own[0], form_.paint) || writer_.is(own[0], form_.copy)) add(own[1], own[3]);
  }

  /// A selector, and the canvas that it decides over.
  void add(dsl::TermId selector, dsl::TermId canvas) {
    const auto element = [&](std::int64_t value) {
      return pool_.literal(form_.element, dsl::Value::immediate(value));
    };
    const dsl::TermId off = writer_.call(domain_.paint->blank, {canvas, element(kOff)});
    const dsl::TermId decision = writer_.call(form_.paint, {selector, element(kOn), off});
    if (std::ranges::find(decisions_, decision) == decisions_.end()) {
      decisions_.push_back(decision);
    }
  }

  const dsl::Domain& domain_;
  const dsl::CellForm& form_;
  dsl::TermPool& pool_;
  dsl::TermWriter writer_;
  std::set<std::uint32_t> seen_;
  std::vector<dsl::TermId> decisions_;
};

}  // namespace

std::optional<dsl::Program> decisions_of(const dsl::Domain& domain, const dsl::Type& type,
                                         const dsl::TermPool& pool, dsl::TermId term) {
  const bool has_forms = domain.cells && domain.paint;
  if (!has_forms || domain.cells->values.type != domain.paint->values.type) return std::nullopt;
  for (const char* name : {"singleton", "cons"}) {
    if (!domain.registry.find(name)) return std::nullopt;
  }
  dsl::TermPool own;
  dsl::TermId body = own.import(pool, term);
  const auto inputs = static_cast<std::uint32_t>(type.arity());
  for (std::uint32_t k = 0; k < inputs; ++k) {
    if (own[body].kind != dsl::TermKind::kLambda) return std::nullopt;
    body = own.children(body)[0];
  }
  auto list = DecisionWriter(domain, own).write(body);
  if (!list) return std::nullopt;
  for (std::uint32_t k = inputs; k-- > 0;) list = own.lambda(k, *list);
  return dsl::compile(own, *list, inputs, domain.registry);
}

SeenBranches::SeenBranches(const Subject& subject, const dsl::Examples& examples)
    : OutputQuestion(subject) {
  GESTALT_CHECK(subject.decisions.has_value());
  dsl::Arena arena;
  dsl::EvalContext context(arena, subject.domain->registry);
  for (const auto& inputs : MeetsTrainPairs(subject, examples).given_inputs()) {
    if (const auto here = branches(context, inputs)) seen_.insert(here->begin(), here->end());
  }
}

std::string SeenBranches::statement() const {
  return fmt::format("decides everywhere in one of the {} ways seen in training", seen_.size());
}

std::optional<std::set<SeenBranches::Branch>> SeenBranches::branches(
    dsl::EvalContext& context, std::span<const dsl::Value> inputs) const {
  const dsl::IndexedType& values = subject().domain->cells->values;
  std::vector<const dsl::Value*> rows;
  for (const dsl::Value& input : inputs) rows.push_back(&input);
  dsl::Value list;
  context.refuel();
  if (dsl::run(context, *subject().decisions, rows.data(), &list, 1) != dsl::Fault::kNone) {
    return std::nullopt;
  }
  std::vector<std::vector<std::int32_t>> decisions;
  for (const dsl::Value decision : dsl::List(list)) {
    values.read(decision, decisions.emplace_back());
    if (decisions.back().size() != decisions.front().size()) return std::nullopt;
  }
  std::set<Branch> found;
  for (std::size_t place = 0; place < decisions.front().size(); ++place) {
    Branch branch;
    for (const auto& decision : decisions) branch.push_back(decision[place] == kOn);
    found.insert(std::move(branch));
  }
  return found;
}

bool SeenBranches::fails(dsl::EvalContext& context, std::span<const dsl::Value> inputs) const {
  const auto here = branches(context, inputs);
  return here && !std::ranges::includes(seen_, *here);
}

Symbol SeenBranches::fails(const SymbolicCase& problem) const {
  dsl::Smt& smt = problem.graph;
  const dsl::Type& values = subject().domain->cells->values.type;
  const dsl::SmtTerm list = problem.machine.run(*subject().decisions, problem.inputs);
  std::vector<std::vector<dsl::SmtElement>> decisions;
  std::int64_t places = 1;
  for (std::size_t k = 0; k < list.items.size(); ++k) {
    std::int64_t own_places = 1;
    for (const dsl::SmtScalar length : problem.encoding.lengths(smt, values, list.items[k])) {
      if (!smt.range(length).constant()) dsl::give_up("decisions in frames that inputs decide");
      own_places *= smt.range(length).low;
    }
    decisions.push_back(problem.encoding.elements(smt, values, list.items[k]));
    if (k == 0) places = own_places;
    const bool is_aligned =
        own_places == places && static_cast<std::int64_t>(decisions[k].size()) == places;
    if (!is_aligned) dsl::give_up("decisions in different frames");
  }
  Symbol any = Symbol::boolean(smt, false);
  for (std::size_t place = 0; place < static_cast<std::size_t>(places); ++place) {
    std::vector<Symbol> on;
    for (const auto& decision : decisions) {
      on.push_back(Symbol{smt, decision[place].present} &
                   (Symbol{smt, decision[place].value} == kOn));
    }
    Symbol unseen = Symbol::boolean(smt, true);
    for (const Branch& branch : seen_) {
      Symbol other = Symbol::boolean(smt, false);
      for (std::size_t k = 0; k < on.size(); ++k) other = other | (branch[k] ? !on[k] : on[k]);
      unseen = unseen & other;
    }
    any = any | unseen;
  }
  return any & Symbol{smt, list.defined};
}

}  // namespace gestalt::synthesis
