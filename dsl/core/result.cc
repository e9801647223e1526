#include "dsl/core/result.h"

namespace gestalt {

std::string to_string(const Error& error) {
  return error.where.empty() ? error.message : error.where + ": " + error.message;
}

namespace dsl {

std::string_view to_string(Fault fault) {
  switch (fault) {
    case Fault::kNone:
      return "none";
    case Fault::kDomain:
      return "domain";
    case Fault::kSize:
      return "size";
    case Fault::kOverflow:
      return "overflow";
    case Fault::kFuel:
      return "fuel";
  }
  return "none";
}

}  // namespace dsl
}  // namespace gestalt
