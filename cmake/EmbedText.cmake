# Writes OUTPUT, a C++ source that defines string views of text files. FILES is NAME=PATH;NAME=PATH...; NAMESPACE and HEADER
# say where the names are declared.
set(text "#include \"${HEADER}\"\n\nnamespace ${NAMESPACE} {\n\n")
foreach(entry IN LISTS FILES)
  string(FIND "${entry}" "=" at)
  string(SUBSTRING "${entry}" 0 ${at} name)
  math(EXPR after "${at} + 1")
  string(SUBSTRING "${entry}" ${after} -1 path)
  file(READ ${path} bytes HEX)
  string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${bytes}")
  # Lines of 64 bytes, each a literal of its own: a digit after an escape would belong to it.
  string(REGEX REPLACE "((\\\\x..)(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?)" "    \"\\1\"\n" bytes "${bytes}")
  string(APPEND text "const std::string_view ${name} =\n${bytes}    ;\n\n")
endforeach()
file(WRITE ${OUTPUT} "${text}}  // namespace ${NAMESPACE}\n")
