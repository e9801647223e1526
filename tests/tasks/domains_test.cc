#include "tasks/domains.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tasks/value_json.h"

namespace gestalt::tasks {
namespace {

TEST(DomainsTest, NamesAreUniqueAndFound) {
  std::set<std::string> names;
  for (const dsl::Domain& domain : domains()) {
    EXPECT_TRUE(names.insert(domain.name).second) << domain.name;
    EXPECT_EQ(find_domain(domain.name).value(), &domain);
    EXPECT_FALSE(domain.doc.empty()) << domain.name;
  }
  EXPECT_GE(names.size(), 2U);
}

TEST(DomainsTest, UnknownNameListsThoseThereAre) {
  const auto found = find_domain("gird");
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().code, ErrorCode::kNotFound);
  EXPECT_EQ(found.error().message, "unknown domain 'gird'; there are grid, list");
}

TEST(DomainsTest, UsualTasksOfEveryDomainHaveAFileFormat) {
  for (const dsl::Domain& domain : domains()) {
    ASSERT_TRUE(domain.task_type.is_arrow()) << domain.name;
    EXPECT_TRUE(has_json_form(domain, domain.task_type.result())) << domain.name;
    for (const dsl::Type& type : domain.task_type.parameters()) {
      EXPECT_TRUE(has_json_form(domain, type)) << domain.name;
    }
  }
}

}  // namespace
}  // namespace gestalt::tasks
