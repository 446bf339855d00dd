#include "charm/metadata.h"

#include "core/error.h"

#include <algorithm>
#include <regex>

namespace periapt::charm {
namespace {

constexpr std::size_t longest_name = 200;

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", name);
  return text;
}

std::vector<std::string> keys_among(const YamlReader& root, std::vector<std::string> names) {
  std::erase_if(names, [&](const std::string& name) { return !root.has(name); });
  return names;
}

void refuse_mixed_formats(const YamlReader& root) {
  const auto first = keys_among(root, {"deployment", "min-juju-version", "series"});
  const auto second = keys_among(root, {"assumes", "charm-user", "containers"});
  if (!first.empty() && !second.empty())
    throw make_error(ErrorKind::invalid, "ambiguous metadata: keys {} cannot be used with {}", joined(first),
                     joined(second));
}

Scope read_scope(const YamlReader& scope) {
  const auto text = scope.as_string();
  if (text == "global") return Scope::global;
  if (text == "container") return Scope::container;
  scope.fail(fmt::format("unexpected value \"{}\"", text));
}

Endpoint read_endpoint(const std::string& name, Role role, const YamlReader& body) {
  Endpoint endpoint{.name = name, .interface = {}, .role = role};
  if (body.node().type() == YamlType::string) {
    endpoint.interface = body.as_string();
    return endpoint;
  }
  endpoint.interface = body.at("interface").as_string();
  if (const auto limit = body.find("limit")) endpoint.limit = static_cast<int>(limit->as_int());
  if (body.has("optional")) endpoint.optional = body.at("optional").as_bool();
  if (const auto scope = body.find("scope")) endpoint.scope = read_scope(*scope);
  return endpoint;
}

/// Of each entry of the mapping `section`, where there is one.
template <class Read>
void read_entries(const YamlReader& root, std::string_view section, const FaultSink& faults, const Read& read) {
  const auto found = root.find(section);
  if (!found) return;
  faults.attempt(found->node().line(), [&] {
    for (const auto& entry : found->as_map())
      faults.attempt(entry.second.node().line(), [&] { read(entry.first, entry.second); });
  });
}

void read_all_endpoints(const YamlReader& root, Charm& charm, const FaultSink& faults) {
  for (const auto& [section, role] : {std::pair("provides", Role::provider), {"requires", Role::requirer}, {"peers", Role::peer}})
    read_entries(root, section, faults, [&, role = role](const std::string& name, const YamlReader& body) {
      charm.endpoints.push_back(read_endpoint(name, role, body));
    });
  std::stable_sort(charm.endpoints.begin(), charm.endpoints.end(),
                   [](const Endpoint& left, const Endpoint& right) { return left.name < right.name; });
}

void read_extra_bindings(const YamlReader& root, Charm& charm) {
  const auto bindings = root.find("extra-bindings");
  if (!bindings) return;
  for (const auto& [name, value] : bindings->as_map()) {
    if (!value.node().is_null()) value.fail(fmt::format("expected empty value, got {}", value.node().description()));
    charm.extra_bindings.push_back(name);
  }
  if (charm.extra_bindings.empty())
    throw make_error(ErrorKind::invalid,
                     "charm \"{}\" has invalid extra bindings: extra bindings cannot be empty when specified",
                     charm.name);
  std::sort(charm.extra_bindings.begin(), charm.extra_bindings.end());
}

Resource read_resource(const std::string& name, const YamlReader& body) {
  Resource resource{.name = name, .type = ResourceType::file, .filename = {}, .description = {}};
  if (const auto type = body.find("type")) {
    const auto text = type->as_string();
    if (text == "oci-image") resource.type = ResourceType::oci_image;
    else if (text != "file") throw make_error(ErrorKind::invalid, "unsupported resource type \"{}\"", text);
  }
  if (const auto filename = body.find("filename")) resource.filename = filename->as_string();
  if (resource.type == ResourceType::oci_image) resource.filename = image_file_name;
  if (const auto description = body.find("description")) resource.description = description->as_string();
  return resource;
}

void check_user_id(const std::string& container, const YamlReader& body, std::string_view key) {
  if (const auto id = body.find(key); id && id->as_int() >= 1000 && id->as_int() <= 9999)
    throw make_error(ErrorKind::invalid, "parsing containers: container \"{}\" has invalid {} {}: {} cannot be in reserved range 1000-9999",
                     container, key, id->as_int(), key);
}

void read_container(const std::string& name, const YamlReader& body, Charm& charm) {
  charm.containers.push_back(name);
  if (body.node().is_null()) return;
  if (const auto used = body.find("resource")) {
    const auto resource = used->as_string();
    const auto found = std::find_if(charm.resources.begin(), charm.resources.end(),
                                    [&](const Resource& known) { return known.name == resource; });
    if (found == charm.resources.end())
      throw make_error(ErrorKind::invalid, "parsing containers: container \"{}\": referenced resource \"{}\" not found",
                       name, resource);
    if (found->type != ResourceType::oci_image)
      throw make_error(ErrorKind::invalid,
                       "parsing containers: container \"{}\": referenced resource \"{}\" is not a oci-image", name,
                       resource);
  }
  if (const auto mounts = body.find("mounts"))
    for (const auto& mount : mounts->as_list()) {
      const auto storage = mount.at("storage").as_string();
      if (std::none_of(charm.storage.begin(), charm.storage.end(),
                       [&](const Storage& known) { return known.name == storage; }))
        throw make_error(ErrorKind::invalid, "parsing containers: container \"{}\": storage \"{}\" not valid", name,
                         storage);
    }
  check_user_id(name, body, "uid");
  check_user_id(name, body, "gid");
}

void check_payload(const std::string& name, const YamlReader& body) {
  static const std::regex pattern("[a-zA-Z]([a-zA-Z0-9-]*[a-zA-Z0-9])?");
  if (name.size() > longest_name || !std::regex_match(name, pattern))
    throw make_error(ErrorKind::invalid, "invalid payload class \"{}\"", name);
  if (body.at("type").as_string().empty()) body.at("type").fail("payload class missing type");
}

void read_parts(const YamlReader& root, Charm& charm, const FaultSink& faults) {
  read_entries(root, "storage", faults, [&](const std::string& name, const YamlReader& body) {
    charm.storage.push_back(read_storage(name, body));
  });
  read_entries(root, "resources", faults, [&](const std::string& name, const YamlReader& body) {
    charm.resources.push_back(read_resource(name, body));
  });
  read_entries(root, "containers", faults,
               [&](const std::string& name, const YamlReader& body) { read_container(name, body, charm); });
  read_entries(root, "payloads", faults, check_payload);
}

std::vector<std::string> strings_of(const YamlReader& root, std::string_view key) {
  const auto list = root.find(key);
  return list ? list->as_strings() : std::vector<std::string>{};
}

std::string string_of(const YamlReader& root, std::string_view key) {
  const auto text = root.find(key);
  return text ? text->as_string() : "";
}

} // namespace

