#include "charm/metadata.h"
#include "core/error.h"
#include "core/storage_name.h"

#include <charconv>

namespace periapt::charm {
namespace {

struct CountRange {
  int least = 1;
  std::optional<int> most = 1;
};

/// "m", "m-n", "m-" or "m+"
std::optional<CountRange> parse_range(std::string_view text) {
  CountRange range;
  const auto* const last = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), last, range.least);
  if (error != std::errc() || text.starts_with('-')) return std::nullopt;
  if (rest == last) {
    range.most = range.least;
    return range;
  }
  const bool open = *rest == '+' || *rest == '-';
  if (open && rest + 1 == last) {
    range.most = std::nullopt;
    return range;
  }
  int most = 0;
  const auto [end, fault] = std::from_chars(rest + 1, last, most);
  if (*rest != '-' || fault != std::errc() || end != last || most < 0) return std::nullopt;
  range.most = most;
  return range;
}

CountRange read_range(const YamlReader& range) {
  const auto& text = range.node().text();
  const auto parsed = range.node().type() == YamlType::integer || range.node().type() == YamlType::string
                          ? parse_range(text)
                          : std::nullopt;
  if (!parsed) range.fail(fmt::format("value \"{}\" does not match 'm', 'm-n', or 'm+'", text));
  return *parsed;
}

StorageKind read_type(const YamlReader& type) {
  const auto text = type.as_string();
  if (text == "filesystem") return StorageKind::filesystem;
  if (text == "block") return StorageKind::block;
  type.fail(fmt::format("unexpected value \"{}\"", text));
}

void read_properties(const YamlReader& properties, Storage& storage) {
  for (const auto& property : properties.as_list()) {
    if (property.as_string() != "transient") property.fail(fmt::format("unexpected value \"{}\"", property.as_string()));
    storage.transient = true;
  }
}

} // namespace

Storage read_storage(const std::string& name, const YamlReader& body) {
  Storage storage;
  storage.name = name;
  storage.kind = read_type(body.at("type"));
  if (const auto text = body.find("description")) storage.description = text->as_string();
  if (const auto text = body.find("location")) storage.location = text->as_string();
  if (const auto flag = body.find("shared")) storage.shared = flag->as_bool();
  if (const auto flag = body.find("read-only")) storage.read_only = flag->as_bool();
  if (const auto size = body.find("minimum-size")) {
    storage.minimum_size_mib = parse_size_mib(size->as_string());
    if (!storage.minimum_size_mib)
      size->fail(fmt::format("expected a non-negative number with optional multiplier suffix (M/G/T/P/E/Z/Y), got \"{}\"",
                             size->as_string()));
  }
  if (const auto multiple = body.find("multiple")) {
    const auto range = read_range(multiple->at("range"));
    storage.count_min = range.least;
    storage.count_max = range.most;
  }
  if (const auto properties = body.find("properties")) read_properties(*properties, storage);
  return storage;
}

} // namespace periapt::charm
