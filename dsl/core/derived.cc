#include "dsl/core/derived.h"

#include <fmt/format.h>

#include <charconv>

#include "dsl/core/evaluate.h"
#include "dsl/core/syntax.h"

namespace gestalt::dsl {

namespace {

constexpr int kDefaultCost = 8;

/// (define name term "doc" cost?)
Result<Primitive> read_definition(const Syntax& syntax, const Domain& domain) {
  const auto& parts = syntax.parts;
  if (syntax.kind != Syntax::Kind::kRound || parts.size() < 4 || parts.size() > 5 ||
      !parts[0].is("define") || parts[1].kind != Syntax::Kind::kAtom ||
      parts[3].kind != Syntax::Kind::kString) {
    return error_at(syntax.at, "expected (define name term \"documentation\" [cost])");
  }
  Primitive primitive;
  primitive.name = parts[1].token;
  primitive.doc = parts[3].token;
  primitive.cost = kDefaultCost;
  primitive.smt = Unmodelled{"derived: the meaning is that of its definition"};
  primitive.eval = run_definition;
  if (parts.size() == 5) {
    const std::string& text = parts[4].token;
    const auto [end, status] =
        std::from_chars(text.data(), text.data() + text.size(), primitive.cost);
    if (status != std::errc{} || end != text.data() + text.size()) {
      return error_at(parts[4].at, "the cost must be an integer");
    }
  }
  TermPool pool;
  const auto term = elaborate(parts[2], domain, pool);
  if (!term) return tl::unexpected(term.error());
  primitive.type = term->type;
  primitive.arity = primitive.type.arity();
  if (primitive.arity == 0) return error_at(parts[2].at, "a definition must be a function");
  primitive.definition =
      compile(pool, term->term, static_cast<std::uint32_t>(primitive.arity), domain.registry);
  return primitive;
}

}  // namespace

Result<std::size_t> add_definitions(std::string_view text, Domain& domain, std::string_view file) {
  const auto in_file = [&](Error error) {
    if (!file.empty()) error.where = fmt::format("{}:{}", file, error.where);
    return tl::unexpected(std::move(error));
  };
  const auto definitions = read_all_syntax(text);
  if (!definitions) return in_file(definitions.error());
  Domain extended = domain;
  extended.registry.begin_family("derived");
  for (const Syntax& definition : *definitions) {
    auto primitive = read_definition(definition, extended);
    if (!primitive) return in_file(primitive.error());
    const auto id = extended.registry.try_add(std::move(*primitive));
    if (!id) return in_file(error_at(definition.at, id.error().message).value());
  }
  domain = std::move(extended);
  return definitions->size();
}

}  // namespace gestalt::dsl
