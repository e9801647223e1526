// Checkpoints: a network's weights with what they are for, in a file that can run no code.
//
//   "gestalt-net 1\n"   8 bytes: length of the header   the header, JSON   the tensors, float32 in
//   the machine's (little-endian) order   16 bytes: XXH3 of all before
//
// The digest is checked before anything else is read, sizes before anything is allocated, and the
// header's words before any tensor is used.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "dsl/core/result.h"
#include "neural/models/net.h"
#include "synthesis/api/outlook.h"

namespace gestalt::neural {

/// What a network says something about: programs of a task, or values on the way to its outputs.
enum class Predicts : std::uint8_t { kCosts, kValues };

/// What a network was trained for.
struct NetPurpose {
  std::string domain;
  std::string registry = {};  ///< fingerprint of the primitives; empty: whatever they are
  std::string properties;     ///< fingerprint of the properties
  std::vector<std::string> primitives = {};  ///< by id: to name the difference
  std::vector<std::string> roles = {};       ///< of literals, by id
  Predicts predicts = Predicts::kCosts;
  synthesis::StrategyShares strategies = {};  ///< of which it says how likely each is on a task
  friend bool operator==(const NetPurpose&, const NetPurpose&) = default;
};

/// A regular value.
struct Checkpoint {
  NetPurpose purpose;
  NetSizes sizes;
  std::uint64_t step = 0;  ///< of training
  std::string config;      ///< the text of the configuration that made it
  std::vector<NamedTensor> tensors;
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

/// Errors: kNotFound, kIo; kInvalidArgument for anything but a whole checkpoint. `where` is the
/// file.
[[nodiscard]] Result<Checkpoint> read_checkpoint(const std::filesystem::path& file);
/// The same from bytes; `where` names them.
[[nodiscard]] Result<Checkpoint> parse_checkpoint(std::string_view bytes, const std::string& where);

/// Puts a new file in the place of the old one, so that none is ever half written.
[[nodiscard]] Result<void> write_checkpoint(const std::filesystem::path& file,
                                            const Checkpoint& checkpoint);
[[nodiscard]] std::string checkpoint_bytes(const Checkpoint& checkpoint);

/// Its network with its weights, or those it begins with where it has none, to predict with: in
/// one thread, since a batch is done before others would have woken up. `where` is its file.
/// Errors: those of Net::make and Net::set_tensors.
[[nodiscard]] Result<Net> load_net(const synthesis::Module& module, const Checkpoint& checkpoint,
                                   const NetShape& shape, const std::string& where);

/// Nothing where a checkpoint made for `found` serves `wanted`; else kInvalidArgument with the
/// difference.
[[nodiscard]] Result<void> check_purpose(const NetPurpose& found, const NetPurpose& wanted,
                                         const std::string& where);

}  // namespace gestalt::neural
