// One forward pass a task: properties (and pictures) -> a task vector z -> for every slot of a
// program the log probabilities of the heads that are legal there.
//
//   logits[slot, head] = (W z)[head] + [slot is the root] (R z)[head] + q(slot, z) . F[head]
//   q(slot, z) = E[slot] + G[slot] * (A z)            (elementwise; rank numbers)
//
// The first term alone is DeepCoder's unigram (Balog et al. 2017); E . F is a bigram of low rank
// for all tasks; G lets the task turn it.

#include "neural/models/guide_net.h"

#include <ATen/autocast_mode.h>
#include <torch/nn.h>
#include <torch/optim/adamw.h>
#include <torch/utils.h>

#include <cmath>
#include <cstring>
#include <exception>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gestalt::neural {

namespace {

namespace nn = torch::nn;
using torch::Tensor;

constexpr std::int64_t kCellKinds = 12;  // outside, transparent, ten cells

/// Pictures of all pairs -> one vector a task: the same small convolutions over every pair, then
/// mean and maximum over the pairs.
struct PairEncoderImpl : nn::Module {
  PairEncoderImpl(std::int64_t channels, std::int64_t width) {
    cells = register_module("cells", nn::Embedding(kCellKinds, channels / 2));
    near = register_module(
        "near", nn::Conv2d(nn::Conv2dOptions(channels, channels, 3).stride(2).padding(1)));
    wide = register_module(
        "wide", nn::Conv2d(nn::Conv2dOptions(channels, 2 * channels, 3).stride(2).padding(1)));
    whole = register_module(
        "whole", nn::Conv2d(nn::Conv2dOptions(2 * channels, 2 * channels, 3).stride(2).padding(1)));
    pair = register_module("pair", nn::Linear(4 * channels, width));
  }

  /// pictures: [tasks, pairs, 2, side, side] uint8 -> [tasks, 2 * width]
  Tensor forward(const Tensor& pictures) {
    const auto tasks = pictures.size(0);
    const auto pairs = pictures.size(1);
    const auto side = pictures.size(3);
    const Tensor present = pictures.amax({2, 3, 4}).gt(0).unsqueeze(-1);  // [tasks, pairs, 1]
    Tensor x = cells(pictures.to(torch::kLong));  // [tasks, pairs, 2, side, side, c/2]
    x = x.permute({0, 1, 2, 5, 3, 4}).reshape({tasks * pairs, -1, side, side});
    x = torch::gelu(near(x));
    x = torch::gelu(wide(x));
    x = torch::gelu(whole(x));
    x = torch::cat({x.mean({2, 3}), x.amax({2, 3})}, 1);  // [tasks * pairs, 4 * channels]
    x = torch::gelu(pair(x)).view({tasks, pairs, -1});
    const Tensor count = present.sum(1).clamp_min(1);
    const Tensor mean = x.masked_fill(~present, 0).sum(1) / count;
    return torch::cat({mean, x.masked_fill(~present, 0).amax(1)}, 1);
  }

  nn::Embedding cells{nullptr};
  nn::Conv2d near{nullptr}, wide{nullptr}, whole{nullptr};
  nn::Linear pair{nullptr};
};
TORCH_MODULE(PairEncoder);

struct GuideNetImpl : nn::Module {
  GuideNetImpl(const gestalt_net_options& options, const std::uint8_t* legal_heads,
               const float* prior) {
    const std::int64_t encoded = options.channels > 0 ? options.hidden : 0;
    if (options.channels > 0) {
      encoder = register_module("encoder", PairEncoder(options.channels, options.hidden / 2));
    }
    dropout = options.dropout;
    first = register_module("first", nn::Linear(options.properties + encoded, options.hidden));
    second = register_module("second", nn::Linear(options.hidden, options.hidden));
    task = register_module("task", nn::Linear(options.hidden, options.task));
    any = register_module("any", nn::Linear(options.task, options.heads));
    root = register_module("root",
                           nn::Linear(nn::LinearOptions(options.task, options.heads).bias(false)));
    turn = register_module("turn", nn::Linear(options.task, options.rank));
    const double scale = 1 / std::sqrt(static_cast<double>(options.rank));
    const auto matrix = [&](std::int64_t rows) {
      return torch::randn({rows, options.rank}) * scale;
    };
    slot = register_parameter("slot", matrix(options.slots));
    turned = register_parameter("turned", matrix(options.slots));
    head = register_parameter("head", matrix(options.heads));
    {
      const torch::NoGradGuard no_gradients;
      any->bias.copy_(torch::tensor(std::vector<float>(prior, prior + options.heads)));
    }
    const std::vector<std::uint8_t> table(
        legal_heads, legal_heads + static_cast<std::ptrdiff_t>(options.slots) * options.heads);
    illegal = torch::tensor(table).view({options.slots, options.heads}).eq(0);
  }

