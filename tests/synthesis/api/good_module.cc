#include "synthesis/api/module.h"

namespace {
const char* describe(gestalt_fact_sink sink, void* context) {
  sink(context, "color", "blue");
  sink(context, "size", "3");
  return nullptr;
}
}  // namespace

extern "C" const gestalt_module* gestalt_module_v1() {
  static constexpr gestalt_module kModule = {GESTALT_MODULE_ABI, "good", &describe, nullptr};
  return &kModule;
}
