# Target z3::libz3, from CMAKE_PREFIX_PATH, else from the wheel in the virtual environment, else from the system.
set(z3_hints ${GESTALT_SITE_PACKAGES})
list(TRANSFORM z3_hints APPEND /z3)
find_path(Z3_INCLUDE_DIR z3++.h HINTS ${z3_hints} PATH_SUFFIXES include)
find_library(Z3_LIBRARY z3 HINTS ${z3_hints} PATH_SUFFIXES lib)
mark_as_advanced(Z3_INCLUDE_DIR Z3_LIBRARY)

# The wheel has no header that says it, so the library is asked, once.
if(Z3_LIBRARY AND Z3_INCLUDE_DIR AND NOT DEFINED Z3_VERSION)
  set(z3_probe ${CMAKE_CURRENT_BINARY_DIR}/z3_version.cc)
  file(WRITE ${z3_probe} "#include <z3.h>\n#include <cstdio>\nint main() { std::fputs(Z3_get_full_version(), stdout); }\n")
  try_run(z3_ran z3_compiled ${CMAKE_CURRENT_BINARY_DIR}/z3_version ${z3_probe}
    CMAKE_FLAGS -DINCLUDE_DIRECTORIES=${Z3_INCLUDE_DIR} LINK_LIBRARIES ${Z3_LIBRARY} RUN_OUTPUT_VARIABLE z3_output)
  if(z3_compiled AND z3_ran EQUAL 0 AND z3_output MATCHES "[0-9]+\\.[0-9]+\\.[0-9]+[.0-9]*")
    set(Z3_VERSION ${CMAKE_MATCH_0} CACHE INTERNAL "Z3's version, as its library says it")
  endif()
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Z3
  REQUIRED_VARS Z3_LIBRARY Z3_INCLUDE_DIR
  VERSION_VAR Z3_VERSION
  REASON_FAILURE_MESSAGE "run ./dev setup, set CMAKE_PREFIX_PATH, or build without it: -DGESTALT_Z3=OFF")

if(Z3_FOUND AND NOT TARGET z3::libz3)
  add_library(z3::libz3 SHARED IMPORTED)
  set_target_properties(z3::libz3 PROPERTIES
    IMPORTED_LOCATION ${Z3_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${Z3_INCLUDE_DIR})
endif()