  /// properties: [tasks, properties]; pictures: undefined, or as PairEncoder has them
  /// -> z: [tasks, task]
  Tensor read(const Tensor& properties, const Tensor& pictures) {
    Tensor x = properties;
    if (encoder) x = torch::cat({x, encoder(pictures)}, 1);
    x = torch::dropout(torch::gelu(first(x)), dropout, is_training());
    x = torch::dropout(torch::gelu(second(x) + x), dropout, is_training());
    return torch::gelu(task(x));
  }

  /// z: [tasks, task]; of_task, of_slot: [decisions] -> log probabilities [decisions, heads]
  Tensor decide(const Tensor& z, const Tensor& of_task, const Tensor& of_slot) {
    const Tensor query = slot.index_select(0, of_slot) +
                         turned.index_select(0, of_slot) * turn(z).index_select(0, of_task);
    const Tensor is_root = of_slot.eq(0).unsqueeze(1).to(z.dtype());
    const Tensor logits = any(z).index_select(0, of_task) +
                          is_root * root(z).index_select(0, of_task) +
                          torch::matmul(query, head.t());
    return normalized(logits, illegal.index_select(0, of_slot));
  }

  /// z: [tasks, task] -> log probabilities [tasks, slots, heads]
  Tensor decide_all(const Tensor& z) {
    const Tensor query = slot.unsqueeze(0) + turned.unsqueeze(0) * turn(z).unsqueeze(1);
    Tensor logits = torch::matmul(query, head.t()) + any(z).unsqueeze(1);
    logits.select(1, 0) += root(z);
    return normalized(logits, illegal.unsqueeze(0));
  }

  static Tensor normalized(const Tensor& logits, const Tensor& forbidden) {
    return torch::log_softmax(
        logits.to(torch::kFloat).masked_fill(forbidden, -std::numeric_limits<float>::infinity()),
        -1);
  }

  PairEncoder encoder{nullptr};
  nn::Linear first{nullptr}, second{nullptr}, task{nullptr};
  nn::Linear any{nullptr}, root{nullptr}, turn{nullptr};
  Tensor slot, turned, head;
  Tensor illegal;  ///< [slots, heads]; no weight: the domain says it
  double dropout = 0;
};
TORCH_MODULE(GuideNet);

/// bfloat16 where autocast finds it safe, for one block. On the CPU nothing changes.
class MixedPrecision {
 public:
  explicit MixedPrecision(bool on) : on_(on) {
    if (!on_) return;
    at::autocast::set_autocast_dtype(at::kCUDA, at::kBFloat16);
    at::autocast::set_autocast_enabled(at::kCUDA, true);
  }
  MixedPrecision(const MixedPrecision&) = delete;
  MixedPrecision& operator=(const MixedPrecision&) = delete;
  ~MixedPrecision() {
    if (!on_) return;
    at::autocast::clear_cache();
    at::autocast::set_autocast_enabled(at::kCUDA, false);
  }

 private:
  bool on_;
};

/// Makes the module's random state follow from the seed before the first weight is drawn.
GuideNet seeded_net(const gestalt_net_options& options, const std::uint8_t* legal,
                    const float* prior) {
  torch::manual_seed(options.seed);
  return GuideNet(options, legal, prior);
}

}  // namespace

}  // namespace gestalt::neural

