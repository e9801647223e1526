// The guide network itself, in LibTorch: what stands behind net_interface.h. Part of the module.
#pragma once

#include "neural/models/net_interface.h"

namespace gestalt::neural {

/// The table that the module offers; it lives as long as the program.
[[nodiscard]] const gestalt_net_functions* guide_net_functions();

}  // namespace gestalt::neural
