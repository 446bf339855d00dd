#include "charm/deployment.h"

#include "base/fault_point.h"
#include "base/file.h"
#include "charm/charm_tree.h"
#include "core/error.h"

#include <algorithm>
#include <sstream>

namespace periapt::charm {
namespace {

std::vector<std::string> lines_of(const std::optional<std::string>& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text.value_or(""));
  for (std::string line; std::getline(stream, line);)
    if (!line.empty()) lines.push_back(line);
  return lines;
}

template <class Lines>
std::string joined(const Lines& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

/// Folders that hold entries of `paths`, whether the archive lists them or not.
std::set<std::string> folders_of(const std::set<std::string>& paths) {
  std::set<std::string> folders;
  for (const auto& path : paths)
    for (auto slash = path.rfind('/'); slash != std::string::npos; slash = path.rfind('/', slash - 1))
      if (!folders.insert(path.substr(0, slash)).second) break;
  return folders;
}

/// Removes what only `before` lists, and folders that this leaves empty.
void remove_obsolete(CharmTree& tree, const std::set<std::string>& before, const std::set<std::string>& now) {
  const auto kept = folders_of(now);
  const auto is_kept = [&](const std::string& path) { return now.contains(path) || kept.contains(path); };
  for (auto path = before.rbegin(); path != before.rend(); ++path)
    if (!is_kept(*path)) tree.remove(*path);
  const auto emptied = folders_of(before);
  for (auto folder = emptied.rbegin(); folder != emptied.rend(); ++folder)
    if (!is_kept(*folder)) tree.remove_if_empty(*folder);
}

} // namespace

CharmDeployment::CharmDeployment(std::filesystem::path charm_dir, std::filesystem::path state_dir)
    : charm_dir_(std::move(charm_dir)), state_dir_(std::move(state_dir)) {}

std::optional<std::string> CharmDeployment::deployed() const {
  if (!unfinished().empty()) return std::nullopt;
  const auto ids = lines_of(read_file_if_exists(state_dir_ / "deployed"));
  return ids.empty() ? std::nullopt : std::optional(ids.front());
}

std::vector<std::string> CharmDeployment::unfinished() const {
  return lines_of(read_file_if_exists(state_dir_ / "deploying"));
}

/// Every path of the last complete version and of those begun since.
CharmDeployment::Paths CharmDeployment::listed_before() const {
  auto ids = unfinished();
  for (const auto& id : lines_of(read_file_if_exists(state_dir_ / "deployed"))) ids.push_back(id);
  Paths paths;
  for (const auto& id : ids)
    for (auto& path : lines_of(read_file_if_exists(manifest_file(id)))) paths.insert(std::move(path));
  return paths;
}

void CharmDeployment::deploy(const std::string& id, const std::filesystem::path& archive) {
  if (id.empty() || id.find('/') != std::string::npos || id.starts_with('.'))
    throw make_error(ErrorKind::invalid, "\"{}\" cannot name a charm's version", id);
  if (deployed() == id) return;
  const auto now = archive_manifest(archive);
  const auto before = listed_before();
  make_folders(state_dir_ / "manifests");
  write_file_atomically(manifest_file(id), joined(now));
  auto begun = unfinished();
  if (begun.empty() || begun.back() != id) begun.push_back(id);
  write_file_atomically(state_dir_ / "deploying", joined(begun));
  PERIAPT_FAULT_POINT("charm.deployment-begun");
  CharmTree tree(charm_dir_);
  remove_obsolete(tree, before, now);
  PERIAPT_FAULT_POINT("charm.obsolete-files-removed");
  unpack_charm(archive, charm_dir_);
  PERIAPT_FAULT_POINT("charm.unpacked-not-recorded");
  finish(id);
}

void CharmDeployment::finish(const std::string& id) const {
  write_file_atomically(state_dir_ / "deployed", id + "\n");
  PERIAPT_FAULT_POINT("charm.recorded-not-finished");
  std::filesystem::remove(state_dir_ / "deploying");
  sync_path(state_dir_);
  for (const auto& manifest : std::filesystem::directory_iterator(state_dir_ / "manifests"))
    if (manifest.path().filename() != id) std::filesystem::remove(manifest.path());
}

} // namespace periapt::charm
