#include "cli/clouds.h"

#include "charm/yaml_reader.h"
#include "charm/yaml_writer.h"
#include "cli/settings_text.h"
#include "cli/yaml_fields.h"
#include "core/error.h"
#include "wire/operator_messages.h"

#include <algorithm>
#include <filesystem>

namespace periapt::cli {

namespace {

using charm::YamlMap;
using charm::YamlValue;

constexpr const char* own_clouds_file = "clouds.yaml";
constexpr const char* public_clouds_file = "public-clouds.yaml";

/// A few of the public clouds that scripts ask about by name.
constexpr std::string_view built_in_public = R"(
aws:
  type: ec2
  description: Amazon Web Services
  auth-types: [access-key, instance-role]
  regions: {us-east-1: {endpoint: "https://ec2.us-east-1.amazonaws.com"}, eu-west-1: {endpoint: "https://ec2.eu-west-1.amazonaws.com"}}
azure:
  type: azure
  description: Microsoft Azure
  auth-types: [service-principal-secret, managed-identity]
  regions: {centralus: {endpoint: "https://management.azure.com"}, westeurope: {endpoint: "https://management.azure.com"}}
google:
  type: gce
  description: Google Cloud Platform
  auth-types: [jsonfile, oauth2, service-account]
  regions: {us-east1: {endpoint: "https://www.googleapis.com"}, europe-west1: {endpoint: "https://www.googleapis.com"}}
)";

YamlMap local_definition(const std::string& type, const std::string& region) {
  return Map{{"type", type},
             {"description", "Machines that are folders of this host"},
             {"auth-types", List{"certificate"}},
             {"regions", Map{{region, Map{}}}}};
}

/// What Juju says of a cloud of that name or type whose record says nothing.
std::string_view usual_description(const std::string& name_or_type) {
  static const std::map<std::string, std::string_view> descriptions = {
      {"aws", "Amazon Web Services"},        {"aws-china", "Amazon China"},
      {"aws-gov", "Amazon (USA Government)"}, {"azure", "Microsoft Azure"},
      {"azure-china", "Microsoft Azure China"}, {"google", "Google Cloud Platform"},
      {"kubernetes", "A Kubernetes Cluster"}, {"lxd", "LXD Container Hypervisor"},
      {"maas", "Metal As A Service"},        {"openstack", "Openstack Cloud"},
      {"oracle", "Oracle Compute Cloud Service"},
  };
  const auto found = descriptions.find(name_or_type);
  return found == descriptions.end() ? std::string_view() : found->second;
}

void describe(const std::string& name, YamlMap& definition) {
  if (find_field(definition, "description")) return;
  auto text = usual_description(name);
  if (text.empty()) text = usual_description(text_field(definition, "type"));
  if (!text.empty()) set_field(definition, "description", std::string(text));
}

void add_clouds(CloudRecords& records, const YamlMap& clouds, const std::string& defined) {
  for (const auto& [name, definition] : clouds)
    if (const auto* fields = std::get_if<YamlMap>(&definition.data)) records[name] = {defined, *fields};
}

YamlMap parsed_map(std::string_view text) {
  auto value = charm::parse_yaml(text).value();
  if (auto* map = std::get_if<YamlMap>(&value.data)) return std::move(*map);
  return {};
}

/// A region's endpoint is told where it differs from the cloud's.
Value shown_regions(const YamlMap& definition) {
  const auto own = text_field(definition, "endpoint");
  Map regions;
  for (const auto& [name, fields] : map_field(definition, "regions")) {
    const auto* region = std::get_if<YamlMap>(&fields.data);
    const auto endpoint = region ? text_field(*region, "endpoint") : "";
    regions.emplace_back(name, Record().add_if("endpoint", endpoint == own ? "" : endpoint).value());
  }
  return regions;
}

} // namespace

void declare_cloud_sides(OptionSet& options) {
  declare_controller(options);
  options.flag("client", "this client's own records")
      .value("target-controller", "NAME", "as --controller");
}

