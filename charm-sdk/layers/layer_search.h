// Where an include like "layer:basic" is on this machine. Rule: contract/charm-format.md 11.1.
// Errors: Error(not_found), one sentence that says where was looked. Threads: one at a time.
#pragma once

#include "layers/layer.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace periapt::layers {

/// What the search cannot do by itself: version control. Belongs to whoever builds.
class LayerOrigin {
public:
  virtual ~LayerOrigin() = default;
  /// The revision of a folder in version control; empty: none.
  virtual std::string revision(const std::filesystem::path& folder) = 0;
  /// A folder with the content of a repository, or of a folder in it. Throws Error.
  virtual std::filesystem::path fetch(const LayerRepository& wanted) = 0;
  /// Folders with index files, asked for when a layer is nowhere else.
  virtual std::vector<std::filesystem::path> indexes() { return {}; }
};

/// The folders that are looked in, in this order.
struct SearchFolders {
  std::vector<std::filesystem::path> layers;
  std::vector<std::filesystem::path> interfaces;
};

/// CHARM_LAYERS_DIR and CHARM_INTERFACES_DIR (once LAYER_PATH and INTERFACE_PATH), each a list with ':', else
/// JUJU_REPOSITORY; after those `layers` and `interfaces` beside the charm, as our own charms have them.
SearchFolders search_folders(const std::map<std::string, std::string>& environment,
                             const std::filesystem::path& charm);

class LayerSearch {
public:
  /// `charm` is the folder that is built; `origin` outlives this. Paths must lie below `within`; empty: anywhere. What
  /// `locked` names by its include is got from there and nowhere else.
  LayerSearch(SearchFolders folders, std::filesystem::path charm, LayerOrigin& origin, std::filesystem::path within = {},
              std::map<std::string, LayerRepository> locked = {});

  /// `include` as a layer names it: "layer:NAME[@revision]", "interface:NAME", a folder or a repository's URL;
  /// `from` is the layer that includes it.
  LayerPlace find(const std::string& include, const LayerPlace& from) const;

  static bool is_interface(const std::string& include) { return include.starts_with("interface:"); }
  /// "layer:basic@1" -> "basic"; "layers/a" -> "a"
  static std::string name_of(const std::string& include);

private:
  struct Found {
    std::filesystem::path folder;
    LayerRepository repository = {};
  };
  std::optional<Found> find_anywhere(const std::string& include, const LayerPlace& from) const;
  std::optional<Found> find_named(const std::string& kind, const std::string& name, const std::string& revision) const;
  std::optional<LayerRepository> look_up(const std::filesystem::path& index, const std::string& kind,
                                         const std::string& name) const;
  Found fetched(const LayerRepository& repository) const { return {origin_.fetch(repository), repository}; }
  std::optional<std::filesystem::path> find_folder(const std::string& include, const LayerPlace& from) const;

  SearchFolders folders_;
  std::filesystem::path charm_;
  LayerOrigin& origin_;
  std::filesystem::path within_;
  std::map<std::string, LayerRepository> locked_;
};

} // namespace periapt::layers
