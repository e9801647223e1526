# Target torch::torch, from CMAKE_PREFIX_PATH (a LibTorch folder, or torch.utils.cmake_prefix_path), else from the wheel in the
# virtual environment. LibTorch's own TorchConfig.cmake is not used: for a CUDA build it demands the CUDA compiler and toolkit,
# which a machine that only runs or trains networks need not have.
set(torch_hints ${GESTALT_SITE_PACKAGES})
list(TRANSFORM torch_hints APPEND /torch)
find_path(LibTorch_INCLUDE_DIR torch/csrc/api/include/torch/torch.h
  HINTS ${torch_hints} PATH_SUFFIXES include ../../include)
get_filename_component(torch_root "${LibTorch_INCLUDE_DIR}" DIRECTORY)
foreach(library IN ITEMS torch torch_cpu c10 torch_cuda c10_cuda)
  find_library(LibTorch_${library}_LIBRARY ${library} PATHS ${torch_root}/lib NO_DEFAULT_PATH)
  mark_as_advanced(LibTorch_${library}_LIBRARY)
endforeach()
mark_as_advanced(LibTorch_INCLUDE_DIR)

if(LibTorch_INCLUDE_DIR)
  set(torch_version_file ${LibTorch_INCLUDE_DIR}/torch/headeronly/version.h)
  if(NOT EXISTS ${torch_version_file})
    set(torch_version_file ${LibTorch_INCLUDE_DIR}/torch/csrc/api/include/torch/version.h)
  endif()
  file(STRINGS ${torch_version_file} torch_version_lines REGEX "define TORCH_VERSION_(MAJOR|MINOR|PATCH) ")
  string(REGEX REPLACE "[^0-9;]" "" LibTorch_VERSION "${torch_version_lines}")
  list(JOIN LibTorch_VERSION . LibTorch_VERSION)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(LibTorch
  REQUIRED_VARS LibTorch_torch_LIBRARY LibTorch_torch_cpu_LIBRARY LibTorch_c10_LIBRARY LibTorch_INCLUDE_DIR
  VERSION_VAR LibTorch_VERSION
  REASON_FAILURE_MESSAGE "run ./dev setup, set CMAKE_PREFIX_PATH, or build without it: -DGESTALT_NEURAL=OFF")

if(LibTorch_FOUND AND NOT TARGET torch::torch)
  add_library(torch::torch INTERFACE IMPORTED)
  set_target_properties(torch::torch PROPERTIES INTERFACE_INCLUDE_DIRECTORIES
    "${LibTorch_INCLUDE_DIR};${LibTorch_INCLUDE_DIR}/torch/csrc/api/include")
  # The CUDA side registers its kernels when loaded, so it must stay linked although no symbol of it is named.
  target_link_libraries(torch::torch INTERFACE -Wl,--push-state,--no-as-needed)
  foreach(library IN ITEMS torch torch_cpu c10 torch_cuda c10_cuda)
    if(LibTorch_${library}_LIBRARY)
      target_link_libraries(torch::torch INTERFACE ${LibTorch_${library}_LIBRARY})
    endif()
  endforeach()
  target_link_libraries(torch::torch INTERFACE -Wl,--pop-state)
endif()
