#include "synthesis/api/module.h"

extern "C" const gestalt_module* gestalt_module_v1() {
  static constexpr gestalt_module kModule = {GESTALT_MODULE_ABI + 1, "foreign", nullptr, nullptr};
  return &kModule;
}
