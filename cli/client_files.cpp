#include "cli/client_files.h"

#include "base/file.h"
#include "charm/yaml_reader.h"
#include "charm/yaml_writer.h"
#include "cli/client_migrations.h"
#include "cli/file_lock.h"
#include "cli/yaml_fields.h"
#include "core/error.h"

#include <algorithm>

namespace periapt::cli {

using charm::YamlList;
using charm::YamlMap;
using charm::YamlValue;

namespace {

constexpr const char* controllers_file = "controllers.yaml";
constexpr const char* models_file = "models.yaml";
constexpr const char* accounts_file = "accounts.yaml";

std::optional<std::string> present(std::string text) {
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

void drop(YamlMap& map, const std::string& key) {
  std::erase_if(map, [&](const auto& field) { return field.first == key; });
}

ControllerEntry controller_of(const std::string& name, const YamlMap& fields) {
  ControllerEntry entry{.name = name,
                        .uuid = text_field(fields, "uuid"),
                        .api_endpoints = text_list_field(fields, "api-endpoints"),
                        .ca_cert = text_field(fields, "ca-cert"),
                        .cloud = text_field(fields, "cloud"),
                        .region = text_field(fields, "region"),
                        .type = text_field(fields, "type"),
                        .agent_version = text_field(fields, "agent-version")};
  if (const auto* count = find_field(fields, "machine-count"); count && std::holds_alternative<std::int64_t>(count->data))
    entry.machine_count = static_cast<int>(std::get<std::int64_t>(count->data));
  return entry;
}

void write_controller(YamlMap& fields, const ControllerEntry& entry) {
  YamlList endpoints;
  for (const auto& endpoint : entry.api_endpoints) endpoints.emplace_back(endpoint);
  set_field(fields, "uuid", entry.uuid);
  set_field(fields, "api-endpoints", std::move(endpoints));
  set_field(fields, "ca-cert", entry.ca_cert);
  set_field(fields, "cloud", entry.cloud);
  if (!entry.region.empty()) set_field(fields, "region", entry.region);
  if (!entry.type.empty()) set_field(fields, "type", entry.type);
  if (!entry.agent_version.empty()) set_field(fields, "agent-version", entry.agent_version);
  set_field(fields, "controller-machine-count", 1);
  set_field(fields, "active-controller-machine-count", 1);
  set_field(fields, "machine-count", entry.machine_count);
}

void write_model(YamlMap& models, const ModelEntry& entry) {
  auto& fields = editable_map(models, entry.name);
  set_field(fields, "uuid", entry.uuid);
  set_field(fields, "type", "iaas");
}

/// Held while a file is replaced; another command waits for its turn.
UniqueFd lock_folder(const std::filesystem::path& folder) {
  make_folders(folder, 0700);
  return hold_file_lock(folder / "client.lock");
}

} // namespace

std::vector<ControllerEntry> ClientFiles::controllers() const {
  std::vector<ControllerEntry> entries;
  const auto document = read(controllers_file);
  for (const auto& [name, fields] : map_field(document, "controllers"))
    if (const auto* map = std::get_if<YamlMap>(&fields.data)) entries.push_back(controller_of(name, *map));
  std::sort(entries.begin(), entries.end(), [](const auto& left, const auto& right) { return left.name < right.name; });
  return entries;
}

std::optional<ControllerEntry> ClientFiles::controller(const std::string& name) const {
  for (auto& entry : controllers())
    if (entry.name == name) return std::move(entry);
  return std::nullopt;
}

std::optional<std::string> ClientFiles::current_controller() const {
  return present(text_field(read(controllers_file), "current-controller"));
}

void ClientFiles::save_controller(const ControllerEntry& entry) {
  change(controllers_file,
         [&](YamlMap& document) { write_controller(editable_map(editable_map(document, "controllers"), entry.name), entry); });
}

void ClientFiles::remove_controller(const std::string& name) {
  change(controllers_file, [&](YamlMap& document) {
    drop(editable_map(document, "controllers"), name);
    if (text_field(document, "current-controller") == name) drop(document, "current-controller");
  });
  remove_from(models_file, name);
  remove_from(accounts_file, name);
}

void ClientFiles::set_current_controller(const std::string& name) {
  change(controllers_file, [&](YamlMap& document) { set_field(document, "current-controller", name); });
}

bool ClientFiles::first_time(const std::string& controller, const std::string& matter) {
  bool first = false;
  change(controllers_file, [&](YamlMap& document) {
    auto& fields = editable_map(editable_map(document, "controllers"), controller);
    first = !find_field(fields, matter);
    set_field(fields, matter, true);
  });
  return first;
}

std::vector<ModelEntry> ClientFiles::models(const std::string& controller) const {
  std::vector<ModelEntry> entries;
  const auto document = read(models_file);
  for (const auto& [name, fields] : map_field(map_field(map_field(document, "controllers"), controller), "models"))
    if (const auto* map = std::get_if<YamlMap>(&fields.data)) entries.push_back({name, text_field(*map, "uuid")});
  std::sort(entries.begin(), entries.end(), [](const auto& left, const auto& right) { return left.name < right.name; });
  return entries;
}

std::optional<std::string> ClientFiles::current_model(const std::string& controller) const {
  const auto document = read(models_file);
  return present(text_field(map_field(map_field(document, "controllers"), controller), "current-model"));
}

void ClientFiles::save_model(const std::string& controller, const ModelEntry& entry) {
  change(models_file, [&](YamlMap& document) {
    write_model(editable_map(editable_map(editable_map(document, "controllers"), controller), "models"), entry);
  });
}

void ClientFiles::replace_models(const std::string& controller, const std::vector<ModelEntry>& entries) {
  if (models(controller) == entries) return;
  change(models_file, [&](YamlMap& document) {
    auto& fields = editable_map(editable_map(document, "controllers"), controller);
    auto& models = editable_map(fields, "models");
    std::erase_if(models, [&](const auto& model) {
      return std::none_of(entries.begin(), entries.end(), [&](const auto& entry) { return entry.name == model.first; });
    });
    for (const auto& entry : entries) write_model(models, entry);
    if (const auto current = text_field(fields, "current-model"); !find_field(models, current)) drop(fields, "current-model");
  });
}

void ClientFiles::remove_model(const std::string& controller, const std::string& name) {
  change(models_file, [&](YamlMap& document) {
    auto& fields = editable_map(editable_map(document, "controllers"), controller);
    drop(editable_map(fields, "models"), name);
    if (text_field(fields, "current-model") == name) drop(fields, "current-model");
  });
}

void ClientFiles::set_current_model(const std::string& controller, const std::string& name) {
  change(models_file, [&](YamlMap& document) {
    auto& fields = editable_map(editable_map(document, "controllers"), controller);
    editable_map(fields, "models");
    if (name.empty())
      drop(fields, "current-model");
    else
      set_field(fields, "current-model", name);
  });
}

std::optional<AccountEntry> ClientFiles::account(const std::string& controller) const {
  const auto document = read(accounts_file);
  const auto& fields = map_field(map_field(document, "controllers"), controller);
  AccountEntry account{text_field(fields, "user"), text_field(fields, "session-token"), text_field(fields, "last-known-access")};
  if (account.user.empty()) return std::nullopt;
  return account;
}

void ClientFiles::save_account(const std::string& controller, const AccountEntry& account) {
  change(accounts_file, [&](YamlMap& document) {
    auto& fields = editable_map(editable_map(document, "controllers"), controller);
    set_field(fields, "user", account.user);
    if (account.session_token.empty()) drop(fields, "session-token");
    else set_field(fields, "session-token", account.session_token);
    set_field(fields, "last-known-access", account.access);
  });
}

void ClientFiles::remove_account(const std::string& controller) { remove_from(accounts_file, controller); }

std::string ClientFiles::user(const std::string& controller) const {
  const auto known = account(controller);
  return known ? known->user : "admin";
}

YamlMap ClientFiles::read(const char* file) const { return read_as(folder_version(folder_), file); }

YamlMap ClientFiles::read_as(int version, const char* file) const {
  auto text = read_file_if_exists(folder_ / file);
  if (!text) return {};
  const std::lock_guard lock(mutex_);
  auto& known = known_[file];
  if (known.version != version || known.text != *text) {
    auto document = parse(version, file, *text);
    known = {version, *std::move(text), std::move(document)};
  }
  return known.document;
}

YamlMap ClientFiles::parse(int version, const char* file, const std::string& text) const {
  const auto path = folder_ / file;
  try {
    const auto node = charm::parse_yaml(text);
    if (node.is_null()) return {};
    auto value = node.value();
    if (auto* map = std::get_if<YamlMap>(&value.data)) {
      carry_forward(version, file, *map);
      return std::move(*map);
    }
  } catch (const Error& error) {
    throw make_error(ErrorKind::invalid, "cannot read {}: {}", path.string(), error.what());
  }
  throw make_error(ErrorKind::invalid, "cannot read {}: not a mapping", path.string());
}

void ClientFiles::change(const char* file, const Edit& edit) {
  const auto lock = lock_folder(folder_);
  bring_up_to_date();
  auto document = read(file);
  edit(document);
  write_file_atomically(folder_ / file, charm::write_yaml(document), 0600);
}

/// With the lock held. The version last: where this is cut short, carrying forward what has been carried changes nothing.
void ClientFiles::bring_up_to_date() {
  const auto version = folder_version(folder_);
  if (version == newest_folder_version) return;
  for (const char* file : {controllers_file, models_file, accounts_file}) {
    if (!std::filesystem::exists(folder_ / file)) continue;
    write_file_atomically(folder_ / file, charm::write_yaml(read_as(version, file)), 0600);
  }
  write_file_atomically(folder_ / version_file, std::to_string(newest_folder_version) + "\n", 0600);
}

void ClientFiles::remove_from(const char* file, const std::string& controller) {
  if (!std::filesystem::exists(folder_ / file)) return;
  change(file, [&](YamlMap& document) { drop(editable_map(document, "controllers"), controller); });
}

} // namespace periapt::cli
