# Writes FILES, what adapters give to their tools, as functions that return their text: files/periapt.py becomes
# periapt_py(). See shipped_files.h.
set(body "#include \"adapters/shipped_files.h\"\n\nnamespace periapt::adapters {\n")
foreach(file ${FILES})
  get_filename_component(name ${file} NAME)
  string(REPLACE . _ name ${name})
  file(READ ${file} text)
  string(APPEND body "std::string_view ${name}() {\n  return R\"shipped(${text})shipped\";\n}\n")
endforeach()
file(WRITE ${OUT} "${body}} // namespace periapt::adapters\n")
