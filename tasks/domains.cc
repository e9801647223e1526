#include "tasks/domains.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <string>
#include <utility>

#include "dsl/core/derived.h"
#include "dsl/grid/domain.h"
#include "dsl/list/domain.h"

namespace gestalt::tasks {

namespace {

/// A new domain is one line here.
std::vector<dsl::Domain> make_domains() {
  std::vector<dsl::Domain> all;
  all.push_back(dsl::grid_domain());
  all.push_back(dsl::list_domain());
  return all;
}

std::vector<dsl::Domain>& mutable_domains() {
  static std::vector<dsl::Domain> all = make_domains();
  return all;
}

}  // namespace

const std::vector<dsl::Domain>& domains() { return mutable_domains(); }

Result<std::size_t> add_definitions(std::string_view domain, const std::filesystem::path& file) {
  const auto found = find_domain(domain);
  if (!found) return tl::unexpected(found.error());
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream || stream.bad()) {
    return fail(ErrorCode::kNotFound, "cannot read the definitions", file.string());
  }
  const auto index = static_cast<std::size_t>(*found - domains().data());
  return dsl::add_definitions(text.str(), mutable_domains()[index], file.string());
}

Result<const dsl::Domain*> find_domain(std::string_view name) {
  std::string names;
  for (const dsl::Domain& domain : domains()) {
    if (domain.name == name) return &domain;
    names += fmt::format("{}{}", names.empty() ? "" : ", ", domain.name);
  }
  return fail(ErrorCode::kNotFound, fmt::format("unknown domain '{}'; there are {}", name, names));
}

}  // namespace gestalt::tasks
