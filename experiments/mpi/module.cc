// The MPI module's entry point, built into gestalt_mpi.so: the only thing that links MPI.

#include "synthesis/api/module.h"

#include <mpi.h>

#include <cstring>

#include "experiments/mpi/ranks_interface.h"

namespace {

const char* join(std::int32_t* rank, std::int32_t* size) {
  int provided = 0;
  if (MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided) != MPI_SUCCESS) {
    return "MPI_Init_thread failed";
  }
  if (provided < MPI_THREAD_FUNNELED) return "this MPI allows no threads in its processes";
  MPI_Comm_rank(MPI_COMM_WORLD, rank);
  MPI_Comm_size(MPI_COMM_WORLD, size);
  return nullptr;
}

void send(std::int32_t to, std::int32_t kind, const char* bytes, std::int32_t size) {
  MPI_Send(bytes, size, MPI_CHAR, to, kind, MPI_COMM_WORLD);
}

std::int32_t poll(std::int32_t* from, std::int32_t* kind, std::int32_t* size) {
  int there = 0;
  MPI_Status status;
  MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &there, &status);
  if (there == 0) return 0;
  *from = status.MPI_SOURCE;
  *kind = status.MPI_TAG;
  MPI_Get_count(&status, MPI_CHAR, size);
  return 1;
}

void receive(std::int32_t from, std::int32_t kind, char* bytes, std::int32_t size) {
  MPI_Recv(bytes, size, MPI_CHAR, from, kind, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

void leave() { MPI_Finalize(); }

void abort_job(std::int32_t status) { MPI_Abort(MPI_COMM_WORLD, status); }

const char* describe(gestalt_fact_sink sink, void* context) {
  char version[MPI_MAX_LIBRARY_VERSION_STRING];
  int length = 0;
  MPI_Get_library_version(version, &length);
  sink(context, "mpi", version);
  return nullptr;
}

const void* offer(const char* name, std::uint32_t version) {
  static constexpr gestalt_ranks_functions kFunctions = {
      GESTALT_RANKS_ABI, &join, &send, &poll, &receive, &leave, &abort_job};
  const bool known =
      std::strcmp(name, gestalt::experiments::kRanksInterface) == 0 && version == GESTALT_RANKS_ABI;
  return known ? &kFunctions : nullptr;
}

}  // namespace

extern "C" [[gnu::visibility("default")]] const gestalt_module* gestalt_module_v1() {
  static constexpr gestalt_module kModule = {GESTALT_MODULE_ABI, "mpi", &describe, &offer};
  return &kModule;
}