/// What the C interface calls a network.
struct gestalt_net {
  gestalt_net(const gestalt_net_options& sizes, const std::uint8_t* legal, const float* prior)
      : options(sizes),
        device(sizes.cuda != 0 ? torch::kCUDA : torch::kCPU),
        net(gestalt::neural::seeded_net(sizes, legal, prior)) {
    net->to(device);
    net->illegal = net->illegal.to(device);
    for (const auto& item : net->named_parameters()) {
      names.push_back(item.key());
      weights.push_back(item.value());
      first_moments.push_back(torch::zeros_like(item.value()).detach());
      second_moments.push_back(torch::zeros_like(item.value()).detach());
    }
    optimizer.emplace(weights, torch::optim::AdamWOptions(1e-3).weight_decay(sizes.weight_decay));
    for (std::size_t i = 0; i < weights.size(); ++i) {
      auto state = std::make_unique<torch::optim::AdamWParamState>();
      state->step(0);
      state->exp_avg(first_moments[i]);
      state->exp_avg_sq(second_moments[i]);
      optimizer->state()[weights[i].unsafeGetTensorImpl()] = std::move(state);
    }
  }

  torch::optim::AdamWParamState& state_of(std::size_t i) {
    return static_cast<torch::optim::AdamWParamState&>(
        *optimizer->state().at(weights[i].unsafeGetTensorImpl()));
  }

  torch::Tensor properties_of(const gestalt_net_batch& batch) const {
    return torch::from_blob(const_cast<float*>(batch.properties), {batch.tasks, options.properties},
                            torch::kFloat)
        .to(device);
  }
  torch::Tensor pictures_of(const gestalt_net_batch& batch) const {
    if (options.channels == 0) return {};
    TORCH_CHECK(batch.pictures != nullptr, "the network needs pictures");
    return torch::from_blob(const_cast<std::uint8_t*>(batch.pictures),
                            {batch.tasks, options.pairs, 2, options.side, options.side},
                            torch::kByte)
        .to(device);
  }
  torch::Tensor indices(const std::int32_t* values, std::int32_t count) const {
    return torch::from_blob(const_cast<std::int32_t*>(values), {count}, torch::kInt)
        .to(device)
        .to(torch::kLong);
  }

  /// Mean loss over the decisions, and the share that is right.
  torch::Tensor loss_of(const gestalt_net_batch& batch, double& right) {
    const torch::Tensor z = net->read(properties_of(batch), pictures_of(batch));
    const torch::Tensor of_head = indices(batch.head_of, batch.decisions);
    const torch::Tensor log_p = net->decide(z, indices(batch.task_of, batch.decisions),
                                            indices(batch.slot_of, batch.decisions));
    right = log_p.argmax(1).eq(of_head).to(torch::kFloat).mean().item<double>();
    return -log_p.gather(1, of_head.unsqueeze(1)).mean();
  }

  gestalt_net_options options;
  torch::Device device;
  gestalt::neural::GuideNet net;
  std::vector<std::string> names;
  std::vector<torch::Tensor> weights, first_moments, second_moments;
  std::optional<torch::optim::AdamW> optimizer;
};

