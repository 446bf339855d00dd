#include "source/charm_store.h"

#include "core/error.h"

#include <regex>

namespace periapt::source {

namespace fs = std::filesystem;

std::optional<fs::path> CharmStore::find(const std::string& name) const {
  if (folder_.empty()) return std::nullopt;
  if (!is_directory(folder_))
    throw make_error(ErrorKind::unavailable, "cannot look for charm \"{}\": charm store \"{}\" is not a folder", name,
                     folder_.string());
  if (const auto folder = folder_ / name; is_directory(folder)) return folder;
  if (const auto archive = folder_ / (name + ".charm"); is_regular_file(archive)) return archive;
  return std::nullopt;
}

std::optional<std::string> name_in_store(const std::string& argument) {
  static const std::regex valid("[a-z][a-z0-9]*(-[a-z0-9]*[a-z][a-z0-9]*)*"), with_revision("[a-z].*-[0-9]+");
  constexpr std::size_t longest = 200; // std::regex descends once a character
  const auto name = argument.starts_with("ch:") ? argument.substr(3) : argument;
  if (name.size() > longest) return std::nullopt;
  if (std::regex_match(name, with_revision))
    throw Error(ErrorKind::invalid, "cannot specify revision in a charm or bundle name. Please use --revision.");
  if (!std::regex_match(name, valid)) return std::nullopt;
  return name;
}

} // namespace periapt::source
