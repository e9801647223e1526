#include "synthesis/verify/sketch.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/core/check.h"
#include "dsl/core/encoding.h"
#include "dsl/core/evaluate.h"
#include "dsl/core/scalar_graph.h"
#include "dsl/core/syntax.h"

namespace gestalt::synthesis {

namespace {

constexpr std::int64_t kMostOfWideRanges = 100;  ///< of integers: -100 to 100
constexpr std::int64_t kMostElements = 16;       ///< of a type that maps are about
constexpr std::string_view kThreshold = "?predicate-threshold";

/// The comparisons of a threshold hole, by the value of its first scalar.
constexpr std::string_view kComparisons[] = {"(less y {})", "(less {} y)", "(equal y {})"};

bool is_hole(const dsl::Syntax& syntax) {
  return syntax.kind == dsl::Syntax::Kind::kAtom && syntax.token.starts_with('?');
}

/// What values of a base type are when they are scalars; nothing where they are more than that.
std::optional<HoleScalar> scalar_of(const dsl::Domain& domain, const std::string& name) {
  constexpr std::size_t kScalars = 1000;
  if (domain.find_type(name) == nullptr) return std::nullopt;
  const dsl::Type type = dsl::Type::constructor(name);
  const dsl::Encoding encoding(domain);
  if (!encoding.has_inputs(type) || encoding.sizes(type, 1).front() != std::vector<int>{}) {
    return std::nullopt;
  }
  dsl::ScalarGraph graph(kScalars);
  const dsl::SmtTerm term = encoding.unknown(graph, type, {});
  if (term.form != nullptr) return std::nullopt;
  const dsl::SmtRange range = graph.range(term.scalar);
  if (range.high - range.low <= 2 * kMostOfWideRanges)
    return HoleScalar{type, range.low, range.high};
  return HoleScalar{type, std::max(range.low, -kMostOfWideRanges),
                    std::min(range.high, kMostOfWideRanges)};
}

std::string variable(std::size_t scalar) { return fmt::format("hole_{}", scalar); }

/// A program that replaces elements: `entries` are numbers of selectors and what they become.
std::string map_text(const dsl::CellForm& form,
                     const std::vector<std::pair<std::int64_t, std::string>>& entries) {
  std::string body = "y";
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    body = fmt::format("({} ({} s {}) {} {})", form.paint, form.equal, entry->first, entry->second,
                       body);
  }
  if (entries.empty()) return "(lambda (y) y)";
  const std::string selectors =
      form.selector_of.empty() ? "y" : fmt::format("({} y)", form.selector_of);
  return fmt::format("(lambda (y) (let ((s {})) {}))", selectors, body);
}

dsl::Syntax read_template(const std::string& text) {
  auto syntax = dsl::read_syntax(text);
  GESTALT_CHECK(syntax.has_value());
  return *std::move(syntax);
}

/// The tree as text on one line.
std::string to_text(const dsl::Syntax& syntax) {
  using Kind = dsl::Syntax::Kind;
  if (syntax.kind == Kind::kAtom) return syntax.token;
  if (syntax.kind == Kind::kString) return fmt::format("\"{}\"", syntax.token);
  std::string parts;
  for (const dsl::Syntax& part : syntax.parts) {
    parts += fmt::format("{}{}", parts.empty() ? "" : " ", to_text(part));
  }
  return syntax.kind == Kind::kRound ? fmt::format("({})", parts) : fmt::format("[{}]", parts);
}

}  // namespace

Result<Sketch> Sketch::parse(std::string_view text, const dsl::Type& type,
                             const dsl::Domain& domain) {
  Sketch sketch;
  sketch.domain_ = &domain;
  sketch.type_ = type;
  auto syntax = dsl::read_syntax(text);
  if (!syntax) return tl::unexpected(syntax.error());
  sketch.text_ = *std::move(syntax);
  auto open = sketch.replace_holes(sketch.text_);
  if (!open) return tl::unexpected(open.error());

  std::vector<dsl::Type> parameters;
  dsl::Syntax program = *std::move(open);
  if (!sketch.scalars_.empty()) {
    dsl::Syntax names = read_template("()");
    for (std::size_t k = 0; k < sketch.scalars_.size(); ++k) {
      parameters.push_back(sketch.scalars_[k].type);
      names.parts.push_back(read_template(variable(k)));
    }
    dsl::Syntax lambda = read_template("(lambda)");
    lambda.parts.push_back(std::move(names));
    lambda.parts.push_back(std::move(program));
    program = std::move(lambda);
  }
  const std::vector<dsl::Type> inputs = type.parameters();
  parameters.insert(parameters.end(), inputs.begin(), inputs.end());
  dsl::TermPool pool;
  const auto term = dsl::elaborate(program, domain, pool);
  if (!term) return tl::unexpected(term.error());
  const dsl::Type expected = dsl::fn(parameters, type.result());
  dsl::Substitution types;
  if (!types.unify(types.instantiate(term->type), expected)) {
    return dsl::error_at({}, fmt::format("the sketch with its holes first has type {}, expected {}",
                                         to_string(term->type), to_string(expected)));
  }
  sketch.code_ = dsl::compile(pool, term->term, static_cast<std::uint32_t>(parameters.size()),
                              domain.registry);
  return sketch;
}

