// .build.manifest of a built charm: of which layers it was made, which layer gave which file, and what each file was
// then. Rule: contract/charm-format.md 11.5. Errors: Error(invalid) for a file that is no manifest. Threads: any.
#pragma once

#include "layers/output_tree.h"
#include "layers/layer.h"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::layers {

inline constexpr const char* manifest_name = ".build.manifest";

/// A signature: [layer, "static" or "dynamic" or "build", SHA-256]
struct Signature {
  std::string layer;
  std::string kind;
  std::string sha256;
};

using Signatures = std::map<std::string, Signature>;

/// The manifest of a charm that stands in `folder`.
std::string write_manifest(const OutputTree& files, const std::vector<LayerPlace>& layers,
                           const std::filesystem::path& folder);

Signatures read_manifest(std::string_view text);

/// What was done to a built charm since, in words ("added x", "changed y", "removed z"); empty: nothing.
std::vector<std::string> changes_since(const Signatures& signatures, const std::filesystem::path& folder);

} // namespace periapt::layers
