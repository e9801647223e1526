// A guide network, for programs that do not link LibTorch: tasks in, log probabilities of heads in
// slots out.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dsl/core/result.h"
#include "neural/models/net_interface.h"
#include "synthesis/api/module.h"

namespace gestalt::neural {

/// The sizes that one may choose; the others follow from domain and features.
struct NetSizes {
  int hidden = 256;
  int task = 128;
  int rank = 48;
  int channels = 0;  ///< of the picture encoder; 0: properties alone
  int pairs = 4;
  int side = 30;
  friend bool operator==(const NetSizes&, const NetSizes&) = default;
};

/// What a network's inputs and outputs are.
struct NetShape {
  int properties = 0;
  int heads = 0;
  int slots = 0;
  std::vector<std::uint8_t> legal;  ///< slots x heads
  std::vector<float> prior;         ///< by head
};

/// Where and how it runs.
struct NetRun {
  bool cuda = false;
  int threads = 0;
  std::uint64_t seed = 0;
  double dropout = 0;  ///< share of the hidden numbers that a step of training leaves out
  double weight_decay = 1e-4;
};

/// Owns what a gestalt_net_batch points to.
struct NetBatch {
  std::vector<float> properties;
  std::vector<std::uint8_t> pictures;
  std::vector<std::int32_t> task_of;
  std::vector<std::int32_t> slot_of;
  std::vector<std::int32_t> head_of;
  std::int32_t tasks = 0;
};

struct NetLoss {
  double nats = 0;
  double right = 0;
};

struct NamedTensor {
  std::string name;
  std::vector<float> values;
  friend bool operator==(const NamedTensor&, const NamedTensor&) = default;
};

/// Threads: one caller at a time.
class Net {
 public:
  /// Errors: kUnavailable with LibTorch's reason (no CUDA device, no memory); kInvalidArgument if
  /// the module offers no such interface.
  [[nodiscard]] static Result<Net> make(const synthesis::Module& module, const NetSizes& sizes,
                                        const NetShape& shape, const NetRun& run);

  /// One step of the optimizer. Errors: kUnavailable.
  [[nodiscard]] Result<NetLoss> train(const NetBatch& batch, double learning_rate, double clip);
  [[nodiscard]] Result<NetLoss> evaluate(const NetBatch& batch);
  /// Shape: tasks x slots x heads.
  [[nodiscard]] Result<std::vector<float>> predict(const NetBatch& batch);

  /// All weights, and with `state` the optimizer's, too.
  [[nodiscard]] Result<std::vector<NamedTensor>> tensors(bool state);
  /// Sets the tensors of these names. Errors: kInvalidArgument for a tensor that is missing (of the
  /// optimizer's only where any of them is there), unknown or of another size.
  [[nodiscard]] Result<void> set_tensors(const std::vector<NamedTensor>& tensors);

 private:
  struct Destroy {
    const gestalt_net_functions* functions = nullptr;
    void operator()(gestalt_net* net) const { functions->destroy(net); }
  };
  Net(const gestalt_net_functions& functions, gestalt_net* net, const NetShape& shape)
      : functions_(&functions),
        net_(net, Destroy{&functions}),
        heads_(shape.heads),
        slots_(shape.slots) {}

  const gestalt_net_functions* functions_;
  std::unique_ptr<gestalt_net, Destroy> net_;
  int heads_;
  int slots_;
};

}  // namespace gestalt::neural
