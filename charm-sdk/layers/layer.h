// One layer: a folder and what its layer.yaml (or interface.yaml) says. Rule: contract/charm-format.md 11.1, 11.2.
// Errors: Error(invalid) that names the layer's file. Threads: any.
#pragma once

#include "charm/yaml_value.h"
#include "layers/ignore_list.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace periapt::layers {

/// Where a layer is got from.
struct LayerRepository {
  std::string url;       // empty: it is on this machine
  std::string revision;  // a tag, branch or commit; empty: what the repository's own branch holds
  std::string subfolder; // empty: the repository itself
};

/// Where a layer is and what includes call it.
struct LayerPlace {
  std::string url;  // as it is included: "layer:basic"; of the charm itself its name
  std::string name; // "basic"
  std::filesystem::path folder;
  std::string revision; // of version control; empty: not known
  LayerRepository repository = {}; // that it was got from
};

struct Layer : LayerPlace {
  bool has_file = false; // layer.yaml, or composer.yaml as it was once called
  std::vector<std::string> includes;
  std::vector<std::string> tactics; // "layer.custom.Readme": classes in Python
  IgnoreList ignores;  // files of lower layers to drop
  IgnoreList excludes; // files of this layer not to contribute
  /// "metadata" -> {"requires.http"}: keys to be removed from the merged file
  std::map<std::string, std::vector<std::string>> deletes;
  charm::YamlMap content; // all of the file
};

struct InterfaceLayer : LayerPlace {
  IgnoreList leaves_out; // `ignore` and `exclude` of its interface.yaml
};

/// Reads `place.folder`.
Layer read_layer(LayerPlace place);

/// Its name is interface.yaml's, if that gives one.
InterfaceLayer read_interface(LayerPlace place);

/// A file of a layer as a mapping; empty for an empty file. `document` begins error messages.
charm::YamlMap read_mapping(const std::filesystem::path& file, const std::string& document);

} // namespace periapt::layers
