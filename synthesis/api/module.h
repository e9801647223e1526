// Modules: shared libraries opened on demand, so that `gestalt` starts without loading LibTorch.
// A module exports one C function, gestalt_module_v1; see neural/module.cc for one that does.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/core/result.h"

extern "C" {

/// The layout of gestalt_module; raised by every change to it.
enum { GESTALT_MODULE_ABI = 2 };

/// Receives one fact, as two texts that live only during the call.
typedef void (*gestalt_fact_sink)(void* context, const char* key, const char* value);

/// What a module exports. It lives as long as the program.
struct gestalt_module {
  std::uint32_t
      abi;  ///< GESTALT_MODULE_ABI of the headers that the module was built with; always first
  const char* name;  ///< "neural"

  /// Tells what the module can do here, fact by fact. On failure returns the reason, which lives
  /// until the next call.
  const char* (*describe)(gestalt_fact_sink sink, void* context);

  /// A table of functions by name and version, as the header of that interface declares it; null
  /// where the module offers none. May be null itself.
  const void* (*interface)(const char* name, std::uint32_t version);
};

/// The type of `const gestalt_module* gestalt_module_v1()`, the one symbol that a module exports.
typedef const struct gestalt_module* (*gestalt_module_entry)();

}  // extern "C"

namespace gestalt::synthesis {

/// One thing that a module says about itself: {"libtorch", "2.13.0"}.
struct Fact {
  std::string key;
  std::string value;

  friend bool operator==(const Fact&, const Fact&) = default;
};

/// A module that has been opened. It stays loaded until the program ends: LibTorch cannot be
/// unloaded.
class Module {
 public:
  /// Opens a shared library and checks that it is a module of this ABI.
  ///
  /// Errors:  kNotFound without the file; kUnavailable if the loader refuses it, with the loader's
  /// reason; kInvalidArgument if
  ///          it is no module or was built for another ABI. `where` is always the path.
  [[nodiscard]] static Result<Module> open(const std::filesystem::path& file);

  [[nodiscard]] std::string_view name() const { return module_->name; }

  /// Asks the module what it can do here. Errors: kUnavailable with the module's reason.
  [[nodiscard]] Result<std::vector<Fact>> describe() const;

  /// The table of functions of this name and version; null where the module offers none.
  [[nodiscard]] const void* interface(const char* name, std::uint32_t version) const {
    return module_->interface == nullptr ? nullptr : module_->interface(name, version);
  }

 private:
  explicit Module(const gestalt_module* module) : module_(module) {}

  const gestalt_module* module_;
};

/// Where the module of this name lies for the running program: ../lib/gestalt_<name>.so seen from
/// its executable.
[[nodiscard]] std::filesystem::path module_file(std::string_view name);

}  // namespace gestalt::synthesis
