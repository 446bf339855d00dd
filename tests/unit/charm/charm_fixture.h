// Folders and archives for the charm room's tests; archives are made by libarchive directly, so that they can
// hold what our own writer would refuse.
#pragma once

#include "core/error.h"
#include "support/temporary_folder.h"

#include <archive.h>
#include <archive_entry.h>
#include <catch2/catch.hpp>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace periapt::test {

inline constexpr const char* minimal_metadata = "name: wiki\nsummary: a wiki\ndescription: a wiki for everybody\n";

using TempFolder = TemporaryFolder;

inline void write(const std::filesystem::path& path, const std::string& text, mode_t mode = 0644) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
  REQUIRE(chmod(path.c_str(), mode) == 0);
}

inline void write_charm(const std::filesystem::path& folder) { write(folder / "metadata.yaml", minimal_metadata); }

/// The message of the Error that the action throws.
template <class Action>
std::string refusal(const Action& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

struct ZipItem {
  std::string path;
  std::string text;
  std::string link; // a symlink when not empty
  mode_t type = S_IFREG;
  mode_t mode = 0644;
};
using Zip = std::vector<ZipItem>;

/// Written for items of a type that libarchive would not write; no other bytes of a small zip look like it.
inline constexpr mode_t placeholder_mode = S_IFREG | 0621;

inline void replace_placeholder(const std::filesystem::path& file, mode_t mode) {
  std::stringstream content;
  content << std::ifstream(file, std::ios::binary).rdbuf();
  auto bytes = content.str();
  const auto pair = [](mode_t value) { return std::string{static_cast<char>(value), static_cast<char>(value >> 8)}; };
  for (auto at = bytes.find(pair(placeholder_mode)); at != std::string::npos; at = bytes.find(pair(placeholder_mode)))
    bytes.replace(at, 2, pair(mode));
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

inline void write_zip(const std::filesystem::path& file, const Zip& items) {
  auto* zip = archive_write_new();
  archive_write_set_format_zip(zip);
  REQUIRE(archive_write_open_filename(zip, file.c_str()) == ARCHIVE_OK);
  for (const auto& item : items) {
    auto* entry = archive_entry_new();
    archive_entry_set_pathname(entry, item.path.c_str());
    const mode_t written = item.link.empty() ? S_IFREG | item.mode : S_IFLNK | item.mode;
    archive_entry_set_mode(entry, item.type == S_IFREG ? written : placeholder_mode);
    archive_entry_set_size(entry, static_cast<std::int64_t>(item.text.size()));
    if (!item.link.empty()) archive_entry_set_symlink(entry, item.link.c_str());
    REQUIRE(archive_write_header(zip, entry) == ARCHIVE_OK);
    archive_write_data(zip, item.text.data(), item.text.size());
    archive_entry_free(entry);
  }
  archive_write_close(zip);
  archive_write_free(zip);
  for (const auto& item : items)
    if (item.type != S_IFREG) replace_placeholder(file, item.type | item.mode);
}

} // namespace periapt::test
