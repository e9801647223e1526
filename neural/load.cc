#include "neural/load.h"

#include <utility>

namespace gestalt::neural {

Result<synthesis::Module> load() {
  Result<synthesis::Module> module = synthesis::Module::open(synthesis::module_file("neural"));
  if (!module && module.error().code == ErrorCode::kNotFound) {
    Error error = std::move(module).error();
    error.message += "; the networks need a build with LibTorch (cmake -DGESTALT_NEURAL=ON)";
    return tl::unexpected<Error>(std::move(error));
  }
  return module;
}

}  // namespace gestalt::neural
