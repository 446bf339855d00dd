#include "cli/client_migrations.h"

#include "base/file.h"
#include "cli/yaml_fields.h"
#include "core/error.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace periapt::cli {

using charm::YamlMap;

namespace {

constexpr std::string_view local_domain = "@local";

/// "bob@local" is "bob", "bob@local/shop" is "bob/shop"; other domains stay.
std::string without_local_domain(const std::string& name) {
  const auto end = std::min(name.find('/'), name.size());
  if (!std::string_view(name).substr(0, end).ends_with(local_domain)) return name;
  return name.substr(0, end - local_domain.size()) + name.substr(end);
}

void rename_field(YamlMap& fields, const std::string& key) {
  if (const auto name = text_field(fields, key); !name.empty()) set_field(fields, key, without_local_domain(name));
}

/// What is there under its new name already wins over the old one.
void rename_models(YamlMap& of_controller) {
  rename_field(of_controller, "current-model");
  if (!find_field(of_controller, "models")) return;
  auto& models = editable_map(of_controller, "models");
  YamlMap renamed;
  for (auto& [name, fields] : models) {
    const auto now = without_local_domain(name);
    if (now == name || !find_field(models, now)) renamed.emplace_back(now, std::move(fields));
  }
  models = std::move(renamed);
}

/// Of several accounts the current one stays, or the only one.
void keep_one_account(YamlMap& of_controller) {
  rename_field(of_controller, "user");
  if (!find_field(of_controller, "accounts")) return;
  const auto accounts = map_field(of_controller, "accounts");
  auto current = text_field(of_controller, "current-account");
  if (current.empty() && accounts.size() == 1) current = accounts.front().first;
  std::erase_if(of_controller, [](const auto& field) { return field.first == "accounts" || field.first == "current-account"; });
  if (current.empty()) return;
  for (const auto& [key, value] : map_field(accounts, current))
    if (!find_field(of_controller, key)) set_field(of_controller, key, value);
  set_field(of_controller, "user", without_local_domain(current));
}

void drop_local_domain(std::string_view file, YamlMap& document) {
  void (*const change)(YamlMap&) = file == "models.yaml" ? rename_models : file == "accounts.yaml" ? keep_one_account : nullptr;
  if (!change || !find_field(document, "controllers")) return;
  for (auto& [name, fields] : editable_map(document, "controllers"))
    if (auto* map = std::get_if<YamlMap>(&fields.data)) change(*map);
}

} // namespace

int folder_version(const std::filesystem::path& folder) {
  const auto path = folder / version_file;
  auto text = read_file_if_exists(path);
  if (!text) return 0;
  while (text->ends_with('\n')) text->pop_back();
  int version = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), version);
  if (error != std::errc{} || end != text->data() + text->size() || version < 0)
    throw make_error(ErrorKind::invalid, "cannot read {}: \"{}\" is not a version", path.string(), *text);
  if (version > newest_folder_version)
    throw make_error(ErrorKind::conflict,
                     "the files in {} were written by a newer version of this program (their version is {}, this program "
                     "knows up to {}): use that one, or another folder by MODEL_DATA",
                     folder.string(), version, newest_folder_version);
  return version;
}

void carry_forward(int version, std::string_view file, YamlMap& document) {
  if (version < 1) drop_local_domain(file, document);
}

} // namespace periapt::cli
