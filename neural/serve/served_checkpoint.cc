#include "neural/serve/served_checkpoint.h"

#include "tasks/domains.h"

namespace gestalt::neural {

Result<const dsl::Domain*> domain_of(const Checkpoint& checkpoint,
                                     const std::filesystem::path& file) {
  const auto domain = tasks::find_domain(checkpoint.purpose.domain);
  if (domain) return *domain;
  return fail(ErrorCode::kInvalidArgument, domain.error().message, file.string());
}

}  // namespace gestalt::neural
