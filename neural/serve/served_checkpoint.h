// A checkpoint that serves this program, and what its network reads.
#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "dsl/core/domain.h"
#include "neural/models/checkpoint.h"

namespace gestalt::neural {

template <class Reader>
struct ServedCheckpoint {
  std::string file;
  Checkpoint checkpoint;
  const dsl::Domain* domain = nullptr;
  Reader reader;
};

/// The domain that a checkpoint was made for. Errors: kInvalidArgument with the file.
[[nodiscard]] Result<const dsl::Domain*> domain_of(const Checkpoint& checkpoint,
                                                   const std::filesystem::path& file);

/// Opens a file whose network has the reader that `make(domain, checkpoint)` makes. Needs no
/// module.
///
/// Errors: those of read_checkpoint; kInvalidArgument where it was made for something else than the
/// reader's purpose, with the difference.
template <class MakeReader>
[[nodiscard]] auto open_checkpoint(const std::filesystem::path& file, MakeReader make)
    -> Result<ServedCheckpoint<decltype(make(std::declval<const dsl::Domain&>(), Checkpoint()))>> {
  auto checkpoint = read_checkpoint(file);
  if (!checkpoint) return tl::unexpected(checkpoint.error());
  const auto domain = domain_of(*checkpoint, file);
  if (!domain) return tl::unexpected(domain.error());
  auto reader = make(**domain, *checkpoint);
  const auto same = check_purpose(checkpoint->purpose, reader.purpose(), file.string());
  if (!same) return tl::unexpected(same.error());
  return ServedCheckpoint<decltype(reader)>{file.string(), *std::move(checkpoint), *domain,
                                            std::move(reader)};
}

}  // namespace gestalt::neural
