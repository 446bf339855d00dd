// What a charm that was built of layers says of itself: .build.manifest. Rule: contract/charm-format.md 11.5.
// The runtime does not need it, so a record that cannot be read, or is larger than a charm's YAML files may be, is
// one that is not there. Threads: any.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::charm {

struct BuildRecord {
  struct Layer {
    std::string url;      // "layer:basic"
    std::string revision; // empty: not known
    bool operator==(const Layer&) const = default;
  };
  std::vector<Layer> layers;                // lowest first, then interfaces
  std::map<std::string, std::string> files; // path -> URL of the layer that gave it
};

std::optional<BuildRecord> parse_build_record(std::string_view json);

/// Of an archive whose entries are those of a charm; nullopt when it was not built of layers.
/// Throws as reading the archive does.
std::optional<BuildRecord> read_build_record(const std::filesystem::path& archive);

} // namespace periapt::charm
