# Writes OUTPUT, the definitions for experiments/store/revision.h, where the state of SOURCE has changed since the last build.
execute_process(COMMAND git rev-parse HEAD
  WORKING_DIRECTORY ${SOURCE} OUTPUT_VARIABLE revision OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE status)
set(dirty false)
if(NOT status EQUAL 0)
  set(revision unknown)
else()
  execute_process(COMMAND git status --porcelain --untracked-files=no
    WORKING_DIRECTORY ${SOURCE} OUTPUT_VARIABLE changes ERROR_QUIET)
  if(changes)
    set(dirty true)
  endif()
endif()
file(WRITE ${OUTPUT}.new
  "#include \"experiments/store/revision.h\"\n\n"
  "namespace gestalt::experiments {\n\n"
  "const std::string_view kRevision = \"${revision}\";\n"
  "const bool kRevisionIsDirty = ${dirty};\n\n"
  "}  // namespace gestalt::experiments\n")
execute_process(COMMAND ${CMAKE_COMMAND} -E copy_if_different ${OUTPUT}.new ${OUTPUT})
