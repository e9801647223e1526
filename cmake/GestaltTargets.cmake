# What a folder's CMakeLists.txt says: gestalt_library, gestalt_executable, gestalt_module, gestalt_test, gestalt_fuzz, gestalt_benchmark.

# Sets <out> to the name of the current folder's library: dsl/core gives gestalt_dsl_core.
function(gestalt_folder_target out)
  file(RELATIVE_PATH folder ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
  string(REPLACE / _ name gestalt/${folder})
  set(${out} ${name} PARENT_SCOPE)
endfunction()

# gestalt_library(SOURCES a.cc ... [PUBLIC targets...] [PRIVATE targets...])
# The library of this folder: dsl/core becomes target gestalt_dsl_core, alias gestalt::dsl::core. Without sources: headers only.
function(gestalt_library)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "SOURCES;PUBLIC;PRIVATE")
  gestalt_folder_target(name)
  string(REGEX REPLACE "^gestalt_" "" alias ${name})
  string(REPLACE _ :: alias ${alias})
  if(arg_SOURCES)
    add_library(${name} STATIC ${arg_SOURCES})
    target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(${name} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE} $<BUILD_INTERFACE:gestalt::settings>)
  else()
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE ${PROJECT_SOURCE_DIR})
    target_link_libraries(${name} INTERFACE ${arg_PUBLIC})
  endif()
  add_library(gestalt::${alias} ALIAS ${name})
endfunction()

# gestalt_executable(NAME name SOURCES a.cc ... LIBS targets...)     build/bin/<name>
function(gestalt_executable)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SOURCES;LIBS")
  add_executable(${arg_NAME} ${arg_SOURCES})
  target_include_directories(${arg_NAME} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${arg_NAME} PRIVATE ${arg_LIBS} gestalt::settings)
endfunction()

# gestalt_module(NAME name SOURCES a.cc ... LIBS targets...)
# Target gestalt_<name>_module: build/lib/gestalt_<name>.so, opened with synthesis/api/module.h.
function(gestalt_module)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SOURCES;LIBS")
  set(target gestalt_${arg_NAME}_module)
  add_library(${target} MODULE ${arg_SOURCES})
  set_target_properties(${target} PROPERTIES
    PREFIX "" OUTPUT_NAME gestalt_${arg_NAME} CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${target} PRIVATE ${arg_LIBS} gestalt::settings)
endfunction()

# gestalt_test(NAME name SOURCES a_test.cc ... [LIBS targets...] [LABEL unit|slow|gpu] [DEPENDS targets...])
# A GoogleTest executable whose cases CTest lists one by one, named <name>.<Suite>.<Case>. LABEL is unit unless given.
function(gestalt_test)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;LABEL" "SOURCES;LIBS;DEPENDS")
  if(NOT arg_LABEL)
    set(arg_LABEL unit)
  endif()
  gestalt_executable(NAME ${arg_NAME} SOURCES ${arg_SOURCES} LIBS ${arg_LIBS} GTest::gtest_main)
  set_target_properties(${arg_NAME} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests/bin)
  target_compile_definitions(${arg_NAME} PRIVATE
    GESTALT_SOURCE_DIR="${PROJECT_SOURCE_DIR}" GESTALT_BINARY_DIR="${PROJECT_BINARY_DIR}")
  if(arg_DEPENDS)
    add_dependencies(${arg_NAME} ${arg_DEPENDS})
  endif()
  gtest_discover_tests(${arg_NAME} TEST_PREFIX ${arg_NAME}. DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} PROPERTIES LABELS ${arg_LABEL} TIMEOUT 600)
endfunction()

# gestalt_fuzz(NAME name SOURCES a.cc ... LIBS targets...)
# A libFuzzer target (it defines LLVMFuzzerTestOneInput) with its seeds in tests/fuzz/corpus/<name>/.
# With GESTALT_FUZZ: build/bin/fuzz-<name>, run by `./dev fuzz`. Otherwise a test that replays the seeds and some thousand
# mutations of them, the same ones each time (tests/support/fuzz_main.cc).
function(gestalt_fuzz)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SOURCES;LIBS")
  set(target fuzz-${arg_NAME})
  if(GESTALT_FUZZ)
    gestalt_executable(NAME ${target} SOURCES ${arg_SOURCES} LIBS ${arg_LIBS})
    target_link_options(${target} PRIVATE -fsanitize=fuzzer)
    if(NOT TARGET gestalt_fuzz_targets)
      add_custom_target(gestalt_fuzz_targets)
    endif()
    add_dependencies(gestalt_fuzz_targets ${target})
  else()
    gestalt_executable(NAME ${target} SOURCES ${arg_SOURCES} ${PROJECT_SOURCE_DIR}/tests/support/fuzz_main.cc LIBS ${arg_LIBS})
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests/bin)
    add_test(NAME ${target} COMMAND ${target} ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${arg_NAME})
    set_tests_properties(${target} PROPERTIES LABELS unit TIMEOUT 600)
  endif()
endfunction()

# gestalt_benchmark(NAME name SOURCES a.cc ... LIBS targets...)     build/bin/gestalt-bench-<name>, run by `./dev bench <name>`
function(gestalt_benchmark)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SOURCES;LIBS")
  gestalt_executable(NAME gestalt-bench-${arg_NAME} SOURCES ${arg_SOURCES} LIBS ${arg_LIBS} benchmark::benchmark)
endfunction()
