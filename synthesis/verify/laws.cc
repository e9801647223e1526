#include "synthesis/verify/laws.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "dsl/core/meaning.h"
#include "synthesis/verify/element_flow.h"

namespace gestalt::synthesis {

using dsl::Symbol;

namespace {

constexpr std::size_t kScalars = 100'000;  ///< for constants alone

/// The lengths of a value, through its term: constants fold.
std::vector<std::int64_t> lengths_of(const dsl::Encoding& encoding, const dsl::Type& type,
                                     dsl::Value value) {
  dsl::ScalarGraph graph(kScalars);
  std::vector<std::int64_t> lengths;
  const dsl::SmtTerm term = encoding.term_of(graph, type, value);
  for (const dsl::SmtScalar length : encoding.lengths(graph, type, term)) {
    lengths.push_back(graph.range(length).low);
  }
  return lengths;
}

std::set<std::int64_t> elements_of(const dsl::Encoding& encoding, const dsl::Type& type,
                                   dsl::Value value) {
  dsl::ScalarGraph graph(kScalars);
  std::set<std::int64_t> elements;
  const dsl::SmtTerm term = encoding.term_of(graph, type, value);
  for (const dsl::SmtElement element : encoding.elements(graph, type, term)) {
    if (graph.range(element.present).low != 0) elements.insert(graph.range(element.value).low);
  }
  return elements;
}

/// The lengths of all inputs in a row.
std::vector<std::int64_t> lengths_of(const dsl::Encoding& encoding,
                                     const std::vector<dsl::Type>& types,
                                     std::span<const dsl::Value> inputs) {
  std::vector<std::int64_t> all;
  for (std::size_t k = 0; k < types.size(); ++k) {
    for (const std::int64_t length : lengths_of(encoding, types[k], inputs[k])) {
      all.push_back(length);
    }
  }
  return all;
}

std::int64_t applied(const LinearLength& law, const std::vector<std::int64_t>& lengths) {
  std::int64_t result = law.constant;
  for (std::size_t k = 0; k < law.factors.size(); ++k) result += law.factors[k] * lengths[k];
  return result;
}

/// A row of lengths of the inputs, and one length of the output there.
struct Observation {
  std::vector<std::int64_t> inputs;
  std::int64_t output = 0;
};

/// Of length `d` of the output: of laws that are as simple, rows from rows comes before rows from
/// columns.
std::int64_t complexity(const LinearLength& law, std::size_t d) {
  std::int64_t sum = law.constant == 0 ? 0 : 1 + std::abs(law.constant);
  for (const std::int64_t factor : law.factors) sum += factor == 0 ? 0 : 1 + std::abs(factor);
  const bool of_its_own = d < law.factors.size() && law.factors[d] != 0;
  return 2 * sum + (of_its_own ? 0 : 1);
}

/// The simplest law for length `d` of the output with factors up to 5 whose constant the first
/// observation gives.
std::optional<LinearLength> fitted(const std::vector<Observation>& observations, std::size_t d) {
  constexpr std::int64_t kMaxFactor = 5;
  const std::size_t count = observations[0].inputs.size();
  std::optional<LinearLength> best;
  LinearLength law{std::vector<std::int64_t>(count, -1), 0};
  for (;;) {
    law.constant = 0;
    law.constant = observations[0].output - applied(law, observations[0].inputs);
    const bool fits = std::all_of(
        observations.begin(), observations.end(),
        [&](const Observation& seen) { return applied(law, seen.inputs) == seen.output; });
    if (fits && (!best || complexity(law, d) < complexity(*best, d))) best = law;
    std::size_t k = 0;
    while (k < count && ++law.factors[k] > kMaxFactor) law.factors[k++] = -1;
    if (k == count) return best;
  }
}

std::string term_text(std::int64_t factor, const std::string& name) {
  return factor == 1 ? name : fmt::format("{} {}", factor, name);
}

/// "rows" and "columns" of grids, "length" of lists.
std::vector<std::string> names_of(std::size_t count) {
  if (count == 1) return {"length"};
  if (count == 2) return {"rows", "columns"};
  std::vector<std::string> names;
  for (std::size_t k = 0; k < count; ++k) names.push_back(fmt::format("length {}", k + 1));
  return names;
}

}  // namespace

Result<dsl::Value, dsl::Fault> output_of(dsl::EvalContext& context, const dsl::Domain& domain,
                                         const dsl::Program& code, const dsl::Type& type,
                                         std::span<const dsl::Value> inputs) {
  std::vector<const dsl::Value*> rows;
  for (const dsl::Value& input : inputs) rows.push_back(&input);
  dsl::Value output;
  context.refuel();
  const dsl::Fault fault = dsl::run(context, code, rows.data(), &output, 1);
  if (fault != dsl::Fault::kNone) return tl::unexpected(fault);
  if (domain.present == nullptr || type != domain.task_type.result()) return output;
  return domain.present(context, output);
}

// ---- Train pairs ----

bool MeetsTrainPairs::is_train_input(std::size_t example,
                                     std::span<const dsl::Value> inputs) const {
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    if (!(examples_->inputs[k][example] == inputs[k])) return false;
  }
  return true;
}

