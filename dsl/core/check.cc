#include "dsl/core/check.h"

#include <cstdio>
#include <cstdlib>

namespace gestalt {

void check_failed(const char* condition, const char* file, int line) noexcept {
  std::fprintf(stderr, "gestalt: internal error: %s at %s:%d\n", condition, file, line);
  std::abort();
}

}  // namespace gestalt
