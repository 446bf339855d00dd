# Writes FILES, what `charm init` begins charms with, as a table of path below FOLDER and text. See template.h.
set(body "#include \"authoring/template.h\"\n\nnamespace periapt::authoring {\n\nconst std::vector<TemplateFile>& template_files() {\n  static const std::vector<TemplateFile> files{\n")
foreach(file ${FILES})
  file(RELATIVE_PATH path ${FOLDER} ${file})
  file(READ ${file} text)
  string(APPEND body "    {\"${path}\", R\"template(${text})template\"},\n")
endforeach()
file(WRITE ${OUT} "${body}  };\n  return files;\n}\n\n} // namespace periapt::authoring\n")
