# Writes FILES, what layers' own programs are run by, as functions that return their text: files/run_tactics.py becomes
# run_tactics_py(). See tactics.h.
set(body "#include \"layers/tactics.h\"\n\nnamespace periapt::layers {\n")
foreach(file ${FILES})
  get_filename_component(name ${file} NAME)
  string(REPLACE . _ name ${name})
  file(READ ${file} text)
  string(APPEND body "std::string_view ${name}() {\n  return R\"shipped(${text})shipped\";\n}\n")
endforeach()
file(WRITE ${OUT} "${body}} // namespace periapt::layers\n")
