// What a built charm consists of before it is written: every path, where it comes from, and which layer gave it.
// Threads: any; a value.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace periapt::layers {

struct OutputFile {
  enum class Type { file, link, folder };
  Type type = Type::file;
  std::optional<std::string> text; // a file that was made; else it is copied from `source`
  std::filesystem::path source;
  std::string target; // of a link
  mode_t mode = 0644;
  std::string layer; // the URL of the layer that gave it; of several, the highest
  bool dynamic = false; // made or merged, not copied
};

/// By path, relative and with '/'.
using OutputTree = std::map<std::string, OutputFile>;

} // namespace periapt::layers
