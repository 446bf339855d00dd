// Writing below one folder and nowhere else: every step is relative to an open folder and follows no link,
// so that neither an archive nor what a charm left behind can lead outside. Errors: std::system_error.
// Threads: one at a time.
#pragma once

#include "base/unique_fd.h"

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace periapt::charm {

class CharmTree {
public:
  /// Makes the folder if it is not there.
  explicit CharmTree(const std::filesystem::path& root);

  /// Paths are relative, clean and '/'-separated. What stands in the way is removed.
  void make_folder(const std::string& path);
  void make_link(const std::string& path, const std::string& target);
  /// Replaces the file at once; `write` gets a descriptor of a new file beside it.
  template <class Write>
  void make_file(const std::string& path, mode_t mode, const Write& write) {
    NewFile file = begin_file(path);
    write(file.fd.get());
    finish_file(file, mode);
  }

  /// A file, or a folder with all it holds. False when it was not there, or not below real folders.
  bool remove(const std::string& path);
  /// An empty folder; anything else stays.
  void remove_if_empty(const std::string& path);

  /// Everything written so far is on the disk.
  void sync() const;

private:
  struct NewFile {
    UniqueFd folder;
    std::string name;
    UniqueFd fd;
  };

  NewFile begin_file(const std::string& path);
  static void finish_file(const NewFile& file, mode_t mode);
  UniqueFd open_folder(std::string_view path, bool make) const;

  UniqueFd root_;
};

} // namespace periapt::charm
