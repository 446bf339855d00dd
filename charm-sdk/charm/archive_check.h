// What may be in an archive before anything of it is written; layers are held to the same rules.
// Rule: DESIGN section 7, contract/charm-format.md 9. Errors: Error(invalid) that names the entry.
#pragma once

#include "charm/zip_reader.h"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace periapt::charm {

/// The path without "./" and doubled '/'. Throws for one that is absolute, holds "..", a NUL or a control
/// character, is longer than the system allows, or cleans to nothing.
std::string clean_entry_path(std::string_view path);

/// Throws `symlink "x" is absolute: "t"` or `symlink "x" links out of charm: "t"`. `path` is clean.
void check_link(std::string_view path, std::string_view target);

/// Sees every entry of an archive in turn and refuses those that cannot stand together.
class EntryNames {
public:
  /// `path` is clean. Throws for a second entry of the name, for names that differ only in case, and for
  /// entries below something that is no folder.
  void add(const std::string& path, ZipEntry::Type type);

  const std::set<std::string>& listed() const { return listed_; }

private:
  void claim(const std::string& path, bool folder);

  std::set<std::string> listed_;
  std::map<std::string, std::string> spellings_; // lower case -> as first seen, implied folders included
  std::map<std::string, bool> is_folder_;
};

/// The links of an archive taken together: one may lead through another, and so out of the charm although each
/// looks harmless.
class EntryLinks {
public:
  /// Both have passed check_link.
  void add(const std::string& path, const std::string& target) { targets_.emplace(path, target); }
  /// Throws as check_link.
  void check() const;

private:
  bool leads_out(const std::string& path, std::size_t& steps_left) const;

  std::map<std::string, std::string> targets_;
};

} // namespace periapt::charm
