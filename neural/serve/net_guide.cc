#include "neural/serve/net_guide.h"

#include <fmt/format.h>

#include <utility>

namespace gestalt::neural {

namespace {

class NetGuide final : public synthesis::Guide {
 public:
  NetGuide(std::string name, const dsl::Domain& domain, TaskReader reader, Net net,
           const QuantizeOptions& options)
      : name_(std::move(name)),
        domain_(&domain),
        reader_(std::move(reader)),
        net_(std::move(net)),
        options_(options) {}

  [[nodiscard]] std::string name() const override { return name_; }

  [[nodiscard]] Result<synthesis::Guidance> read(const dsl::Domain& domain,
                                                 const dsl::Examples& examples) override {
    if (&domain != domain_ || !reader_.reads(examples)) {
      return fail(ErrorCode::kUnavailable,
                  fmt::format("guides tasks {} of domain {} alone", to_string(domain_->task_type),
                              domain_->name),
                  name_);
    }
    dsl::Arena arena;
    const auto predicted = net_.predict(TaskReader::batch_of({reader_.read(examples, arena)}));
    if (!predicted) return tl::unexpected(predicted.error());
    const Vocabulary& vocabulary = reader_.vocabulary();
    return synthesis::Guidance{
        quantize(domain, vocabulary, *predicted, domain.constants(examples, arena), options_),
        vocabulary.outlook(*predicted)};
  }

 private:
  std::string name_;
  const dsl::Domain* domain_;
  TaskReader reader_;
  Net net_;
  QuantizeOptions options_;
};

}  // namespace

Result<GuideCheckpoint> open_guide(const std::filesystem::path& file) {
  return open_checkpoint(file, [](const dsl::Domain& domain, const Checkpoint& checkpoint) {
    return TaskReader(domain, checkpoint.sizes, checkpoint.purpose.strategies);
  });
}

GuideCheckpoint untrained_guide(const dsl::Domain& domain) {
  GuideCheckpoint opened{"untrained", {}, &domain, TaskReader(domain, {})};
  opened.checkpoint.purpose = opened.reader.purpose();
  return opened;
}

Result<std::unique_ptr<synthesis::Guide>> make_net_guide(const synthesis::Module& module,
                                                         GuideCheckpoint opened,
                                                         const QuantizeOptions& options) {
  auto net = load_net(module, opened.checkpoint, opened.reader.shape(), opened.file);
  if (!net) return tl::unexpected(net.error());
  return std::make_unique<NetGuide>(std::move(opened.file), *opened.domain,
                                    std::move(opened.reader), *std::move(net), options);
}

}  // namespace gestalt::neural
