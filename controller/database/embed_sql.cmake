# Writes the SQL files in FILES as one table of {name, text} named SYMBOL (see database/migration.h).
set(body "#include \"database/migration.h\"\n\nnamespace periapt::database {\nextern const std::vector<Migration> ${SYMBOL};\nconst std::vector<Migration> ${SYMBOL} = {\n")
list(SORT FILES)
foreach(file ${FILES})
  get_filename_component(name ${file} NAME_WE)
  file(READ ${file} text)
  # one raw string has a limit of 64 KiB in the standard's minimum; ours are far smaller
  string(APPEND body "  {\"${name}\", R\"sql(${text})sql\"},\n")
endforeach()
string(APPEND body "};\n} // namespace periapt::database\n")
file(WRITE ${OUT} "${body}")
