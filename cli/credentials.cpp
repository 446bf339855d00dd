#include "cli/credentials.h"

#include "charm/yaml_reader.h"
#include "cli/settings_text.h"
#include "cli/yaml_fields.h"
#include "core/error.h"

#include <algorithm>
#include <map>

namespace periapt::cli {

namespace {

using charm::YamlMap;

constexpr const char* credentials_file = "credentials.yaml";

bool is_default(const std::string& key) { return key == "default-credential" || key == "default-region"; }

/// What is not shown unless it is asked for.
bool is_secret_attribute(const std::string& key) {
  return key.find("secret") != std::string::npos || key.find("password") != std::string::npos ||
         key.find("private-key") != std::string::npos || key.find("token") != std::string::npos ||
         key == "client-key" || key == "file";
}

const YamlMap& credentials_of(const YamlMap& document, const std::string& cloud) {
  return map_field(map_field(document, "credentials"), cloud);
}

Value one_credential(const YamlMap& fields, bool secrets) {
  Map details;
  for (const auto& [key, value] : fields)
    if (key != "auth-type" && (secrets || !is_secret_attribute(key))) details.emplace_back(key, value);
  std::sort(details.begin(), details.end(), [](const auto& left, const auto& right) { return left.first < right.first; });
  return Record().add("auth-type", text_field(fields, "auth-type")).add_if("details", std::move(details)).value();
}

/// What the update takes of one cloud's.
YamlMap chosen_credentials(const YamlMap& fields, const CredentialUpdate& update) {
  YamlMap chosen;
  for (const auto& [name, value] : fields)
    if (!is_default(name) && std::holds_alternative<YamlMap>(value.data) && (update.name.empty() || update.name == name))
      chosen.emplace_back(name, value);
  return chosen;
}

Value one_cloud(const YamlMap& fields, bool secrets) {
  std::map<std::string, Value> sorted;
  for (const auto& [name, value] : fields)
    if (const auto* credential = std::get_if<YamlMap>(&value.data); credential && !is_default(name))
      sorted.emplace(name, one_credential(*credential, secrets));
  Map credentials;
  for (auto& [name, value] : sorted) credentials.emplace_back(name, std::move(value));
  return Record()
      .add_if("default-credential", text_field(fields, "default-credential"))
      .add_if("default-region", text_field(fields, "default-region"))
      .add_if("cloud-credentials", std::move(credentials))
      .value();
}

} // namespace

int credential_count(const Session& session, const std::string& cloud) {
  const auto document = session.files.read(credentials_file);
  const auto& fields = credentials_of(document, cloud);
  return static_cast<int>(std::count_if(fields.begin(), fields.end(), [](const auto& one) { return !is_default(one.first); }));
}

std::vector<std::string> add_credentials(Session& session, const std::string& cloud, const std::string& file,
                                         const std::string& region) {
  const auto given = given_credentials(session, file);
  const auto fields = map_field(given, cloud);
  if (fields.empty()) throw make_error(ErrorKind::not_found, "no credentials for cloud {} found in file {}", cloud, file);
  std::vector<std::string> names;
  session.files.change(credentials_file, [&](YamlMap& document) {
    auto& known = editable_map(editable_map(document, "credentials"), cloud);
    for (const auto& [name, value] : fields) {
      if (!is_default(name) && find_field(known, name))
        throw make_error(ErrorKind::already_exists,
                         "credential \"{}\" already exists for cloud \"{}\"; use update-credential to change it", name, cloud);
      if (!is_default(name) && !std::holds_alternative<YamlMap>(value.data))
        throw make_error(ErrorKind::invalid, "credential \"{}\" in file {} is not a mapping", name, file);
    }
    for (const auto& [name, value] : fields) {
      set_field(known, name, value);
      if (!is_default(name)) names.push_back(name);
    }
    if (!region.empty()) set_field(known, "default-region", region);
  });
  return names;
}

void remove_credential(Session& session, const std::string& cloud, const std::string& name) {
  session.files.change(credentials_file, [&](YamlMap& document) {
    auto& known = editable_map(editable_map(document, "credentials"), cloud);
    if (std::erase_if(known, [&](const auto& one) { return one.first == name && !is_default(name); }) == 0)
      throw make_error(ErrorKind::not_found, "no credential called \"{}\" exists for cloud \"{}\" on this client", name, cloud);
    if (text_field(known, "default-credential") == name)
      std::erase_if(known, [](const auto& one) { return one.first == "default-credential"; });
    if (known.empty()) std::erase_if(editable_map(document, "credentials"), [&](const auto& one) { return one.first == cloud; });
  });
}

bool has_credential(const Session& session, const std::string& cloud, const std::string& name) {
  const auto document = session.files.read(credentials_file);
  return !is_default(name) && find_field(credentials_of(document, cloud), name);
}

charm::YamlMap given_credentials(const Session& session, const std::string& file) {
  if (file.empty()) return map_field(session.files.read(credentials_file), "credentials");
  const auto text = read_settings_file(file, session.surroundings.working_directory, session.console.in);
  const auto parsed = charm::parse_yaml(text).value();
  const auto* given = std::get_if<YamlMap>(&parsed.data);
  return given ? map_field(*given, "credentials") : YamlMap{};
}

std::vector<std::string> clouds_of_update(const CredentialUpdate& update) {
  std::vector<std::string> clouds;
  for (const auto& [cloud, value] : update.given) {
    const auto* fields = std::get_if<YamlMap>(&value.data);
    if (fields && (update.cloud.empty() || update.cloud == cloud) && !chosen_credentials(*fields, update).empty())
      clouds.push_back(cloud);
  }
  if (!clouds.empty()) return clouds;
  if (update.cloud.empty()) throw Error(ErrorKind::not_found, "no credentials found");
  if (update.name.empty()) throw make_error(ErrorKind::not_found, "no credentials for cloud {} found", update.cloud);
  throw make_error(ErrorKind::not_found, "credential \"{}\" for cloud \"{}\" not found", update.name, update.cloud);
}

void update_credentials(Session& session, const CredentialUpdate& update) {
  const auto clouds = clouds_of_update(update);
  session.files.change(credentials_file, [&](YamlMap& document) {
    for (const auto& cloud : clouds)
      if (!find_field(map_field(document, "credentials"), cloud))
        throw make_error(ErrorKind::not_found,
                         "could not find credentials for cloud {} on this client; use add-credential to add one", cloud);
    for (const auto& cloud : clouds) {
      auto& known = editable_map(editable_map(document, "credentials"), cloud);
      for (const auto& [name, value] : chosen_credentials(map_field(update.given, cloud), update)) set_field(known, name, value);
      if (!update.region.empty()) set_field(known, "default-region", update.region);
    }
  });
}

std::string credential_default(const Session& session, const std::string& cloud, const std::string& what) {
  const auto document = session.files.read(credentials_file);
  return text_field(credentials_of(document, cloud), "default-" + what);
}

void set_credential_default(Session& session, const std::string& cloud, const std::string& what, const std::string& value) {
  session.files.change(credentials_file, [&](YamlMap& document) {
    auto& all = editable_map(document, "credentials");
    auto& known = editable_map(all, cloud);
    if (value.empty()) std::erase_if(known, [&](const auto& one) { return one.first == "default-" + what; });
    else set_field(known, "default-" + what, value);
    if (known.empty()) std::erase_if(all, [&](const auto& one) { return one.first == cloud; });
  });
}

Value credential_contents(const Session& session, const std::string& cloud, const std::string& name, bool secrets) {
  std::map<std::string, Map> sorted;
  const auto document = session.files.read(credentials_file);
  for (const auto& [known_cloud, value] : map_field(document, "credentials")) {
    const auto* fields = std::get_if<YamlMap>(&value.data);
    if (!fields || (!cloud.empty() && known_cloud != cloud)) continue;
    for (const auto& [known, credential] : chosen_credentials(*fields, {.cloud = known_cloud, .name = name, .region = {}, .given = {}})) {
      const auto shown = one_credential(std::get<YamlMap>(credential.data), secrets);
      Map content{{"auth-type", text_field(std::get<Map>(shown.data), "auth-type")}};
      for (const auto& detail : map_field(std::get<Map>(shown.data), "details")) content.push_back(detail);
      sorted[known_cloud].emplace_back(known, Map{{"content", std::move(content)}});
    }
  }
  Map clouds;
  for (auto& [known_cloud, credentials] : sorted) {
    std::sort(credentials.begin(), credentials.end(), [](const auto& left, const auto& right) { return left.first < right.first; });
    clouds.emplace_back(known_cloud, std::move(credentials));
  }
  return clouds;
}

Value credentials_document(const Session& session, const std::string& cloud, bool secrets) {
  std::map<std::string, Value> sorted;
  const auto document = session.files.read(credentials_file);
  for (const auto& [name, value] : map_field(document, "credentials"))
    if (const auto* fields = std::get_if<YamlMap>(&value.data); fields && (cloud.empty() || name == cloud))
      sorted.emplace(name, one_cloud(*fields, secrets));
  Map clouds;
  for (auto& [name, value] : sorted) clouds.emplace_back(name, std::move(value));
  return clouds;
}

} // namespace periapt::cli