namespace gestalt::neural {

namespace {

/// Runs a function whose exceptions must not cross the C interface.
template <class F>
const char* guarded(F function) {
  static thread_local std::string reason;
  try {
    function();
    return nullptr;
  } catch (const std::exception& error) {  // c10::Error is one
    const std::string text = error.what();
    reason = text.substr(0, text.find('\n'));  // the rest is a back trace
  } catch (...) {
    reason = "an unknown exception";
  }
  return reason.c_str();
}

const char* make(const gestalt_net_options* options, const std::uint8_t* legal, const float* prior,
                 gestalt_net** net) {
  return guarded([&] { *net = std::make_unique<gestalt_net>(*options, legal, prior).release(); });
}

void destroy(gestalt_net* net) { std::unique_ptr<gestalt_net>(net).reset(); }

// Tensors in order: the weights, both moments of each, then the number of steps.
const char* tensor_count(gestalt_net* net, std::int32_t* count) {
  return guarded([&] { *count = static_cast<std::int32_t>(3 * net->weights.size() + 1); });
}

bool is_step_count(const gestalt_net& net, std::int32_t index) {
  return static_cast<std::size_t>(index) == 3 * net.weights.size();
}

torch::Tensor& tensor_at(gestalt_net& net, std::int32_t index) {
  const std::size_t weights = net.weights.size();
  const auto i = static_cast<std::size_t>(index);
  auto& group = i < weights       ? net.weights
                : i < 2 * weights ? net.first_moments
                                  : net.second_moments;
  return group.at(i % weights);
}

const char* tensor(gestalt_net* net, std::int32_t index, const char** name, std::int64_t* values) {
  return guarded([&] {
    static thread_local std::string text;
    static constexpr const char* kGroups[] = {"weight/", "state/first/", "state/second/"};
    if (is_step_count(*net, index)) {
      text = "state/steps";
      *values = 1;
    } else {
      const auto i = static_cast<std::size_t>(index);
      text = kGroups[i / net->weights.size()] + net->names[i % net->weights.size()];
      *values = tensor_at(*net, index).numel();
    }
    *name = text.c_str();
  });
}

const char* read(gestalt_net* net, std::int32_t index, float* values) {
  return guarded([&] {
    if (is_step_count(*net, index)) {
      *values = static_cast<float>(net->state_of(0).step());
      return;
    }
    const torch::NoGradGuard no_gradients;
    const torch::Tensor source = tensor_at(*net, index).detach().to(torch::kCPU).contiguous();
    std::memcpy(values, source.data_ptr<float>(),
                static_cast<std::size_t>(source.numel()) * sizeof(float));
  });
}

const char* write(gestalt_net* net, std::int32_t index, const float* values) {
  return guarded([&] {
    if (is_step_count(*net, index)) {
      for (std::size_t i = 0; i < net->weights.size(); ++i) {
        net->state_of(i).step(static_cast<std::int64_t>(*values));
      }
      return;
    }
    const torch::NoGradGuard no_gradients;
    torch::Tensor& target = tensor_at(*net, index);
    target.copy_(torch::from_blob(const_cast<float*>(values), target.sizes(), torch::kFloat));
  });
}

/// LibTorch's threads for this call: OpenMP has a number of its own for every calling thread.
void take_threads(const gestalt_net& net) {
  if (net.options.threads > 0) torch::set_num_threads(net.options.threads);
}

const char* train(gestalt_net* net, const gestalt_net_batch* batch, double learning_rate,
                  double clip, gestalt_net_loss* loss) {
  return guarded([&] {
    take_threads(*net);
    for (auto& group : net->optimizer->param_groups()) {
      static_cast<torch::optim::AdamWOptions&>(group.options()).lr(learning_rate);
    }
    net->optimizer->zero_grad();
    // What a step leaves out follows from its number, so that a run that goes on is the same.
    torch::manual_seed(net->options.seed + static_cast<std::uint64_t>(net->state_of(0).step()));
    net->net->train();
    torch::Tensor value;
    {
      const MixedPrecision precision(net->options.cuda != 0);
      value = net->loss_of(*batch, loss->right);
    }
    value.backward();
    nn::utils::clip_grad_norm_(net->weights, clip);
    net->optimizer->step();
    loss->nats = value.item<double>();
  });
}

const char* evaluate(gestalt_net* net, const gestalt_net_batch* batch, gestalt_net_loss* loss) {
  return guarded([&] {
    take_threads(*net);
    const torch::InferenceMode inference;
    net->net->eval();
    loss->nats = net->loss_of(*batch, loss->right).item<double>();
  });
}

const char* predict(gestalt_net* net, const gestalt_net_batch* batch, float* log_probabilities) {
  return guarded([&] {
    take_threads(*net);
    const torch::InferenceMode inference;
    net->net->eval();
    const torch::Tensor z = net->net->read(net->properties_of(*batch), net->pictures_of(*batch));
    const torch::Tensor all = net->net->decide_all(z).to(torch::kCPU).contiguous();
    std::memcpy(log_probabilities, all.data_ptr<float>(),
                static_cast<std::size_t>(all.numel()) * sizeof(float));
  });
}

}  // namespace

const gestalt_net_functions* guide_net_functions() {
  static constexpr gestalt_net_functions kFunctions = {
      GESTALT_NET_ABI, &make,  &destroy, &tensor_count, &tensor,
      &read,           &write, &train,   &evaluate,     &predict};
  return &kFunctions;
}

}  // namespace gestalt::neural
