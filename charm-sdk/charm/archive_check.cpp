#include "charm/archive_check.h"

#include "charm/refuse.h"

#include <algorithm>
#include <climits>
#include <vector>

namespace periapt::charm {
namespace {

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; });
  return text;
}

/// Calls `take` with each element between slashes.
template <class Take>
void for_each_element(std::string_view path, const Take& take) {
  while (!path.empty()) {
    const auto slash = std::min(path.find('/'), path.size());
    take(path.substr(0, slash));
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
}

} // namespace

std::string clean_entry_path(std::string_view path) {
  if (path.starts_with('/')) refuse("archive entry \"{}\" has an absolute name", path);
  if (path.size() >= PATH_MAX) refuse("archive entry \"{}…\" has too long a name", path.substr(0, 100));
  if (std::any_of(path.begin(), path.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }))
    refuse("archive entry has a control character in its name");
  std::string clean;
  for_each_element(path, [&](std::string_view element) {
    if (element == "..") refuse("archive entry \"{}\" leads out of the charm", path);
    if (element.size() > NAME_MAX) refuse("archive entry \"{}…\" has too long a name", path.substr(0, 100));
    if (!element.empty() && element != ".") clean.append(clean.empty() ? "" : "/").append(element);
  });
  if (clean.empty()) refuse("archive entry \"{}\" has no name", path);
  return clean;
}

void check_link(std::string_view path, std::string_view target) {
  if (target.starts_with('/')) refuse("symlink \"{}\" is absolute: \"{}\"", path, target);
  if (target.empty() || target.size() >= PATH_MAX) refuse("symlink \"{}\" has no usable target", path);
  auto depth = std::count(path.begin(), path.end(), '/');
  for_each_element(target, [&](std::string_view element) {
    if (element == "..") --depth;
    else if (!element.empty() && element != ".") ++depth;
    if (depth < 0) refuse("symlink \"{}\" links out of charm: \"{}\"", path, target);
  });
}

void EntryNames::add(const std::string& path, ZipEntry::Type type) {
  for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1))
    claim(path.substr(0, slash), true);
  claim(path, type == ZipEntry::Type::folder);
  if (!listed_.insert(path).second) refuse("archive has two entries \"{}\"", path);
}

void EntryNames::claim(const std::string& path, bool folder) {
  const auto [spelling, fresh] = spellings_.try_emplace(lower_case(path), path);
  if (!fresh && spelling->second != path)
    refuse("archive entries \"{}\" and \"{}\" differ only in case", spelling->second, path);
  const auto [known, first] = is_folder_.try_emplace(path, folder);
  if (!first && known->second != folder) refuse("archive entry \"{}\" is both a folder and not", path);
}

void EntryLinks::check() const {
  std::size_t steps_left = 2'000'000; // for all of them: a few microseconds each, where they are honest
  for (const auto& [path, target] : targets_)
    if (leads_out(path, steps_left)) refuse("symlink \"{}\" links out of charm: \"{}\"", path, target);
}

/// Follows a link as the system would; an endless one leads nowhere.
bool EntryLinks::leads_out(const std::string& path, std::size_t& steps_left) const {
  int links_left = 40;
  std::vector<std::string> ahead; // elements still to be walked, the next one last
  const auto walk = [&](std::string_view way) {
    const auto first = static_cast<std::ptrdiff_t>(ahead.size());
    for_each_element(way, [&](std::string_view element) { ahead.emplace_back(element); });
    std::reverse(ahead.begin() + first, ahead.end());
  };
  std::string place; // the folder we are in
  walk(path);
  while (!ahead.empty()) {
    if (steps_left-- == 0) refuse("archive has more links than can be followed");
    const auto element = std::move(ahead.back());
    ahead.pop_back();
    const auto parent = place.rfind('/');
    if (element == ".") continue;
    if (element == "..") {
      if (place.empty()) return true;
      place.resize(parent == std::string::npos ? 0 : parent);
      continue;
    }
    const auto next = place.empty() ? element : place + "/" + element;
    const auto link = targets_.find(next);
    if (next.size() > PATH_MAX) return false;
    if (link == targets_.end()) place = next;
    else if (--links_left < 0) return false;
    else walk(link->second);
  }
  return false;
}

} // namespace periapt::charm
