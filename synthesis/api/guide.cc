#include "synthesis/api/guide.h"

#include <utility>

namespace gestalt::synthesis {

namespace {

/// The same costs for all tasks of a domain.
class FixedGuide final : public Guide {
 public:
  using MakeCosts = Costs (*)(const dsl::Domain& domain);
  FixedGuide(std::string name, MakeCosts make_costs)
      : name_(std::move(name)), make_costs_(make_costs) {}

  [[nodiscard]] std::string name() const override { return name_; }
  [[nodiscard]] Result<Guidance> read(const dsl::Domain& domain, const dsl::Examples&) override {
    return Guidance{make_costs_(domain)};
  }

 private:
  std::string name_;
  MakeCosts make_costs_;
};

}  // namespace

std::unique_ptr<Guide> make_record_guide() {
  return std::make_unique<FixedGuide>("none",
                                      [](const dsl::Domain& domain) { return Costs(domain); });
}

std::unique_ptr<Guide> make_uniform_guide() {
  return std::make_unique<FixedGuide>("uniform", &uniform_costs);
}

}  // namespace gestalt::synthesis
