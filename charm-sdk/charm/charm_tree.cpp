#include "charm/charm_tree.h"

#include "base/file.h"
#include "base/system_error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

namespace periapt::charm {
namespace {

constexpr const char* scratch_name = ".periapt-unpacking";
constexpr int folder_flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

std::string_view parent_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

std::string name_of(std::string_view path) { return std::string(path.substr(path.rfind('/') + 1)); }

UniqueFd try_open_folder(int parent, const std::string& name) {
  return UniqueFd(openat(parent, name.c_str(), folder_flags));
}

/// Removes whatever has this name in the folder. False when nothing had it.
bool remove_entry(int folder, const std::string& name) {
  if (unlinkat(folder, name.c_str(), 0) == 0) return true;
  if (errno == ENOENT) return false;
  if (errno != EISDIR && errno != EPERM) throw_errno("cannot remove \"{}\"", name);
  remove_tree(std::filesystem::path("/proc/self/fd") / std::to_string(folder) / name);
  return true;
}

UniqueFd open_or_make(int parent, const std::string& name) {
  if (auto folder = try_open_folder(parent, name)) return folder;
  remove_entry(parent, name);
  if (mkdirat(parent, name.c_str(), 0755) != 0) throw_errno("cannot make folder \"{}\"", name);
  auto folder = try_open_folder(parent, name);
  if (!folder) throw_errno("cannot open folder \"{}\"", name);
  return folder;
}

} // namespace

CharmTree::CharmTree(const std::filesystem::path& root) {
  make_folders(root);
  root_.reset(open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!root_) throw_errno("cannot open folder \"{}\"", root.string());
}

/// An empty descriptor when the folder is not there and is not to be made.
UniqueFd CharmTree::open_folder(std::string_view path, bool make) const {
  UniqueFd folder(fcntl(root_.get(), F_DUPFD_CLOEXEC, 0));
  if (!folder) throw_errno("cannot duplicate a descriptor");
  while (!path.empty() && folder) {
    const auto slash = std::min(path.find('/'), path.size());
    const std::string name(path.substr(0, slash));
    folder = make ? open_or_make(folder.get(), name) : try_open_folder(folder.get(), name);
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return folder;
}

void CharmTree::make_folder(const std::string& path) { open_folder(path, true); }

void CharmTree::make_link(const std::string& path, const std::string& target) {
  const auto folder = open_folder(parent_of(path), true);
  const auto name = name_of(path);
  remove_entry(folder.get(), name);
  if (symlinkat(target.c_str(), folder.get(), name.c_str()) != 0) throw_errno("cannot make link \"{}\"", path);
}

CharmTree::NewFile CharmTree::begin_file(const std::string& path) {
  NewFile file{open_folder(parent_of(path), true), name_of(path), {}};
  remove_entry(file.folder.get(), scratch_name);
  file.fd.reset(openat(file.folder.get(), scratch_name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file.fd) throw_errno("cannot make file \"{}\"", path);
  return file;
}

void CharmTree::finish_file(const NewFile& file, mode_t mode) {
  if (fchmod(file.fd.get(), mode) != 0) throw_errno("cannot set the mode of \"{}\"", file.name);
  const int folder = file.folder.get();
  if (renameat(folder, scratch_name, folder, file.name.c_str()) == 0) return;
  if (errno != EISDIR) throw_errno("cannot put file \"{}\" into place", file.name);
  remove_entry(folder, file.name);
  if (renameat(folder, scratch_name, folder, file.name.c_str()) != 0)
    throw_errno("cannot put file \"{}\" into place", file.name);
}

bool CharmTree::remove(const std::string& path) {
  const auto folder = open_folder(parent_of(path), false);
  return folder && remove_entry(folder.get(), name_of(path));
}

void CharmTree::remove_if_empty(const std::string& path) {
  const auto folder = open_folder(parent_of(path), false);
  if (folder) unlinkat(folder.get(), name_of(path).c_str(), AT_REMOVEDIR); // fails unless it is an empty folder
}

void CharmTree::sync() const {
  if (syncfs(root_.get()) != 0) throw_errno("cannot sync the charm's folder");
}

} // namespace periapt::charm
