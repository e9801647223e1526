// gestalt verify in a build without Z3: it says so.
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "experiments/cli/commands.h"

namespace gestalt::experiments {

void add_verify(CLI::App& app, Action& action) {
  CLI::App* command =
      app.add_subcommand("verify", "Prove properties of a program (this build has no Z3)");
  command->allow_extras();
  command->callback([&action] {
    action = []() -> Result<Outcome> {
      return fail(ErrorCode::kUnavailable, "verify needs a build with Z3 (cmake -DGESTALT_Z3=ON)");
    };
  });
}

}  // namespace gestalt::experiments
