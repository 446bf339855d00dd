#include "layers/wheelhouse.h"

#include "base/file.h"
#include "core/error.h"

#include <algorithm>
#include <cctype>

namespace periapt::layers {
namespace {

std::string_view stripped(std::string_view text) {
  const auto begin = std::min(text.find_first_not_of(" \t\r"), text.size());
  return text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

bool is_name_letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '.'; }

/// What is not a letter, digit or dot becomes one dash.
std::string normalised(std::string_view name) {
  std::string result;
  for (const char c : name)
    if (is_name_letter(c)) result += c;
    else if (!result.ends_with('-')) result += '-';
  return result;
}

std::string_view leading_name(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && (is_name_letter(text[end]) || text[end] == '-' || text[end] == '_')) ++end;
  return text.substr(0, end);
}

void add_default_constraints(RequirementList& list) {
  static constexpr std::string_view bound = "setuptools<82";
  if (!list.names("setuptools")) list.add("Default constraints", bound);
}

} // namespace

std::optional<std::string> requirement_package(std::string_view line) {
  line = stripped(line.substr(0, line.find(" #"))); // a comment behind it may hold an address
  if (line.empty() || line.starts_with('#')) return std::nullopt;
  if (line.starts_with("-e ")) line = stripped(line.substr(3));
  if (line.starts_with('-')) return std::nullopt; // an option of the installer
  if (line.find("://") != std::string_view::npos && line.find(" @ ") == std::string_view::npos) {
    const auto egg = line.find("egg=");
    const auto name = egg == std::string_view::npos ? std::string_view() : leading_name(line.substr(egg + 4));
    if (name.empty())
      throw make_error(ErrorKind::invalid, "cannot tell the package of \"{}\": it has no #egg=NAME", line);
    return normalised(name);
  }
  const auto name = leading_name(line);
  if (name.empty()) throw make_error(ErrorKind::invalid, "\"{}\" names no Python package", line);
  return normalised(name);
}

void RequirementList::add(const std::string& layer, std::string_view text) {
  std::vector<Line> added{{"# " + layer, "", layer}};
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    added.push_back({std::string(line), requirement_package(line).value_or(""), layer});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  added.push_back({"", "", layer});
  for (auto& line : lines_)
    if (!line.package.empty() && std::any_of(added.begin(), added.end(), [&](const Line& other) {
          return other.package == line.package;
        }))
      line = {fmt::format("# {}  # overridden by {}", line.text, layer), "", line.layer};
  lines_.insert(lines_.end(), std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
}

bool RequirementList::names(const std::string& package) const { return !layer_of(package).empty(); }

std::string RequirementList::layer_of(const std::string& package) const {
  const auto name = normalised(package);
  const auto found =
      std::find_if(lines_.rbegin(), lines_.rend(), [&](const Line& line) { return line.package == name; });
  return found == lines_.rend() ? "" : found->layer;
}

std::string RequirementList::text() const {
  std::string text;
  for (const auto& line : lines_) text += line.text + "\n";
  return text;
}

RequirementList merge_requirements(const std::string& path, const PlannedFile& planned) {
  RequirementList list;
  for (const auto& giver : planned.givers) {
    try {
      list.add(giver.layer->url, read_file(giver.source));
    } catch (const Error& error) {
      throw make_error(ErrorKind::invalid, "layer \"{}\": {}: {}", giver.layer->name, path, error.what());
    }
  }
  if (path == "wheelhouse-constraints.txt") add_default_constraints(list);
  return list;
}

RequirementList default_constraints() {
  RequirementList list;
  add_default_constraints(list);
  return list;
}

} // namespace periapt::layers
