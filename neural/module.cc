// The neural module's entry point: what it exports to programs that open it with
// synthesis/api/module.h. It is built into gestalt_neural.so, the only thing that links LibTorch.

#include "synthesis/api/module.h"

#include <dlfcn.h>
#include <torch/cuda.h>
#include <torch/version.h>

#include <array>
#include <cstring>
#include <exception>
#include <string>

#include "neural/models/guide_net.h"

namespace {

// The first CUDA device's name as the driver gives it. LibTorch's own way needs the CUDA toolkit's
// headers.
std::string cuda_device_name() {
  using DeviceGetName = int (*)(char* name, int size, int device);
  void* driver = dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL);
  if (driver == nullptr) return "unknown CUDA device";
  const auto device_get_name = reinterpret_cast<DeviceGetName>(dlsym(driver, "cuDeviceGetName"));
  std::array<char, 256> name{};
  if (device_get_name == nullptr ||
      device_get_name(name.data(), static_cast<int>(name.size()), 0) != 0) {
    return "unknown CUDA device";
  }
  return name.data();
}

const char* describe(gestalt_fact_sink sink, void* context) {
  static thread_local std::string reason;
  try {
    const int cuda_devices = torch::cuda::is_available() ? torch::cuda::device_count() : 0;
    sink(context, "libtorch", TORCH_VERSION);
    sink(context, "cuda devices", std::to_string(cuda_devices).c_str());
    sink(context, "device", cuda_devices > 0 ? cuda_device_name().c_str() : "cpu");
    return nullptr;
  } catch (const std::exception&
               error) {  // c10::Error is one; nothing may throw through the C interface
    reason = error.what();
    return reason.c_str();
  }
}

const void* offer(const char* name, std::uint32_t version) {
  using gestalt::neural::kNetInterface;
  const bool known = std::strcmp(name, kNetInterface) == 0 && version == GESTALT_NET_ABI;
  return known ? gestalt::neural::guide_net_functions() : nullptr;
}

}  // namespace

extern "C" [[gnu::visibility("default")]] const gestalt_module* gestalt_module_v1() {
  static constexpr gestalt_module kModule = {GESTALT_MODULE_ABI, "neural", &describe, &offer};
  return &kModule;
}
