# Writes the contracts in FILES as one list of texts (interfaces/shipped_files.h).
set(body "#include \"interfaces/shipped_files.h\"\n\nnamespace periapt::interfaces {\nconst std::vector<std::string_view>& shipped_files() {\n  static const std::vector<std::string_view> texts{\n")
list(SORT FILES)
foreach(file ${FILES})
  file(READ ${file} text)
  string(APPEND body "R\"yaml(${text})yaml\",\n")
endforeach()
file(WRITE ${OUT} "${body}  };\n  return texts;\n}\n} // namespace periapt::interfaces\n")
