#include "dsl/core/sublanguage.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <sstream>

#include "dsl/core/syntax.h"

namespace gestalt::dsl {

namespace {

tl::unexpected<Error> refuse(const Sublanguage& part, std::string message) {
  return fail(ErrorCode::kInvalidArgument, std::move(message),
              fmt::format("language '{}'", part.name));
}

/// Whether a list of names and @families has a primitive.
bool lists(const std::vector<std::string>& names, const Primitive& primitive) {
  return std::ranges::any_of(names, [&](const std::string& name) {
    return name == primitive.name || name == "@" + primitive.family;
  });
}

/// The first name that is no primitive and no family.
std::optional<std::string> unknown_name(const std::vector<std::string>& names,
                                        const Registry& registry) {
  for (const std::string& name : names) {
    const bool known = std::ranges::any_of(registry.primitives(), [&](const Primitive& primitive) {
      return name == primitive.name || name == "@" + primitive.family;
    });
    if (!known) return name;
  }
  return std::nullopt;
}

using NewIds = std::map<std::uint32_t, std::uint32_t>;

/// Gives primitives their new ids; false where one is gone.
bool renumber(Program& program, const NewIds& ids) {
  for (Instruction& instruction : program.instructions) {
    if (instruction.kind != Instruction::Kind::kPrimitive &&
        instruction.kind != Instruction::Kind::kPartial) {
      continue;
    }
    const auto id = ids.find(instruction.payload);
    if (id == ids.end()) return false;
    instruction.payload = id->second;
  }
  return std::ranges::all_of(program.lambdas,
                             [&](Program& lambda) { return renumber(lambda, ids); });
}

Registry subset(const Registry& registry, const Sublanguage& part) {
  Registry left;
  NewIds ids;
  for (PrimitiveId id = 0; id < registry.size(); ++id) {
    Primitive primitive = registry[id];
    if (!part.only.empty() && !lists(part.only, primitive)) continue;
    if (lists(part.without, primitive)) continue;
    if (primitive.definition && !renumber(*primitive.definition, ids)) continue;
    left.begin_family(primitive.family);
    const auto added = left.try_add(std::move(primitive));
    if (added) ids[id] = *added;
  }
  return left;
}

/// What rules are written with besides the names of their forms (synthesis/rules).
constexpr std::array<std::string_view, 17> kGlue = {
    "argmax", "argmin",   "count_if", "equal",     "filter",     "filter_map",
    "first",  "fixpoint", "if_else",  "less",      "less_equal", "map",
    "not",    "odd",      "reverse",  "singleton", "sort_by"};

/// Leaves of the forms what the registry can still write.
void trim_forms(Domain& domain) {
  const auto has = [&](std::string_view name) {
    return name.empty() || domain.registry.find(name).has_value();
  };
  if (!std::ranges::all_of(kGlue, has)) {
    domain.cells.reset();
    domain.paint.reset();
  }
  if (domain.cells) {
    CellForm& form = *domain.cells;
    const bool whole = has(form.selector_of) && has(form.equal) && has(form.at_least) &&
                       has(form.both) && has(form.either) && has(form.paint) && has(form.copy) &&
                       has(form.blank);
    std::erase_if(form.views, [&](const std::string& name) { return !has(name); });
    std::erase_if(form.around, [&](const std::string& name) { return !has(name); });
    if (!whole) domain.cells.reset();
  }
  if (domain.paint) {
    PaintForm& form = *domain.paint;
    std::erase_if(form.painters,
                  [&](const PaintForm::Painter& painter) { return !has(painter.name); });
    const bool whole =
        !form.painters.empty() && has(form.repaint) && has(form.blank) && has(form.pick);
    if (!whole) domain.paint.reset();
  }
  std::erase_if(domain.wrappers, [&](const Wrapper& wrapper) {
    return !has(wrapper.change) || !has(wrapper.restore);
  });
}

/// Leaves of the laws that a domain's functions may obey what it can still write.
void trim_laws(Domain& domain) {
  const auto can_write = [&](const std::string& program) {
    TermPool pool;
    return parse_term(program, domain, pool).has_value();
  };
  std::erase_if(domain.symmetries, [&](const Symmetry& symmetry) {
    return !std::ranges::all_of(symmetry.changes, can_write);
  });
  if (domain.exchange && !can_write(domain.exchange->change)) domain.exchange.reset();
}

}  // namespace

Result<Sublanguage> parse_sublanguage(std::string_view text, std::string_view name,
                                      std::string_view file) {
  Sublanguage part;
  part.name = name;
  std::istringstream lines{std::string(text)};
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::istringstream words(line.substr(0, line.find('#')));
    std::string key;
    if (!(words >> key)) continue;
    std::vector<std::string> rest;
    for (std::string word; words >> word;) rest.push_back(word);
    const std::string where = fmt::format("{}:{}", file, number);
    if (rest.empty())
      return fail(ErrorCode::kInvalidArgument, "nothing after the first word", where);
    if (key == "domain" && rest.size() == 1 && part.domain.empty()) {
      part.domain = rest[0];
    } else if (key == "only") {
      part.only.insert(part.only.end(), rest.begin(), rest.end());
    } else if (key == "without") {
      part.without.insert(part.without.end(), rest.begin(), rest.end());
    } else if (key == "withhold" && rest.size() > 1) {
      for (std::size_t k = 1; k < rest.size(); ++k) part.withheld.emplace_back(rest[0], rest[k]);
    } else {
      return fail(ErrorCode::kInvalidArgument,
                  "expected domain NAME (once), only NAME..., without NAME... or withhold TYPE "
                  "LITERAL...",
                  where);
    }
  }
  if (part.domain.empty()) {
    return fail(ErrorCode::kInvalidArgument, "no line 'domain NAME'", std::string(file));
  }
  return part;
}

Result<Domain> restrict_domain(const Domain& domain, const Sublanguage& part) {
  if (part.domain != domain.name) {
    return refuse(
        part, fmt::format("is a part of the domain '{}', not of '{}'", part.domain, domain.name));
  }
  for (const auto* names : {&part.only, &part.without}) {
    if (const auto name = unknown_name(*names, domain.registry)) {
      return refuse(part, fmt::format("the domain has no primitive '{}'", *name));
    }
  }
  for (const auto& [type, literal] : part.withheld) {
    if (domain.find_type(type) == nullptr) {
      return refuse(part, fmt::format("the domain has no type '{}'", type));
    }
  }
  Domain restricted = domain;
  restricted.registry = subset(domain.registry, part);
  if (restricted.registry.size() == 0) return refuse(part, "no primitive is left");
  trim_forms(restricted);
  trim_laws(restricted);
  if (!restricted.whole) restricted.whole = std::make_shared<const Domain>(domain);
  return restricted;
}

}  // namespace gestalt::dsl
