# Target z3::libz3, from CMAKE_PREFIX_PATH, else from the wheel in the virtual environment, else from the system.
set(z3_hints ${GESTALT_SITE_PACKAGES})
list(TRANSFORM z3_hints APPEND /z3)
find_path(Z3_INCLUDE_DIR z3++.h HINTS ${z3_hints} PATH_SUFFIXES include)
find_library(Z3_LIBRARY z3 HINTS ${z3_hints} PATH_SUFFIXES lib)
mark_as_advanced(Z3_INCLUDE_DIR Z3_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Z3
  REQUIRED_VARS Z3_LIBRARY Z3_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "run ./dev setup, set CMAKE_PREFIX_PATH, or build without it: -DGESTALT_Z3=OFF")

if(Z3_FOUND AND NOT TARGET z3::libz3)
  add_library(z3::libz3 SHARED IMPORTED)
  set_target_properties(z3::libz3 PROPERTIES
    IMPORTED_LOCATION ${Z3_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${Z3_INCLUDE_DIR})
endif()
