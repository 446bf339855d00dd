// Charms by their plain names: what "mariadb" means where no path is typed. Every kind of store answers this one
// question; `find_charm` in charm_source.h asks it.
// Rule: contract/cli.md 2.1, item 4. Threads: any.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace periapt::source {

/// A folder of charms: FOLDER/<name>/ is a charm's folder, FOLDER/<name>.charm an archive.
class CharmStore {
public:
  /// No store: nothing is found in it.
  CharmStore() = default;
  explicit CharmStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

  const std::filesystem::path& folder() const { return folder_; }
  /// The folder wins over the archive. Throws Error(unavailable) when the store's folder is not there.
  std::optional<std::filesystem::path> find(const std::string& name) const;

private:
  std::filesystem::path folder_;
};

/// "mariadb" of "mariadb" and "ch:mariadb"; nullopt for what cannot be a name in a store. Throws Error(invalid) for
/// a name with a revision, `cannot specify revision in a charm or bundle name. Please use --revision.`
std::optional<std::string> name_in_store(const std::string& argument);

} // namespace periapt::source
