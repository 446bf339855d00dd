// Programs that the linter asks: started, waited for, heard. For the room's own use. Threads: one.
#pragma once

#include "charm/yaml_value.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace periapt::authoring {

struct ToolQuestion {
  std::filesystem::path program;
  std::vector<std::string> arguments;
  std::filesystem::path cwd;
  std::vector<std::string> environment; // beside our own; takes precedence
};

struct ToolAnswer {
  int code = 0;
  std::string output;
  std::string complaints; // what it wrote to stderr
};

/// nullopt when it did not end by itself within a minute.
std::optional<ToolAnswer> ask_tool(const ToolQuestion& question);

/// Of an answer in JSON; empty, or 0, where there is none.
std::string text_at(const charm::YamlValue& value, const char* key);
std::int64_t number_at(const charm::YamlValue& value, const char* key);

} // namespace periapt::authoring