std::vector<std::vector<dsl::Value>> MeetsTrainPairs::given_inputs() const {
  std::vector<std::vector<dsl::Value>> given;
  for (std::size_t i = 0; i < examples_->train_count; ++i) {
    given.emplace_back();
    for (const auto& row : examples_->inputs) given.back().push_back(row[i]);
  }
  return given;
}

Symbol MeetsTrainPairs::fails(const SymbolicCase& problem) const {
  dsl::Smt& smt = problem.graph;
  const dsl::SmtTerm result = output(problem);
  Symbol fails = Symbol::boolean(smt, false);
  for (std::size_t i = 0; i < examples_->train_count; ++i) {
    Symbol here = Symbol::boolean(smt, true);
    for (std::size_t k = 0; k < problem.inputs.size(); ++k) {
      const dsl::SmtTerm given =
          problem.encoding.term_of(smt, inputs()[k], examples_->inputs[k][i]);
      here = here & dsl::equal_terms(smt, given, problem.inputs[k]);
    }
    if (here.is_false()) continue;
    const dsl::SmtTerm wanted = problem.encoding.term_of(smt, output_type(), examples_->outputs[i]);
    const Symbol right = Symbol{smt, result.defined} & dsl::equal_terms(smt, result, wanted);
    fails = fails | (here & !right);
  }
  return fails;
}

bool MeetsTrainPairs::fails(dsl::EvalContext& context, std::span<const dsl::Value> inputs) const {
  const auto result = output_of(context, *subject().domain, subject().code, output_type(), inputs);
  for (std::size_t i = 0; i < examples_->train_count; ++i) {
    if (!is_train_input(i, inputs)) continue;
    if (!result || !(*result == examples_->outputs[i])) return true;
  }
  return false;
}

// ---- Totality ----

Symbol Totality::fails(const SymbolicCase& problem) const {
  return !Symbol{problem.graph, output(problem).defined};
}

bool Totality::fails(dsl::EvalContext& context, std::span<const dsl::Value> inputs) const {
  return !output_of(context, *subject().domain, subject().code, output_type(), inputs);
}

// ---- Size ----

std::string SizeLaw::statement() const {
  const std::vector<std::string> outputs = names_of(law_.size());
  const std::vector<std::string> names = names_of(law_.empty() ? 0 : law_[0].factors.size());
  std::string text;
  for (std::size_t d = 0; d < law_.size(); ++d) {
    std::string sum;
    for (std::size_t k = 0; k < law_[d].factors.size(); ++k) {
      if (law_[d].factors[k] == 0) continue;
      sum += fmt::format("{}{}", sum.empty() ? "" : " + ", term_text(law_[d].factors[k], names[k]));
    }
    if (law_[d].constant != 0 || sum.empty()) {
      sum += fmt::format("{}{}", sum.empty() ? "" : " + ", law_[d].constant);
    }
    text += fmt::format("{}{} = {}", d == 0 ? "" : ", ", outputs[d], sum);
  }
  return text;
}

Symbol SizeLaw::fails(const SymbolicCase& problem) const {
  dsl::Smt& smt = problem.graph;
  const dsl::SmtTerm result = output(problem);
  std::vector<Symbol> lengths;
  for (std::size_t k = 0; k < problem.inputs.size(); ++k) {
    for (const dsl::SmtScalar length :
         problem.encoding.lengths(smt, inputs()[k], problem.inputs[k])) {
      lengths.emplace_back(smt, length);
    }
  }
  const auto actual = problem.encoding.lengths(smt, output_type(), result);
  Symbol broken = Symbol::boolean(smt, false);
  for (std::size_t d = 0; d < law_.size(); ++d) {
    Symbol wanted = Symbol::integer(smt, law_[d].constant);
    for (std::size_t k = 0; k < lengths.size(); ++k) {
      wanted = wanted + lengths[k] * law_[d].factors[k];
    }
    broken = broken | (Symbol{smt, actual[d]} != wanted);
  }
  return Symbol{smt, result.defined} & broken;
}

bool SizeLaw::fails(dsl::EvalContext& context, std::span<const dsl::Value> inputs) const {
  const auto result = output_of(context, *subject().domain, subject().code, output_type(), inputs);
  if (!result) return false;
  const dsl::Encoding encoding(*subject().domain);
  const auto lengths = lengths_of(encoding, this->inputs(), inputs);
  const auto actual = lengths_of(encoding, output_type(), *result);
  for (std::size_t d = 0; d < law_.size(); ++d) {
    if (actual[d] != applied(law_[d], lengths)) return true;
  }
  return false;
}

