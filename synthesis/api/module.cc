#include "synthesis/api/module.h"

#include <dlfcn.h>
#include <fmt/format.h>

namespace gestalt::synthesis {
namespace {

constexpr const char* kEntry = "gestalt_module_v1";

// dlerror() may have nothing to say.
std::string loader_error() {
  const char* text = dlerror();
  return text != nullptr ? text : "unknown loader error";
}

void append_fact(void* context, const char* key, const char* value) {
  static_cast<std::vector<Fact>*>(context)->push_back({key, value});
}

}  // namespace

Result<Module> Module::open(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) {
    return fail(ErrorCode::kNotFound, "no such module", file.string());
  }
  // An absolute path keeps dlopen from searching the system's library folders.
  const std::filesystem::path path = std::filesystem::absolute(file);
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    return fail(ErrorCode::kUnavailable, loader_error(), file.string());
  }
  const auto entry = reinterpret_cast<gestalt_module_entry>(dlsym(library, kEntry));
  if (entry == nullptr) {
    dlclose(library);
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("not a Gestalt module: it exports no {}", kEntry), file.string());
  }
  const gestalt_module* module = entry();
  if (module == nullptr || module->abi != GESTALT_MODULE_ABI) {
    const std::uint32_t abi = module == nullptr ? 0 : module->abi;
    dlclose(library);
    return fail(ErrorCode::kInvalidArgument,
                fmt::format("module ABI {}, but this program speaks {}; rebuild the module", abi,
                            static_cast<int>(GESTALT_MODULE_ABI)),
                file.string());
  }
  return Module(module);
}

Result<std::vector<Fact>> Module::describe() const {
  std::vector<Fact> facts;
  if (const char* reason = module_->describe(&append_fact, &facts)) {
    return fail(ErrorCode::kUnavailable, reason, module_->name);
  }
  return facts;
}

std::filesystem::path module_file(std::string_view name) {
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe");
  return program.parent_path().parent_path() / "lib" / fmt::format("gestalt_{}.so", name);
}

}  // namespace gestalt::synthesis
