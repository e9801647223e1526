// The C interface of the guide network: what the neural module offers to programs that do not link
// LibTorch. Read next: net.h, its C++ face; guide_net.h, what is behind it.
#pragma once

#include <cstdint>

extern "C" {

/// The layout of everything here; raised by every change.
enum { GESTALT_NET_ABI = 2 };

/// A network with its optimizer.
typedef struct gestalt_net gestalt_net;

/// Sizes. Heads and slots are those of neural/features/vocabulary.h.
typedef struct gestalt_net_options {
  std::int32_t properties;
  std::int32_t heads;
  std::int32_t slots;
  std::int32_t hidden;    ///< width of the hidden layers
  std::int32_t task;      ///< width of the task vector
  std::int32_t rank;      ///< of the bigram
  std::int32_t channels;  ///< of the picture encoder; 0: properties alone
  std::int32_t pairs;     ///< pictures: pairs x {input, output} x side x side
  std::int32_t side;
  std::int32_t cuda;     ///< 1: on the first CUDA device, in bfloat16 where that is safe
  std::int32_t threads;  ///< of the CPU; 0: LibTorch's choice
  std::uint64_t seed;    ///< of the first weights, and of what dropout leaves out
  double dropout;        ///< share of the hidden numbers that a step of training leaves out
  double weight_decay;   ///< of AdamW, a step, times the learning rate
} gestalt_net_options;

/// Some tasks and, to learn from, the choices of their programs.
typedef struct gestalt_net_batch {
  std::int32_t tasks;
  const float* properties;       ///< tasks x properties
  const std::uint8_t* pictures;  ///< tasks x pairs x 2 x side x side; null without an encoder
  std::int32_t decisions;        ///< 0 to predict
  const std::int32_t* task_of;   ///< by decision, as are slot_of and head_of
  const std::int32_t* slot_of;
  const std::int32_t* head_of;
} gestalt_net_batch;

typedef struct gestalt_net_loss {
  double nats;   ///< mean negative log likelihood of a decision
  double right;  ///< share of the decisions whose head is the likeliest
} gestalt_net_loss;

/// Every function returns null, or a reason that lives until the thread's next call.
typedef struct gestalt_net_functions {
  std::uint32_t abi;  ///< GESTALT_NET_ABI; always first
  /// `legal`: slots x heads, 0 where a head cannot stand. `prior`: by head, the first log odds.
  const char* (*make)(const gestalt_net_options* options, const std::uint8_t* legal,
                      const float* prior, gestalt_net** net);
  void (*destroy)(gestalt_net* net);
  /// Weights first ("weight/..."), then the optimizer's state ("state/...").
  const char* (*tensor_count)(gestalt_net* net, std::int32_t* count);
  const char* (*tensor)(gestalt_net* net, std::int32_t index, const char** name,
                        std::int64_t* values);
  const char* (*read)(gestalt_net* net, std::int32_t index, float* values);
  const char* (*write)(gestalt_net* net, std::int32_t index, const float* values);
  /// One step of the optimizer; gradients are clipped to this norm.
  const char* (*train)(gestalt_net* net, const gestalt_net_batch* batch, double learning_rate,
                       double clip, gestalt_net_loss* loss);
  const char* (*evaluate)(gestalt_net* net, const gestalt_net_batch* batch, gestalt_net_loss* loss);
  /// Shape: tasks x slots x heads; natural logarithms, -inf where illegal.
  const char* (*predict)(gestalt_net* net, const gestalt_net_batch* batch,
                         float* log_probabilities);
} gestalt_net_functions;

}  // extern "C"

namespace gestalt::neural {

/// The name under which a module offers `const gestalt_net_functions*`.
inline constexpr const char* kNetInterface = "guide-net";

}  // namespace gestalt::neural
