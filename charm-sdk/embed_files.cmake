# Writes FILES, what a room gives to programs that are not ours, as functions that return their text: files/periapt.py becomes
# periapt_py(), declared in the ROOM's HEADER.
set(body "#include \"${ROOM}/${HEADER}\"\n\nnamespace periapt::${ROOM} {\n")
foreach(file ${FILES})
  get_filename_component(name ${file} NAME)
  string(REPLACE . _ name ${name})
  file(READ ${file} text)
  string(APPEND body "std::string_view ${name}() {\n  return R\"shipped(${text})shipped\";\n}\n")
endforeach()
file(WRITE ${OUT} "${body}} // namespace periapt::${ROOM}\n")