std::optional<std::vector<LinearLength>> SizeLaw::infer(
    const Subject& subject, const std::vector<std::vector<dsl::Value>>& inputs) {
  const dsl::Encoding encoding(*subject.domain);
  dsl::Arena arena;
  dsl::EvalContext context(arena, subject.domain->registry);
  std::vector<std::vector<Observation>> seen;  // for each length of the output
  for (const auto& input : inputs) {
    const auto output =
        output_of(context, *subject.domain, subject.code, subject.type.result(), input);
    if (!output) continue;
    const auto lengths = lengths_of(encoding, subject.type.parameters(), input);
    const auto actual = lengths_of(encoding, subject.type.result(), *output);
    seen.resize(actual.size());
    for (std::size_t d = 0; d < actual.size(); ++d) seen[d].push_back({lengths, actual[d]});
  }
  if (seen.empty()) return std::nullopt;
  std::vector<LinearLength> law;
  for (std::size_t d = 0; d < seen.size(); ++d) {
    const auto length = fitted(seen[d], d);
    if (!length) return std::nullopt;
    law.push_back(*length);
  }
  return law;
}

// ---- Palette ----

PaletteLaw::PaletteLaw(const Subject& subject) : OutputQuestion(subject) {
  const dsl::Encoding encoding(*subject.domain);
  std::set<std::int64_t> constants;
  for (const std::int64_t value : encoding.neutral(output_type())) constants.insert(value);
  for (const dsl::Literal& literal : subject.literals) {
    constants.merge(elements_of(encoding, literal.type, literal.value));
  }
  constants_.assign(constants.begin(), constants.end());
}

std::string PaletteLaw::statement() const {
  return fmt::format("elements of the output occur in the input or are among {}",
                     fmt::join(constants_, " "));
}

namespace {

/// Whether an element that is there has the value.
Symbol occurs(dsl::Smt& smt, std::span<const dsl::SmtElement> elements, Symbol value) {
  std::vector<Symbol> equal;
  for (const dsl::SmtElement element : elements) {
    equal.push_back(Symbol{smt, element.present} & (Symbol{smt, element.value} == value));
  }
  return dsl::any_of(smt, equal);
}

}  // namespace

/// Value by value where there are few of them: then no element is compared with another.
Symbol PaletteLaw::foreign_element(dsl::ScalarGraph& graph, std::span<const dsl::SmtElement> made,
                                   std::span<const dsl::SmtElement> given) const {
  constexpr std::int64_t kFewValues = 32;
  std::vector<dsl::SmtScalar> known;
  for (const dsl::SmtElement element : given) {
    if (Symbol{graph, element.present}.is_true()) known.push_back(element.value);
  }
  const std::vector<Origin> origins = origins_of(graph, known);
  std::int64_t low = 0;
  std::int64_t high = 0;
  for (const dsl::SmtElement element : made) {
    low = std::min(low, graph.range(element.value).low);
    high = std::max(high, graph.range(element.value).high);
  }
  std::vector<Symbol> foreign;
  if (high - low <= kFewValues) {
    for (std::int64_t v = low; v <= high; ++v) {
      if (std::ranges::find(constants_, v) != constants_.end()) continue;
      std::vector<dsl::SmtElement> doubtful;
      for (const dsl::SmtElement element : made) {
        if (origins[element.value.id].may_be(v)) doubtful.push_back(element);
      }
      const Symbol value = Symbol::integer(graph, v);
      foreign.push_back(occurs(graph, doubtful, value) & !occurs(graph, given, value));
    }
    return dsl::any_of(graph, foreign);
  }
  for (const dsl::SmtElement element : made) {
    const Symbol value{graph, element.value};
    std::vector<Symbol> equal{occurs(graph, given, value)};
    for (const std::int64_t constant : constants_) equal.push_back(value == constant);
    foreign.push_back(Symbol{graph, element.present} & !dsl::any_of(graph, equal));
  }
  return dsl::any_of(graph, foreign);
}

Symbol PaletteLaw::fails(const SymbolicCase& problem) const {
  dsl::ScalarGraph& graph = problem.graph;
  const dsl::SmtTerm result = output(problem);
  std::vector<dsl::SmtElement> given;
  for (std::size_t k = 0; k < problem.inputs.size(); ++k) {
    for (const dsl::SmtElement element :
         problem.encoding.elements(graph, inputs()[k], problem.inputs[k])) {
      given.push_back(element);
    }
  }
  const std::vector<dsl::SmtElement> made = problem.encoding.elements(graph, output_type(), result);
  return Symbol{graph, result.defined} & foreign_element(graph, made, given);
}

bool PaletteLaw::fails(dsl::EvalContext& context, std::span<const dsl::Value> inputs) const {
  const auto result = output_of(context, *subject().domain, subject().code, output_type(), inputs);
  if (!result) return false;
  const dsl::Encoding encoding(*subject().domain);
  std::set<std::int64_t> known(constants_.begin(), constants_.end());
  for (std::size_t k = 0; k < inputs.size(); ++k) {
    known.merge(elements_of(encoding, this->inputs()[k], inputs[k]));
  }
  const auto elements = elements_of(encoding, output_type(), *result);
  return !std::includes(known.begin(), known.end(), elements.begin(), elements.end());
}

}  // namespace gestalt::synthesis
