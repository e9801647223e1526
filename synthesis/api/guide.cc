#include "synthesis/api/guide.h"

namespace gestalt::synthesis {

namespace {

class UniformGuide final : public Guide {
 public:
  [[nodiscard]] std::string name() const override { return "none"; }
  [[nodiscard]] Result<Costs> costs(const dsl::Domain& domain, const dsl::Examples&) override {
    return Costs(domain.registry);
  }
};

}  // namespace

std::unique_ptr<Guide> make_uniform_guide() { return std::make_unique<UniformGuide>(); }

}  // namespace gestalt::synthesis
