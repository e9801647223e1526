// gestalt dsl: the language, documented and checked.

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <variant>

#include "dsl/core/evaluate.h"
#include "dsl/core/syntax.h"
#include "experiments/cli/commands.h"
#include "experiments/cli/console.h"
#include "tasks/domains.h"

namespace gestalt::experiments {

namespace {

using Json = nlohmann::ordered_json;

struct DslOptions {
  std::string domain;  ///< empty: all
  std::string name;
  bool json = false;
};

Result<std::vector<const dsl::Domain*>> chosen_domains(const DslOptions& options) {
  std::vector<const dsl::Domain*> chosen;
  if (options.domain.empty()) {
    for (const dsl::Domain& domain : tasks::domains()) chosen.push_back(&domain);
    return chosen;
  }
  const auto domain = tasks::find_domain(options.domain);
  if (!domain) return tl::unexpected(domain.error());
  chosen.push_back(*domain);
  return chosen;
}

std::string_view first_sentence(std::string_view doc) {
  const std::size_t end = doc.find(". ");
  return end == doc.npos ? doc : doc.substr(0, end + 1);
}

/// The reason why a primitive has no SMT meaning; nothing where it has one.
std::optional<std::string> unmodelled(const dsl::Primitive& primitive) {
  const auto* reason = std::get_if<dsl::Unmodelled>(&primitive.smt);
  return reason == nullptr ? std::nullopt : std::optional(reason->reason);
}

// ---- list -------------------------------------------------------------------------------------

void list_for_people(const dsl::Domain& domain) {
  print(fmt::format("{}: {} primitives. {}\n", domain.name, domain.registry.size(), domain.doc));
  std::string family;
  for (const dsl::Primitive& primitive : domain.registry.primitives()) {
    if (primitive.family != family) {
      family = primitive.family;
      print(fmt::format("\n  {}\n", family));
    }
    print(fmt::format("    {:<24} {:<44} {:>3}  {}\n", primitive.name, to_string(primitive.type),
                      primitive.cost, first_sentence(primitive.doc)));
  }
}

Result<Outcome> list(const DslOptions& options) {
  const auto domains = chosen_domains(options);
  if (!domains) return tl::unexpected(domains.error());
  Json all = Json::array();
  for (const dsl::Domain* domain : *domains) {
    if (!options.json) {
      if (domain != domains->front()) print("\n");
      list_for_people(*domain);
      continue;
    }
    for (const dsl::Primitive& primitive : domain->registry.primitives()) {
      all.push_back({{"domain", domain->name},
                     {"family", primitive.family},
                     {"name", primitive.name},
                     {"type", to_string(primitive.type)},
                     {"cost", primitive.cost},
                     {"doc", primitive.doc}});
    }
  }
  if (options.json) print(all.dump(1) + "\n");
  return Outcome::kDone;
}

// ---- show -------------------------------------------------------------------------------------

std::string inverses_text(const dsl::Primitive& primitive) {
  std::string text;
  for (const dsl::Inverse& inverse : primitive.inverses) {
    text += fmt::format("{}argument {}", text.empty() ? "" : ", ", inverse.slot + 1);
  }
  return text.empty() ? "none" : fmt::format("{} from the result and the others", text);
}

void show_for_people(const dsl::Domain& domain, const dsl::Primitive& primitive) {
  print(fmt::format("{} : {}\n", primitive.name, to_string(primitive.type)));
  print(fmt::format("  {}\n", primitive.doc));
  const std::string commutes = primitive.commutative ? ", commutative" : "";
  print(fmt::format("  domain {}, family {}, cost {}{}\n", domain.name, primitive.family,
                    primitive.cost, commutes));
  const auto reason = unmodelled(primitive);
  print(fmt::format("  SMT meaning: {}\n", reason ? fmt::format("none, {}", *reason) : "yes"));
  print(fmt::format("  inverses: {}\n", inverses_text(primitive)));
  print("  examples:\n");
  for (const dsl::Example& example : primitive.examples) {
    print(fmt::format("    {} = {}\n", example.program, example.value));
  }
}

Json show_json(const dsl::Domain& domain, const dsl::Primitive& primitive) {
  Json examples = Json::array();
  for (const dsl::Example& example : primitive.examples) {
    examples.push_back({{"program", example.program}, {"value", example.value}});
  }
  Json slots = Json::array();
  for (const dsl::Inverse& inverse : primitive.inverses) slots.push_back(inverse.slot);
  Json json;
  json["domain"] = domain.name;
  json["family"] = primitive.family;
  json["name"] = primitive.name;
  json["type"] = to_string(primitive.type);
  json["cost"] = primitive.cost;
  json["doc"] = primitive.doc;
  json["commutative"] = primitive.commutative;
  const auto reason = unmodelled(primitive);
  json["unmodelled"] = reason ? Json(*reason) : Json(nullptr);
  json["inverses"] = std::move(slots);
  json["examples"] = std::move(examples);
  return json;
}

Result<Outcome> show(const DslOptions& options) {
  const auto domains = chosen_domains(options);
  if (!domains) return tl::unexpected(domains.error());
  std::optional<std::string> closest;
  for (const dsl::Domain* domain : *domains) {
    if (!closest) closest = domain->registry.closest_name(options.name);
    const auto id = domain->registry.find(options.name);
    if (!id) continue;
    const dsl::Primitive& primitive = domain->registry[*id];
    if (options.json) {
      print(show_json(*domain, primitive).dump(1) + "\n");
    } else {
      show_for_people(*domain, primitive);
    }
    return Outcome::kDone;
  }
  const std::string hint = closest ? fmt::format("; did you mean '{}'?", *closest) : "";
  return fail(ErrorCode::kInvalidArgument, fmt::format("no primitive '{}'{}", options.name, hint));
}

// ---- check ------------------------------------------------------------------------------------

/// What is wrong with an example; nothing when it holds and its program survives printing.
std::optional<std::string> complaint(const dsl::Domain& domain, const dsl::Example& example) {
  dsl::TermPool pool;
  const auto parsed = dsl::parse_term(example.program, domain, pool);
  if (!parsed) return to_string(parsed.error());
  const dsl::Program code = dsl::compile(pool, parsed->term, 0, domain.registry);
  dsl::Arena arena;
  dsl::EvalContext context(arena, domain.registry);
  dsl::Value value;
  const dsl::Fault fault = dsl::run(context, code, nullptr, &value, 1);
  const std::string actual = fault == dsl::Fault::kNone
                                 ? dsl::print_value(domain, parsed->type, value)
                                 : fmt::format("fault: {}", to_string(fault));
  if (actual != example.value) return fmt::format("gives {}, not {}", actual, example.value);
  const std::string text = dsl::print_term(pool, parsed->term, domain);
  const auto again = dsl::parse_term(text, domain, pool);
  if (!again || again->term != parsed->term)
    return fmt::format("does not survive printing: {}", text);
  return std::nullopt;
}

struct CheckCounts {
  std::size_t examples = 0;
  std::size_t failed = 0;
  std::size_t modelled = 0;
  std::vector<std::string> unmodelled;
};

CheckCounts check_domain(const dsl::Domain& domain, Json& failures) {
  CheckCounts counts;
  for (const dsl::Primitive& primitive : domain.registry.primitives()) {
    if (unmodelled(primitive)) {
      counts.unmodelled.push_back(primitive.name);
    } else {
      ++counts.modelled;
    }
    for (const dsl::Example& example : primitive.examples) {
      ++counts.examples;
      const auto wrong = complaint(domain, example);
      if (!wrong) continue;
      ++counts.failed;
      failures.push_back({{"domain", domain.name},
                          {"name", primitive.name},
                          {"program", example.program},
                          {"reason", *wrong}});
    }
  }
  return counts;
}

Result<Outcome> check(const DslOptions& options) {
  const auto domains = chosen_domains(options);
  if (!domains) return tl::unexpected(domains.error());
  Json failures = Json::array();
  Json summary = Json::array();
  for (const dsl::Domain* domain : *domains) {
    const CheckCounts counts = check_domain(*domain, failures);
    const std::size_t size = domain->registry.size();
    summary.push_back({{"domain", domain->name},
                       {"primitives", size},
                       {"examples", counts.examples},
                       {"failed", counts.failed},
                       {"modelled", counts.modelled},
                       {"unmodelled", size - counts.modelled},
                       {"unmodelled_names", counts.unmodelled}});
    if (options.json) continue;
    print(
        fmt::format("{}: {} primitives, {} examples, {} failed; SMT meaning for {}, none for {}\n",
                    domain->name, size, counts.examples, counts.failed, counts.modelled,
                    size - counts.modelled));
    if (!counts.unmodelled.empty()) {
      print(fmt::format("  none for {}\n", fmt::join(counts.unmodelled, " ")));
    }
  }
  if (options.json) {
    print(Json({{"domains", summary}, {"failures", failures}}).dump(1) + "\n");
  } else {
    for (const Json& failure : failures) {
      print(fmt::format("{}: {} {}\n", failure["name"].get<std::string>(),
                        failure["program"].get<std::string>(),
                        failure["reason"].get<std::string>()));
    }
  }
  return failures.empty() ? Outcome::kDone : Outcome::kFailed;
}

}  // namespace

void add_dsl(CLI::App& app, Action& action) {
  auto options = std::make_shared<DslOptions>();
  CLI::App* command = app.add_subcommand("dsl", "The language: its primitives, documented");
  command->require_subcommand(1);
  const auto add = [&](const char* name, const char* doc,
                       Result<Outcome> (*run)(const DslOptions&)) {
    CLI::App* part = command->add_subcommand(name, doc);
    part->add_option("--domain", options->domain, "Only this domain; all unless given")
        ->type_name("NAME");
    part->add_flag("--json", options->json, "Print JSON");
    part->callback([options, run, &action] { action = [options, run] { return run(*options); }; });
    return part;
  };
  add("list", "Every primitive by family: name, type, cost and what it does", list);
  add("show", "All about one primitive, with its examples", show)
      ->add_option("NAME", options->name, "The primitive's name")
      ->required();
  add("check", "Run every example and print and parse it again. Exit status 1: one failed", check);
}

}  // namespace gestalt::experiments
