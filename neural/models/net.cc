#include "neural/models/net.h"

#include <fmt/format.h>

#include <algorithm>

namespace gestalt::neural {

namespace {

tl::unexpected<Error> unavailable(const char* reason) {
  return fail(ErrorCode::kUnavailable, reason, "the network");
}

gestalt_net_batch view_of(const NetBatch& batch) {
  return {batch.tasks,
          batch.properties.data(),
          batch.pictures.empty() ? nullptr : batch.pictures.data(),
          static_cast<std::int32_t>(batch.head_of.size()),
          batch.task_of.data(),
          batch.slot_of.data(),
          batch.head_of.data()};
}

bool is_state(const std::string& name) { return name.starts_with("state/"); }

}  // namespace

Result<Net> Net::make(const synthesis::Module& module, const NetSizes& sizes, const NetShape& shape,
                      const NetRun& run) {
  const auto* functions =
      static_cast<const gestalt_net_functions*>(module.interface(kNetInterface, GESTALT_NET_ABI));
  if (functions == nullptr) {
    return fail(ErrorCode::kInvalidArgument,
                "offers no guide networks that this program knows; rebuild the module",
                std::string(module.name()));
  }
  const gestalt_net_options options{.properties = shape.properties,
                                    .heads = shape.heads,
                                    .slots = shape.slots,
                                    .hidden = sizes.hidden,
                                    .task = sizes.task,
                                    .rank = sizes.rank,
                                    .channels = sizes.channels,
                                    .pairs = sizes.pairs,
                                    .side = sizes.side,
                                    .cuda = run.cuda ? 1 : 0,
                                    .threads = run.threads,
                                    .seed = run.seed,
                                    .dropout = run.dropout,
                                    .weight_decay = run.weight_decay};
  gestalt_net* net = nullptr;
  const char* reason = functions->make(&options, shape.legal.data(), shape.prior.data(), &net);
  if (reason != nullptr) return unavailable(reason);
  return Net(*functions, net, shape);
}

Result<NetLoss> Net::train(const NetBatch& batch, double learning_rate, double clip) {
  const gestalt_net_batch view = view_of(batch);
  gestalt_net_loss loss{};
  const char* reason = functions_->train(net_.get(), &view, learning_rate, clip, &loss);
  if (reason != nullptr) return unavailable(reason);
  return NetLoss{loss.nats, loss.right};
}

Result<NetLoss> Net::evaluate(const NetBatch& batch) {
  const gestalt_net_batch view = view_of(batch);
  gestalt_net_loss loss{};
  const char* reason = functions_->evaluate(net_.get(), &view, &loss);
  if (reason != nullptr) return unavailable(reason);
  return NetLoss{loss.nats, loss.right};
}

Result<std::vector<float>> Net::predict(const NetBatch& batch) {
  const gestalt_net_batch view = view_of(batch);
  std::vector<float> values(static_cast<std::size_t>(batch.tasks) *
                            static_cast<std::size_t>(slots_) * static_cast<std::size_t>(heads_));
  const char* reason = functions_->predict(net_.get(), &view, values.data());
  if (reason != nullptr) return unavailable(reason);
  return values;
}

Result<std::vector<NamedTensor>> Net::tensors(bool state) {
  std::int32_t count = 0;
  if (const char* reason = functions_->tensor_count(net_.get(), &count)) return unavailable(reason);
  std::vector<NamedTensor> tensors;
  for (std::int32_t i = 0; i < count; ++i) {
    const char* name = nullptr;
    std::int64_t values = 0;
    if (const char* reason = functions_->tensor(net_.get(), i, &name, &values)) {
      return unavailable(reason);
    }
    if (is_state(name) && !state) continue;
    NamedTensor& tensor = tensors.emplace_back();
    tensor.name = name;
    tensor.values.resize(static_cast<std::size_t>(values));
    if (const char* reason = functions_->read(net_.get(), i, tensor.values.data())) {
      return unavailable(reason);
    }
  }
  return tensors;
}

Result<void> Net::set_tensors(const std::vector<NamedTensor>& tensors) {
  const bool has_state =
      std::ranges::any_of(tensors, [](const NamedTensor& tensor) { return is_state(tensor.name); });
  std::int32_t count = 0;
  if (const char* reason = functions_->tensor_count(net_.get(), &count)) return unavailable(reason);
  std::size_t used = 0;
  for (std::int32_t i = 0; i < count; ++i) {
    const char* name = nullptr;
    std::int64_t values = 0;
    if (const char* reason = functions_->tensor(net_.get(), i, &name, &values)) {
      return unavailable(reason);
    }
    if (is_state(name) && !has_state) continue;
    const auto found = std::ranges::find(tensors, name, &NamedTensor::name);
    if (found == tensors.end()) {
      return fail(ErrorCode::kInvalidArgument, fmt::format("has no tensor '{}'", name));
    }
    if (found->values.size() != static_cast<std::size_t>(values)) {
      return fail(ErrorCode::kInvalidArgument, fmt::format("tensor '{}' has {} numbers, not {}",
                                                           name, found->values.size(), values));
    }
    if (const char* reason = functions_->write(net_.get(), i, found->values.data())) {
      return unavailable(reason);
    }
    ++used;
  }
  if (used != tensors.size()) {
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("has {} tensors where {} are known", tensors.size(), used));
  }
  return {};
}

}  // namespace gestalt::neural
