# Options and the compiler settings that hold for all of our own code.

option(GESTALT_NEURAL "Build the neural module (needs LibTorch)" ON)
option(GESTALT_Z3 "Build what proves with Z3" ON)
set(GESTALT_MPI AUTO CACHE STRING "Build the MPI module: ON, OFF, or AUTO where MPI is found")
option(GESTALT_TESTS "Build the tests" ON)
option(GESTALT_BENCHMARKS "Build the benchmarks" ON)
option(GESTALT_FUZZ "Build the fuzz targets with libFuzzer (clang only)" OFF)
set(GESTALT_SANITIZE "" CACHE STRING "Sanitizers, as in -fsanitize=: address,undefined or thread")
set(GESTALT_ARCH x86-64-v3 CACHE STRING "Instruction set (-march) on x86-64; empty for the compiler's own")

# Warnings are errors with the compilers that we test with; a newer compiler's new warning must not stop a user's build.
# Under sanitizers GCC warns of what cannot happen, in the standard library too.
set(werror_default OFF)
if(NOT GESTALT_SANITIZE AND
   ((CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION MATCHES "^12\\.") OR
    (CMAKE_CXX_COMPILER_ID STREQUAL Clang AND CMAKE_CXX_COMPILER_VERSION MATCHES "^14\\.")))
  set(werror_default ON)
endif()
option(GESTALT_WERROR "Treat warnings as errors" ${werror_default})

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)  # the static libraries also go into modules
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)

if(NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(CCACHE_PROGRAM ccache)
  if(CCACHE_PROGRAM)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
  endif()
endif()

add_library(gestalt_settings INTERFACE)
add_library(gestalt::settings ALIAS gestalt_settings)
target_compile_options(gestalt_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion $<$<BOOL:${GESTALT_WERROR}>:-Werror>)
if(GESTALT_ARCH AND CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
  target_compile_options(gestalt_settings INTERFACE -march=${GESTALT_ARCH})
endif()

if(GESTALT_FUZZ)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES Clang)
    message(FATAL_ERROR "GESTALT_FUZZ needs clang, found ${CMAKE_CXX_COMPILER_ID}; "
                        "configure with -DCMAKE_CXX_COMPILER=clang++")
  endif()
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(GESTALT_SANITIZE)
  add_compile_options(-fsanitize=${GESTALT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
  add_link_options(-fsanitize=${GESTALT_SANITIZE})
endif()
