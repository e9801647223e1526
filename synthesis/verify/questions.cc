#include "synthesis/verify/questions.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dsl/core/check.h"
#include "dsl/core/syntax.h"
#include "synthesis/verify/equivalence.h"
#include "synthesis/verify/input_class.h"
#include "synthesis/verify/laws.h"

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

Stages stages_of(std::initializer_list<Stage> stages) { return stages; }

const dsl::Symmetry* find_symmetry(const dsl::Domain& domain, std::string_view property) {
  const auto found =
      std::find_if(domain.symmetries.begin(), domain.symmetries.end(),
                   [&](const dsl::Symmetry& symmetry) { return symmetry.property == property; });
  return found == domain.symmetries.end() ? nullptr : &*found;
}

/// The parameters that a symmetry's changes may have for a program: a proof for these is one for
/// all. Where two values change places, the pairs of neighbors: they generate all permutations.
FurtherInputs further_inputs(const dsl::Symmetry& symmetry, const Subject& subject) {
  constexpr std::size_t kScalars = 100;  // for one value of each type
  FurtherInputs further{symmetry.parameters, {}};
  if (symmetry.parameters.empty()) return further;
  GESTALT_CHECK(symmetry.parameters.size() == 2 &&
                symmetry.parameters[0] == symmetry.parameters[1]);
  const dsl::Type& type = symmetry.parameters[0];
  std::set<std::int64_t> excluded(symmetry.fixed.begin(), symmetry.fixed.end());
  for (const dsl::Literal& literal : subject.literals) {
    if (literal.type == type) excluded.insert(literal.value.integer());
  }
  dsl::ScalarGraph graph(kScalars);
  const dsl::Encoding encoding(*subject.domain);
  const dsl::SmtRange range = graph.range(encoding.unknown(graph, type, {}).scalar);
  std::optional<std::int64_t> last;
  for (std::int64_t value = range.low; value <= range.high; ++value) {
    if (excluded.contains(value)) continue;
    if (last) {
      further.cases.push_back({dsl::Value::immediate(*last), dsl::Value::immediate(value)});
    }
    last = value;
  }
  return further;
}

AskedProperty symmetry_question(const dsl::Symmetry& symmetry, const Subject& subject) {
  const dsl::Domain& domain = *subject.domain;
  if (!has_one_type(subject.type) || subject.type != domain.task_type) {
    return {nullptr, fmt::format("symmetries are those of {}", to_string(domain.task_type))};
  }
  std::vector<dsl::Type> parameters = subject.type.parameters();
  parameters.insert(parameters.end(), symmetry.parameters.begin(), symmetry.parameters.end());
  std::vector<std::pair<Stages, Stages>> sides;
  for (const std::string& text : symmetry.changes) {
    dsl::TermPool pool;
    const auto term =
        dsl::parse_program(text, dsl::fn(parameters, subject.type.result()), domain, pool);
    GESTALT_CHECK(term.has_value());
    const dsl::Program code =
        dsl::compile(pool, *term, static_cast<std::uint32_t>(parameters.size()), domain.registry);
    const Stage change{code, !symmetry.parameters.empty()};
    const Stage program{subject.code, false};
    sides.emplace_back(stages_of({change, program}), stages_of({program, change}));
  }
  FurtherInputs further = further_inputs(symmetry, subject);
  std::string statement = fmt::format("commutes with {}", fmt::join(symmetry.changes, ", "));
  if (!symmetry.parameters.empty()) {
    if (further.cases.empty()) return {nullptr, "the program names all that could change places"};
    statement += ", for all but the program's own";
  }
  return {std::make_unique<Equivalence>(symmetry.property, std::move(statement), domain,
                                        subject.type, std::move(sides), std::move(further))};
}

AskedProperty idempotence_question(const Subject& subject) {
  if (!has_one_type(subject.type)) return {nullptr, "the output is no input"};
  const Stage program{subject.code, false};
  return {std::make_unique<Equivalence>(
      "idempotence", "a second application changes nothing", *subject.domain, subject.type,
      std::vector<std::pair<Stages, Stages>>{
          {stages_of({program, program}), stages_of({program})}})};
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

}  // namespace

Subject make_subject(const dsl::Domain& domain, const dsl::Type& type, const dsl::TermPool& pool,
                     dsl::TermId term) {
  return {&domain, type,
          dsl::compile(pool, term, static_cast<std::uint32_t>(type.arity()), domain.registry),
          literals_of(pool, term)};
}

std::vector<std::string> properties_of(const dsl::Domain& domain) {
  std::vector<std::string> properties{"train", "total", "size", "palette", "idempotence"};
  for (const dsl::Symmetry& symmetry : domain.symmetries) properties.push_back(symmetry.property);
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
  const dsl::Symmetry* symmetry = find_symmetry(*subject.domain, property);
  GESTALT_CHECK(symmetry != nullptr);
  return symmetry_question(*symmetry, subject);
}

std::unique_ptr<Question> equivalence_of(const Subject& a, const Subject& b,
                                         std::string statement) {
  return std::make_unique<Equivalence>(
      "equals", std::move(statement), *a.domain, a.type,
      std::vector<std::pair<Stages, Stages>>{
          {stages_of({{a.code, false}}), stages_of({{b.code, false}})}});
}

bool holds_on_train(const Question& question, const dsl::Domain& domain,
                    const dsl::Examples& examples) {
  dsl::Arena arena;
  dsl::EvalContext context(arena, domain.registry);
  auto cases = question.cases();
  if (cases.empty()) cases.emplace_back();
  for (std::size_t i = 0; i < examples.train_count; ++i) {
    for (const auto& last : cases) {
      std::vector<dsl::Value> inputs;
      for (const auto& row : examples.inputs) inputs.push_back(row[i]);
      inputs.insert(inputs.end(), last.begin(), last.end());
      try {
        if (question.fails(context, inputs)) return false;
      } catch (const dsl::SmtLimit&) {  // elements that cannot be told
        return false;
      }
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
