#include "adapters/mask.h"

#include "charm/json_value.h"
#include "core/text.h"

#include <algorithm>

namespace periapt::adapters {
namespace {

constexpr std::size_t shortest = 4;
constexpr std::string_view stars = "****";

} // namespace

Mask::Mask(const charm::YamlValue& secrets) {
  if (const auto* all = std::get_if<charm::YamlMap>(&secrets.data)) {
    for (const auto& [name, content] : *all) {
      const auto* keys = std::get_if<charm::YamlMap>(&content.data);
      for (const auto& [key, value] : keys ? *keys : charm::YamlMap{})
        if (const auto* text = std::get_if<std::string>(&value.data)) add(*text);
    }
  }
  std::sort(values_.begin(), values_.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

void Mask::add(const std::string& value) {
  for (std::size_t begin = 0; begin <= value.size();) {
    const auto end = std::min(value.find('\n', begin), value.size());
    const auto line = value.substr(begin, end - begin);
    begin = end + 1;
    if (line.size() < shortest) continue;
    values_.push_back(line);
    auto quoted = charm::write_json(line); // as tools print it in their reports
    quoted = quoted.substr(1, quoted.size() - 2);
    if (quoted != line) values_.push_back(std::move(quoted));
  }
}

std::string Mask::operator()(std::string_view text) const {
  std::string masked(text);
  for (const auto& value : values_) masked = replace_all(std::move(masked), value, stars);
  return masked;
}

} // namespace periapt::adapters
