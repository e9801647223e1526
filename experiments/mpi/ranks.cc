#include "experiments/mpi/ranks.h"

#include <array>
#include <cstdlib>

#include "experiments/mpi/ranks_interface.h"
#include "synthesis/api/module.h"

namespace gestalt::experiments {

namespace {

/// What launchers tell a process of its place: OpenMPI's, those that speak PMIx, MPICH's.
constexpr std::array<const char*, 3> kRankVariables = {"OMPI_COMM_WORLD_RANK", "PMIX_RANK",
                                                       "PMI_RANK"};

const char* launched_rank() {
  for (const char* variable : kRankVariables) {
    if (const char* rank = std::getenv(variable)) return rank;
  }
  return nullptr;
}

}  // namespace

bool is_launched() { return launched_rank() != nullptr; }

bool is_follower() {
  const char* rank = launched_rank();
  return rank != nullptr && std::string_view(rank) != "0";
}

Result<std::unique_ptr<Ranks>> Ranks::join() {
  if (!is_launched()) return nullptr;
  const auto module = synthesis::Module::open(synthesis::module_file("mpi"));
  if (!module && module.error().code == ErrorCode::kNotFound) {
    return fail(ErrorCode::kUnavailable,
                "an MPI launcher has started this program, which was built without MPI (cmake "
                "-DGESTALT_MPI=ON)",
                module.error().where);
  }
  if (!module) return tl::unexpected(module.error());
  const auto* functions = static_cast<const gestalt_ranks_functions*>(
      module->interface(kRanksInterface, GESTALT_RANKS_ABI));
  if (functions == nullptr) {
    return fail(ErrorCode::kInvalidArgument,
                "offers no ranks that this program knows; rebuild the module",
                std::string(module->name()));
  }
  int rank = 0;
  int size = 0;
  if (const char* reason = functions->join(&rank, &size)) {
    return fail(ErrorCode::kUnavailable, reason, std::string(module->name()));
  }
  std::unique_ptr<Ranks> ranks(new Ranks(*functions, rank, size));
  if (size == 1) ranks.reset();  // leaves
  return ranks;
}

Ranks::~Ranks() { functions_->leave(); }

void Ranks::abandon(int status) {
  functions_->abort(status);
  std::_Exit(status);
}

void Ranks::send(int to, int kind, std::string_view text) {
  functions_->send(to, kind, text.data(), static_cast<int>(text.size()));
}

std::optional<RankMessage> Ranks::poll() {
  RankMessage message;
  int size = 0;
  if (functions_->poll(&message.from, &message.kind, &size) == 0) return std::nullopt;
  message.text.resize(static_cast<std::size_t>(size));
  functions_->receive(message.from, message.kind, message.text.data(), size);
  return message;
}

}  // namespace gestalt::experiments