CloudSides cloud_sides(const Session& session) {
  CloudSides sides{.client = session.arguments.flag("client"), .controller = {}};
  for (const char* option : {"controller", "target-controller"})
    if (session.arguments.given(option)) sides.controller = session.controller_named(session.arguments.text(option));
  if (sides.client || sides.controller) return sides;
  sides.client = true;
  if (const auto current = session.files.current_controller()) sides.controller = session.files.controller(*current);
  return sides;
}

CloudRecords client_clouds(const Session& session) {
  CloudRecords records;
  const bool replaced = std::filesystem::exists(session.files.folder() / public_clouds_file);
  add_clouds(records,
             replaced ? map_field(session.files.read(public_clouds_file), "clouds") : parsed_map(built_in_public), "public");
  records["localhost"] = {"built-in", local_definition("lxd", "localhost")};
  add_clouds(records, map_field(session.files.read(own_clouds_file), "clouds"), "local");
  for (auto& [name, record] : records) describe(name, record.definition);
  return records;
}

CloudRecords controller_clouds(Session& session, const ControllerEntry& controller) {
  auto connection = session.connect(controller);
  CloudRecords records;
  for (const auto& [name, text] : connection.get<wire::CloudList>(client::target({"clouds"})).clouds)
    records[name] = {"public", parsed_map(text)};
  records[controller.cloud] = {"public", local_definition(controller.type.empty() ? "lxd" : controller.type,
                                                          controller.region.empty() ? "localhost" : controller.region)};
  return records;
}

charm::YamlMap cloud_in_file(const Session& session, const std::string& file, const std::string& name) {
  const auto text = read_settings_file(file, session.surroundings.working_directory, session.console.in);
  auto document = parsed_map(text);
  const auto& clouds = map_field(document, "clouds");
  auto definition = clouds.empty() ? document : map_field(clouds, name);
  if (definition.empty())
    throw make_error(ErrorKind::not_found, "cloud \"{}\" not found in file \"{}\"", name, file);
  if (text_field(definition, "type").empty())
    throw make_error(ErrorKind::invalid, "cloud \"{}\" in file \"{}\" has no type", name, file);
  return definition;
}

void save_client_cloud(Session& session, const std::string& name, const charm::YamlMap& definition) {
  session.files.change(own_clouds_file, [&](YamlMap& document) {
    set_field(editable_map(document, "clouds"), name, definition);
  });
}

bool remove_client_cloud(Session& session, const std::string& name) {
  bool removed = false;
  session.files.change(own_clouds_file, [&](YamlMap& document) {
    removed = std::erase_if(editable_map(document, "clouds"), [&](const auto& one) { return one.first == name; }) > 0;
  });
  return removed;
}

void send_cloud(Session& session, const ControllerEntry& controller, const std::string& name,
                const charm::YamlMap& definition, bool existing) {
  auto connection = session.connect(controller);
  connection.post<wire::Empty>(client::target({"clouds"}),
                               wire::SetCloud{name, charm::write_yaml(definition), existing});
}

Value cloud_document(const CloudRecord& cloud, int credential_count, bool of_controller) {
  const auto& definition = cloud.definition;
  const auto field = [&](const char* key) {
    const auto* value = find_field(definition, key);
    return value ? *value : Value();
  };
  Record record;
  record.add("defined", cloud.defined).add("type", field("type"));
  if (!of_controller) record.add_if("description", field("description"));
  record.add_if("auth-types", field("auth-types"))
      .add_if("endpoint", field("endpoint"))
      .add_if("identity-endpoint", field("identity-endpoint"))
      .add_if("storage-endpoint", field("storage-endpoint"))
      .add_if("credential-count", credential_count)
      .add_if("regions", shown_regions(definition))
      .add_if("config", field("config"))
      .add_if("region-config", field("region-config"))
      .add_if("ca-credentials", field("ca-certificates"));
  if (of_controller)
    record.add("users",
               Map{{"admin", Record().add("display-name", "admin").add("access", "admin").value()}});
  return record.add_if("skip-tls-verify", field("skip-tls-verify")).value();
}

} // namespace periapt::cli
