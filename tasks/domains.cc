#include "tasks/domains.h"

#include <fmt/format.h>

#include <string>
#include <utility>

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

}  // namespace

const std::vector<dsl::Domain>& domains() {
  static const std::vector<dsl::Domain> all = make_domains();
  return all;
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
