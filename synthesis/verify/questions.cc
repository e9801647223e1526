#include "synthesis/verify/questions.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dsl/core/check.h"
#include "dsl/core/syntax.h"
#include "synthesis/verify/branches.h"
#include "synthesis/verify/equivalence.h"
#include "synthesis/verify/input_class.h"
#include "synthesis/verify/laws.h"
#include "synthesis/verify/permutation.h"

namespace gestalt::synthesis {

namespace {

/// The literals of a term, each once.
std::vector<dsl::Literal> literals_of(const dsl::TermPool& pool, dsl::TermId root) {
  std::vector<dsl::Literal> literals;
  std::set<std::uint32_t> seen;
  std::vector<dsl::TermId> open{root};
  while (!open.empty()) {
    const dsl::TermId id = open.back();
    open.pop_back();
    if (!seen.insert(id.index).second) continue;
    if (pool[id].kind == dsl::TermKind::kLiteral) literals.push_back(pool.literal_of(id));
    for (const dsl::TermId child : pool.children(id)) open.push_back(child);
  }
  return literals;
}

bool has_one_type(const dsl::Type& type) {
  return type.arity() == 1 && type.parameters()[0] == type.result();
}

const dsl::Symmetry* find_symmetry(const dsl::Domain& domain, std::string_view property) {
  const auto found =
      std::find_if(domain.symmetries.begin(), domain.symmetries.end(),
                   [&](const dsl::Symmetry& symmetry) { return symmetry.property == property; });
  return found == domain.symmetries.end() ? nullptr : &*found;
}

/// Neighbors among the elements that a program does not name: they generate all permutations.
std::vector<std::pair<std::int64_t, std::int64_t>> exchanges_of(const dsl::Exchange& exchange,
                                                                const Subject& subject) {
  constexpr std::size_t kScalars = 100;  // for one element
  std::set<std::int64_t> excluded(exchange.fixed.begin(), exchange.fixed.end());
  for (const dsl::Literal& literal : subject.literals) {
    if (literal.type == exchange.element) excluded.insert(literal.value.integer());
  }
  dsl::ScalarGraph graph(kScalars);
  const dsl::Encoding encoding(*subject.domain);
  const dsl::SmtRange range = graph.range(encoding.unknown(graph, exchange.element, {}).scalar);
  std::vector<std::pair<std::int64_t, std::int64_t>> exchanges;
  std::optional<std::int64_t> last;
  for (std::int64_t element = range.low; element <= range.high; ++element) {
    if (excluded.contains(element)) continue;
    if (last) exchanges.emplace_back(*last, element);
    last = element;
  }
  return exchanges;
}

/// Whether values of the domain's tasks can be changed before the program and after it.
bool is_of_tasks(const Subject& subject) {
  return has_one_type(subject.type) && subject.type == subject.domain->task_type;
}
std::string not_of_tasks(const dsl::Domain& domain) {
  return fmt::format("symmetries are those of {}", to_string(domain.task_type));
}

dsl::Program compile_change(const std::string& text, const dsl::Type& type,
                            const dsl::Domain& domain) {
  dsl::TermPool pool;
  const auto term = dsl::parse_program(text, type, domain, pool);
  GESTALT_CHECK(term.has_value());
  return dsl::compile(pool, *term, static_cast<std::uint32_t>(type.arity()), domain.registry);
}

AskedProperty exchange_question(const dsl::Exchange& exchange, const Subject& subject) {
  const dsl::Domain& domain = *subject.domain;
  if (!is_of_tasks(subject)) return {nullptr, not_of_tasks(domain)};
  auto exchanges = exchanges_of(exchange, subject);
  if (exchanges.empty()) return {nullptr, "the program names all that could change places"};
  const dsl::Type& values = subject.type.result();
  dsl::Program change = compile_change(
      exchange.change, dsl::fn({values, exchange.element, exchange.element}, values), domain);
  return {
      std::make_unique<PermutationLaw>(subject, exchange, std::move(change), std::move(exchanges))};
}

AskedProperty symmetry_question(const dsl::Symmetry& symmetry, const Subject& subject) {
  const dsl::Domain& domain = *subject.domain;
  if (!is_of_tasks(subject)) return {nullptr, not_of_tasks(domain)};
  std::vector<std::pair<Stages, Stages>> sides;
  for (const std::string& text : symmetry.changes) {
    const dsl::Program change = compile_change(text, subject.type, domain);
    sides.emplace_back(Stages{change, subject.code}, Stages{subject.code, change});
  }
  std::string statement = fmt::format("commutes with {}", fmt::join(symmetry.changes, ", "));
  return {std::make_unique<Equivalence>(symmetry.property, std::move(statement), domain,
                                        subject.type, std::move(sides))};
}

AskedProperty idempotence_question(const Subject& subject) {
  if (!has_one_type(subject.type)) return {nullptr, "the output is no input"};
  return {std::make_unique<Equivalence>(
      "idempotence", "a second application changes nothing", *subject.domain, subject.type,
      std::vector<std::pair<Stages, Stages>>{{{subject.code, subject.code}, {subject.code}}})};
}

/// Random inputs of the class that the question will be about.
std::vector<std::vector<dsl::Value>> sampled_inputs(const Subject& subject,
                                                    const ProverOptions& options,
                                                    dsl::Arena& arena) {
  constexpr int kInputs = 40;
  const dsl::Encoding encoding(*subject.domain);
  const InputClass inputs(encoding, subject.type.parameters(), options.bound);
  std::vector<std::vector<dsl::Value>> samples;
  if (!inputs.is_symbolic()) return samples;
  dsl::Rng rng(options.seed);
  for (int i = 0; i < kInputs; ++i) {
    if (auto sample = inputs.sample(rng, arena)) samples.push_back(*std::move(sample));
  }
  return samples;
}

AskedProperty size_question(const Subject& subject, const dsl::Examples* examples,
                            const ProverOptions& options) {
  dsl::Arena arena;
  auto inputs = sampled_inputs(subject, options, arena);
  std::vector<std::vector<dsl::Value>> given;
  if (examples != nullptr) given = MeetsTrainPairs(subject, *examples).given_inputs();
  inputs.insert(inputs.end(), given.begin(), given.end());
  auto law = SizeLaw::infer(subject, inputs);
  if (!law) law = SizeLaw::infer(subject, given);  // it holds for the task, and is worth refuting
  if (!law) return {nullptr, "no linear law holds for the outputs that were looked at"};
  if (law->empty()) return {nullptr, "the output has no size"};
  return {std::make_unique<SizeLaw>(subject, *law)};
}

AskedProperty branches_question(const Subject& subject, const dsl::Examples* examples) {
  if (examples == nullptr) return {nullptr, "there is no task"};
  if (!subject.decisions) return {nullptr, "it decides nothing by place"};
  auto question = std::make_unique<SeenBranches>(subject, *examples);
  if (!question->has_seen()) return {nullptr, "it decides in different frames"};
  return {std::move(question)};
}

}  // namespace

Subject make_subject(const dsl::Domain& domain, const dsl::Type& type, const dsl::TermPool& pool,
                     dsl::TermId term) {
  return {&domain, type,
          dsl::compile(pool, term, static_cast<std::uint32_t>(type.arity()), domain.registry),
          literals_of(pool, term), decisions_of(domain, type, pool, term)};
}

std::vector<std::string> properties_of(const dsl::Domain& domain) {
  std::vector<std::string> properties{"train",   "total",       "size",
                                      "palette", "idempotence", "branches"};
  for (const dsl::Symmetry& symmetry : domain.symmetries) properties.push_back(symmetry.property);
  if (domain.exchange) properties.push_back(domain.exchange->property);
  return properties;
}

AskedProperty question_of(std::string_view property, const Subject& subject,
                          const dsl::Examples* examples, const ProverOptions& options) {
  if (property == "train") {
    if (examples == nullptr) return {nullptr, "there is no task"};
    return {std::make_unique<MeetsTrainPairs>(subject, *examples)};
  }
  if (property == "total") return {std::make_unique<Totality>(subject)};
  if (property == "size") return size_question(subject, examples, options);
  if (property == "palette") return {std::make_unique<PaletteLaw>(subject)};
  if (property == "idempotence") return idempotence_question(subject);
  if (property == "branches") return branches_question(subject, examples);
  const auto& exchange = subject.domain->exchange;
  if (exchange && property == exchange->property) return exchange_question(*exchange, subject);
  const dsl::Symmetry* symmetry = find_symmetry(*subject.domain, property);
  GESTALT_CHECK(symmetry != nullptr);
  return symmetry_question(*symmetry, subject);
}

std::unique_ptr<Question> equivalence_of(const Subject& a, const Subject& b,
                                         std::string statement) {
  return std::make_unique<Equivalence>(
      "equals", std::move(statement), *a.domain, a.type,
      std::vector<std::pair<Stages, Stages>>{{{a.code}, {b.code}}});
}

bool holds_on_train(const Question& question, const dsl::Domain& domain,
                    const dsl::Examples& examples) {
  dsl::Arena arena;
  dsl::EvalContext context(arena, domain.registry);
  for (std::size_t i = 0; i < examples.train_count; ++i) {
    std::vector<dsl::Value> inputs;
    for (const auto& row : examples.inputs) inputs.push_back(row[i]);
    try {
      if (question.fails(context, inputs)) return false;
    } catch (const dsl::SmtLimit&) {  // elements that cannot be told
      return false;
    }
  }
  return true;
}

Answer ask(std::string_view property, const Subject& subject, const dsl::Examples* examples,
           const ProverOptions& options) {
  const AskedProperty asked = question_of(property, subject, examples, options);
  if (asked.question != nullptr) {
    Answer answer = prove(*subject.domain, *asked.question, options);
    if (examples != nullptr) {
      answer.on_train = holds_on_train(*asked.question, *subject.domain, *examples);
    }
    return answer;
  }
  Answer answer;
  answer.property = property;
  answer.statement = property;
  answer.verdict = Unknown{asked.reason};
  return answer;
}

}  // namespace gestalt::synthesis
