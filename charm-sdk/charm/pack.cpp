#include "base/file.h"
#include "base/system_error.h"
#include "base/unique_fd.h"
#include "charm/archive.h"
#include "charm/archive_check.h"
#include "charm/jujuignore.h"
#include "charm/unified_charm.h"
#include "charm/zip_writer.h"
#include "core/error.h"

#include <algorithm>
#include <vector>

namespace periapt::charm {
namespace {

namespace fs = std::filesystem;

/// Walks the folder in the order of names and gives the writer what belongs into the archive.
class Packer {
public:
  Packer(const fs::path& root, const Charm& charm, CharmFiles added, ZipWriter& zip)
      : root_(root), rules_(read_file_if_exists(root / ".jujuignore").value_or("")), added_(std::move(added)),
        zip_(zip) {
    for (const auto& name : hook_names(charm)) hooks_.insert("hooks/" + name);
  }

  void pack() {
    for (const auto& [path, text] : added_) zip_.add_text(path, text, path == "dispatch");
    pack_folder("");
  }

private:
  void pack_folder(const std::string& folder) {
    std::vector<fs::path> names;
    for (const auto& entry : fs::directory_iterator(root_ / folder)) names.push_back(entry.path().filename());
    std::sort(names.begin(), names.end());
    for (const auto& name : names) pack_entry(folder.empty() ? name.string() : folder + "/" + name.string());
  }

  void pack_entry(const std::string& path) {
    const auto status = symlink_status(root_ / path);
    const bool is_folder = status.type() == fs::file_type::directory;
    if (rules_.ignores(path, is_folder) || added_.contains(path)) return;
    clean_entry_path(path); // names that unpacking would refuse
    names_.add(path, is_folder ? ZipEntry::Type::folder : ZipEntry::Type::file);
    switch (status.type()) {
    case fs::file_type::directory:
      zip_.add_folder(path);
      return pack_folder(path);
    case fs::file_type::symlink: return pack_link(path);
    case fs::file_type::regular: return pack_file(path, status.permissions());
    case fs::file_type::socket: throw make_error(ErrorKind::invalid, "file is a socket: \"{}\"", path);
    case fs::file_type::fifo: throw make_error(ErrorKind::invalid, "file is a named pipe: \"{}\"", path);
    default: throw make_error(ErrorKind::invalid, "file is a device: \"{}\"", path);
    }
  }

  void pack_link(const std::string& path) {
    const auto target = read_symlink(root_ / path).string();
    check_link(path, target);
    zip_.add_link(path, target);
  }

  void pack_file(const std::string& path, fs::perms permissions) {
    const bool executable = (permissions & fs::perms::owner_exec) != fs::perms::none;
    zip_.add_file(path, root_ / path, executable ? 0755 : hooks_.contains(path) ? 0744 : 0644);
  }

  fs::path root_;
  IgnoreRules rules_;
  CharmFiles added_;
  ZipWriter& zip_;
  std::set<std::string> hooks_;
  EntryNames names_;
};

} // namespace

Charm pack_charm(const fs::path& folder, const fs::path& archive, const PackOptions& options) {
  auto charm = read_charm(folder);
  charm.revision = options.revision;
  charm.version = options.version;
  auto added = generated_files(folder);
  added["revision"] = std::to_string(options.revision);
  if (!options.version.empty()) added["version"] = options.version;
  ZipWriter zip(archive);
  Packer(folder, charm, std::move(added), zip).pack();
  zip.finish();
  return charm;
}

} // namespace periapt::charm