Result<dsl::Syntax> Sketch::replace_holes(const dsl::Syntax& syntax) {
  if (is_hole(syntax)) {
    const auto hole = hole_of(syntax);
    if (!hole) return tl::unexpected(hole.error());
    dsl::Syntax open = read_template(open_text(holes_[*hole]));
    open.at = syntax.at;
    return open;
  }
  dsl::Syntax replaced = syntax;
  for (dsl::Syntax& part : replaced.parts) {
    auto open = replace_holes(part);
    if (!open) return open;
    part = *std::move(open);
  }
  return replaced;
}

/// The hole of a name that occurred before, or a new one.
Result<std::size_t> Sketch::hole_of(const dsl::Syntax& atom) {
  const std::string& token = atom.token;
  const auto known = std::ranges::find(holes_, token, &Hole::token);
  const auto colon = token.find(':');
  if (colon != token.npos && known != holes_.end()) {
    return static_cast<std::size_t>(known - holes_.begin());
  }
  const std::string name = token.substr(1, colon == token.npos ? colon : colon - 1);
  Hole hole{Hole::Kind::kLiteral, token, {}, scalars_.size(), 1};
  const auto& cells = domain_->cells;
  if (token.substr(0, colon) == kThreshold) {
    const auto number = scalar_of(*domain_, "int");
    GESTALT_CHECK(number.has_value());
    hole.kind = Hole::Kind::kThreshold;
    hole.count = 2;
    scalars_.push_back({number->type, 0, std::ssize(kComparisons) - 1});
    scalars_.push_back(*number);
  } else if (cells && name == to_string(cells->element) + "-map") {
    const auto element = scalar_of(*domain_, to_string(cells->element));
    if (!element || element->high - element->low >= kMostElements) {
      return dsl::error_at(atom.at, fmt::format("there are too many elements for '{}'", token));
    }
    hole.kind = Hole::Kind::kMap;
    hole.type = element->type;
    hole.count = static_cast<std::size_t>(element->high - element->low + 1);
    scalars_.insert(scalars_.end(), hole.count, *element);
  } else if (const auto scalar = scalar_of(*domain_, name)) {
    hole.type = scalar->type;
    scalars_.push_back(*scalar);
  } else {
    return dsl::error_at(atom.at, fmt::format("there is no hole '{}'", token));
  }
  holes_.push_back(hole);
  return holes_.size() - 1;
}

/// With variables for its scalars.
std::string Sketch::open_text(const Hole& hole) const {
  if (hole.kind == Hole::Kind::kLiteral) return variable(hole.first);
  if (hole.kind == Hole::Kind::kMap) {
    std::vector<std::pair<std::int64_t, std::string>> entries;
    for (std::size_t k = 0; k < hole.count; ++k) {
      entries.emplace_back(scalars_[hole.first].low + static_cast<std::int64_t>(k),
                           variable(hole.first + k));
    }
    return map_text(*domain_->cells, entries);
  }
  const std::string kind = variable(hole.first);
  const std::string number = variable(hole.first + 1);
  return fmt::format("(lambda (y) (if_else (equal {} 0) {} (if_else (equal {} 1) {} {})))", kind,
                     fmt::format(fmt::runtime(kComparisons[0]), number), kind,
                     fmt::format(fmt::runtime(kComparisons[1]), number),
                     fmt::format(fmt::runtime(kComparisons[2]), number));
}

std::string Sketch::filled_text(const Hole& hole, const std::vector<std::int64_t>& values) const {
  const auto token = [&](std::size_t k) {
    return print_value(*domain_, scalars_[k].type, dsl::Value::immediate(values[k]));
  };
  if (hole.kind == Hole::Kind::kLiteral) return token(hole.first);
  if (hole.kind == Hole::Kind::kThreshold) {
    const auto comparison = kComparisons[static_cast<std::size_t>(values[hole.first])];
    return fmt::format("(lambda (y) {})",
                       fmt::format(fmt::runtime(comparison), token(hole.first + 1)));
  }
  std::vector<std::pair<std::int64_t, std::string>> entries;
  for (std::size_t k = hole.first; k < hole.first + hole.count; ++k) {
    const std::int64_t element = scalars_[k].low + static_cast<std::int64_t>(k - hole.first);
    if (values[k] != element) entries.emplace_back(element, token(k));
  }
  return map_text(*domain_->cells, entries);
}

std::string Sketch::filled(const dsl::Syntax& syntax,
                           const std::vector<std::int64_t>& values) const {
  dsl::Syntax text = syntax;
  std::size_t next = 0;  // holes come in the order of the text, but for those named before
  const auto fill = [&](auto& self, dsl::Syntax& at) -> void {
    if (is_hole(at)) {
      const bool named = at.token.find(':') != at.token.npos;
      const auto known = std::ranges::find(holes_, at.token, &Hole::token);
      const auto place = static_cast<std::size_t>(known - holes_.begin());
      const std::size_t hole = named && place < next ? place : next++;
      at = read_template(filled_text(holes_[hole], values));
      return;
    }
    for (dsl::Syntax& part : at.parts) self(self, part);
  };
  fill(fill, text);
  return to_text(text);
}

std::string Sketch::filled(const std::vector<std::int64_t>& values) const {
  return filled(text_, values);
}

}  // namespace gestalt::synthesis
