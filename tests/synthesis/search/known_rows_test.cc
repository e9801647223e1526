// Terms that other strategies have computed, as leaves of the enumeration.
#include <gtest/gtest.h>

#include "dsl/core/syntax.h"
#include "synthesis/api/guide.h"
#include "synthesis/api/predict.h"
#include "synthesis/search/enumerator.h"
#include "tasks/domains.h"
#include "tasks/task_json.h"

namespace gestalt::synthesis {
namespace {

class KnownRowsTest : public testing::Test {
 protected:
  /// The cheapest program that the enumeration finds over the input and one known term.
  std::string find(std::string_view json, const std::string& known, std::uint64_t steps) {
    const auto task = tasks::parse_task(json, "test", "list");
    EXPECT_TRUE(task.has_value()) << to_string(task.error());
    examples_ = task->examples();
    const Costs costs(domain_);
    const auto constants = domain_.constants(examples_, literals_);
    const auto program = dsl::parse_program(known, task->type(), domain_, pool_);
    EXPECT_TRUE(program.has_value()) << known;
    const auto row = predict(domain_, examples_, pool_, *program, literals_);
    EXPECT_TRUE(row.has_value());
    const KnownRow leaf{pool_.children(*program)[0], row->data(), 200};
    Enumerator enumerator(domain_, examples_, constants, costs,
                          {{.steps = steps}, 2, 1, {&leaf, known.empty() ? 0U : 1U}}, memory_,
                          pool_, nullptr);
    enumerator.run();
    if (enumerator.programs().empty()) return "none";
    const Finding& found = enumerator.programs()[0];
    EXPECT_EQ(found.cost, program_cost(costs, pool_, found.program, 1, constants));
    const std::string text = print_term(pool_, found.program, domain_);
    const auto again = dsl::parse_program(text, task->type(), domain_, pool_);
    EXPECT_TRUE(again && *again == found.program) << text;
    return text;
  }

  const dsl::Domain& domain_ = **tasks::find_domain("list");
  dsl::ChunkPool memory_;
  dsl::TermPool pool_;
  dsl::Arena literals_;
  dsl::Examples examples_;
};

constexpr const char* kLarge = "(lambda (x) (filter (lambda (y) (less (sum (take 2 x)) y)) x))";

TEST_F(KnownRowsTest, ProgramsAreBuiltOfThem) {
  // The integers above the sum of the first two, in ascending order.
  const char* json = R"({"domain": "list", "train": [
    {"input": [1, 2, 5, 9, 3, 7], "output": [5, 7, 9]},
    {"input": [3, 1, 8, 2, 5], "output": [5, 8]}, {"input": [2, 2, 6, 5, 9], "output": [5, 6, 9]}],
    "test": [{"input": [4, 1, 7, 6, 9, 5]}]})";
  EXPECT_EQ(find(json, kLarge, 3000),
            "(lambda (x) (sort (filter (lambda (y) (less (sum (take 2 x)) y)) x)))");
}

TEST_F(KnownRowsTest, UnderLambdasToo) {
  // Each integer with the number of those added that lie above the sum of the first two.
  const char* json = R"({"domain": "list", "train": [
    {"input": [1, 2, 9, 4, 3, 7], "output": [4, 5, 12, 7, 6, 10]},
    {"input": [3, 1, 8, 2, 5], "output": [5, 3, 10, 4, 7]},
    {"input": [2, 2, 6, 5, 9, 8], "output": [6, 6, 10, 9, 13, 12]}],
    "test": [{"input": [4, 1, 7, 6, 9, 5]}]})";
  const std::string found = find(json, kLarge, 3'000'000);
  EXPECT_NE(found.find("map"), std::string::npos) << found;
  EXPECT_NE(found.find("(sum (take 2 x))"), std::string::npos) << found;
}

}  // namespace
}  // namespace gestalt::synthesis