void read_metadata(std::string_view yaml, Charm& charm, const FaultSink& faults) {
  const YamlReader root("metadata", parse_yaml(yaml));
  root.find("name"); // it is a mapping, or refused once
  const auto attempt = [&](const auto& read) { faults.attempt(root.node().line(), read); };
  attempt([&] { charm.name = root.at("name").as_string(); });
  attempt([&] { charm.summary = root.at("summary").as_string(); });
  attempt([&] { charm.description = root.at("description").as_string(); });
  attempt([&] { refuse_mixed_formats(root); });
  attempt([&] {
    if (const auto subordinate = root.find("subordinate")) charm.subordinate = subordinate->as_bool();
  });
  attempt([&] { read_all_endpoints(root, charm, faults); });
  attempt([&] { read_extra_bindings(root, charm); });
  attempt([&] { read_parts(root, charm, faults); });
  attempt([&] { charm.series = strings_of(root, "series"); });
  attempt([&] { charm.terms = strings_of(root, "terms"); });
  for (const auto* key : {"tags", "categories"}) attempt([&] { strings_of(root, key); });
  attempt([&] { charm.min_juju_version = string_of(root, "min-juju-version"); });
  attempt([&] { charm.charm_user = string_of(root, "charm-user"); });
  charm.has_deployment = root.find("deployment").has_value();
  attempt([&] {
    if (const auto assumes = root.find("assumes")) charm.assumes = read_assumptions(*assumes);
  });
}

} // namespace periapt::charm
