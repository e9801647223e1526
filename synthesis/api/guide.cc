#include "synthesis/api/guide.h"

namespace gestalt::synthesis {

namespace {

class RecordGuide final : public Guide {
 public:
  [[nodiscard]] std::string name() const override { return "none"; }
  [[nodiscard]] Result<Guidance> read(const dsl::Domain& domain, const dsl::Examples&) override {
    return Guidance{Costs(domain.registry)};
  }
};

class UniformGuide final : public Guide {
 public:
  [[nodiscard]] std::string name() const override { return "uniform"; }
  [[nodiscard]] Result<Guidance> read(const dsl::Domain& domain, const dsl::Examples&) override {
    return Guidance{uniform_costs(domain.registry)};
  }
};

}  // namespace

std::unique_ptr<Guide> make_record_guide() { return std::make_unique<RecordGuide>(); }
std::unique_ptr<Guide> make_uniform_guide() { return std::make_unique<UniformGuide>(); }

}  // namespace gestalt::synthesis
