#include "neural/serve/net_scorer.h"

#include <utility>

namespace gestalt::neural {

namespace {

class NetTaskScorer final : public synthesis::TaskScorer {
 public:
  NetTaskScorer(const ValueReader& reader, Net& net, const dsl::Examples& examples)
      : reader_(reader), net_(net), outputs_(reader.read_outputs(examples)) {}

  [[nodiscard]] std::size_t width() const override { return reader_.width(); }

  void read(const dsl::Value* row, std::span<float> numbers) const override {
    reader_.read(outputs_, row, numbers);
  }

  [[nodiscard]] Result<std::vector<float>> judge(const std::vector<float>& numbers) override {
    NetBatch batch;
    batch.properties = numbers;
    batch.tasks = static_cast<std::int32_t>(numbers.size() / width());
    const auto predicted = net_.predict(batch);  // rows x 1 slot x 2 heads
    if (!predicted) return tl::unexpected(predicted.error());
    std::vector<float> log_odds;
    for (std::size_t i = 0; i < predicted->size(); i += 2) {
      log_odds.push_back((*predicted)[i + ValueReader::kPart] -
                         (*predicted)[i + ValueReader::kOther]);
    }
    return log_odds;
  }

 private:
  const ValueReader& reader_;
  Net& net_;
  std::vector<PictureFacts> outputs_;
};

class NetScorer final : public synthesis::Scorer {
 public:
  NetScorer(ValueReader reader, Net net) : reader_(std::move(reader)), net_(std::move(net)) {}

  [[nodiscard]] std::unique_ptr<synthesis::TaskScorer> open(
      const dsl::Domain& domain, const dsl::Examples& examples) override {
    if (domain.name != reader_.domain() || !reader_.reads(examples)) return nullptr;
    return std::make_unique<NetTaskScorer>(reader_, net_, examples);
  }

 private:
  ValueReader reader_;
  Net net_;
};

}  // namespace

Result<ScorerCheckpoint> open_scorer(const std::filesystem::path& file) {
  return open_checkpoint(
      file, [](const dsl::Domain& domain, const Checkpoint&) { return ValueReader(domain); });
}

Result<std::unique_ptr<synthesis::Scorer>> make_net_scorer(const synthesis::Module& module,
                                                           ScorerCheckpoint opened) {
  auto net = load_net(module, opened.checkpoint, opened.reader.shape(), opened.file);
  if (!net) return tl::unexpected(net.error());
  return std::make_unique<NetScorer>(std::move(opened.reader), *std::move(net));
}

}  // namespace gestalt::neural
