# Everything from outside, found once. CMAKE_PREFIX_PATH comes before the virtual environment that `./dev setup` makes.

set(GESTALT_VENV ${PROJECT_SOURCE_DIR}/.venv CACHE PATH "Python environment with the LibTorch and Z3 wheels")
file(GLOB GESTALT_SITE_PACKAGES LIST_DIRECTORIES true ${GESTALT_VENV}/lib/python3*/site-packages)

find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(tl-expected REQUIRED)
find_package(xxHash REQUIRED MODULE)
find_package(nlohmann_json REQUIRED)
find_package(TBB REQUIRED)
find_package(Boost 1.81 REQUIRED CONFIG)  # header-only use: Boost::headers
find_package(CLI11 REQUIRED)
find_package(spdlog REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(SQLiteCpp REQUIRED)

if(NOT GESTALT_MPI STREQUAL "OFF")
  set(MPI_CXX_SKIP_MPICXX ON)  # the C interface alone
  find_package(MPI QUIET COMPONENTS CXX)
  if(GESTALT_MPI STREQUAL "ON" AND NOT MPI_CXX_FOUND)
    message(FATAL_ERROR "MPI is not there (Debian: libopenmpi-dev); -DGESTALT_MPI=OFF builds without it")
  endif()
  set(GESTALT_MPI ${MPI_CXX_FOUND})
endif()

if(GESTALT_TESTS)
  find_package(GTest REQUIRED)
endif()
if(GESTALT_BENCHMARKS)
  find_package(benchmark REQUIRED)
endif()
if(GESTALT_Z3)
  find_package(Z3 REQUIRED MODULE)
endif()
if(GESTALT_NEURAL)
  find_package(LibTorch REQUIRED MODULE)
endif()
