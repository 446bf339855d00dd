#include "charm/metadata.h"
#include "charm/refuse.h"

#include <algorithm>
#include <regex>

namespace periapt::charm {
namespace {

void check_format_1(const Charm& charm) {
  if (!charm.assumes.empty()) refuse("assumes in metadata v1 not valid");
  if (!charm.containers.empty())
    refuse("{}", charm.has_manifest ? "containers in metadata v1 not valid" : "containers without a manifest.yaml not valid");
  if (!charm.charm_user.empty()) refuse("charm-user in metadata v1 not valid");
}

void check_format_2(const Charm& charm) {
  if (!charm.min_juju_version.empty()) refuse("min-juju-version in metadata v2 not valid");
  if (charm.has_deployment) refuse("deployment in metadata v2 not valid");
}

void check_format(const Charm& charm) {
  const bool second = charm.series.empty() && charm.has_manifest_bases;
  return second ? check_format_2(charm) : check_format_1(charm);
}

void check_extra_bindings(const Charm& charm) {
  std::string taken;
  for (const auto& endpoint : charm.endpoints)
    if (std::binary_search(charm.extra_bindings.begin(), charm.extra_bindings.end(), endpoint.name))
      taken += (taken.empty() ? "" : ", ") + endpoint.name;
  if (!taken.empty())
    refuse("charm \"{}\" has invalid extra bindings: relation names ({}) cannot be used in extra bindings", charm.name,
           taken);
}

void check_endpoint(const Charm& charm, const Endpoint& endpoint) {
  const bool of_subordinate =
      charm.subordinate && endpoint.role == Role::requirer && endpoint.scope == Scope::container;
  if (!of_subordinate && is_reserved_name(charm.name, endpoint.name))
    refuse("charm \"{}\" using a reserved relation name: \"{}\"", charm.name, endpoint.name);
  if (endpoint.role != Role::requirer && is_reserved_name(charm.name, endpoint.interface))
    refuse("charm \"{}\" relation \"{}\" using a reserved interface: \"{}\"", charm.name, endpoint.name,
           endpoint.interface);
}

void check_endpoints(const Charm& charm) {
  for (std::size_t i = 0; i < charm.endpoints.size(); ++i) {
    check_endpoint(charm, charm.endpoints[i]);
    if (i > 0 && charm.endpoints[i - 1].name == charm.endpoints[i].name)
      refuse("charm \"{}\" using a duplicated relation name: \"{}\"", charm.name, charm.endpoints[i].name);
  }
  const bool attachable = std::any_of(charm.endpoints.begin(), charm.endpoints.end(), [](const Endpoint& endpoint) {
    return endpoint.role == Role::requirer && endpoint.scope == Scope::container;
  });
  if (charm.subordinate && !attachable)
    refuse("subordinate charm \"{}\" lacks \"requires\" relation with container scope", charm.name);
}

void check_series(const Charm& charm) {
  static const std::regex pattern("[a-z]+([a-z0-9]+)?");
  for (const auto& series : charm.series)
    if (series.size() > 100 || !std::regex_match(series, pattern))
      refuse("charm \"{}\" declares invalid series: \"{}\"", charm.name, series);
}

void check_storage(const Charm& charm, const Storage& storage) {
  if (!storage.location.empty() && storage.kind == StorageKind::block)
    refuse("charm \"{}\" storage \"{}\": location may not be specified for \"type: block\"", charm.name, storage.name);
  if (storage.count_max == 0) refuse("charm \"{}\" storage \"{}\": invalid maximum count 0", charm.name, storage.name);
}

void check_resource(const Resource& resource) {
  if (resource.type != ResourceType::file) return;
  if (resource.filename.empty()) refuse("resource missing filename");
  if (resource.filename.find('/') != std::string::npos)
    refuse("filename cannot contain \"/\" (got \"{}\")", resource.filename);
}

void check_term(const std::string& term) {
  static const std::regex pattern(R"(([a-z0-9.+-]+:)?([a-zA-Z0-9.+-]+/)?[a-z]([a-z0-9]|-[a-z0-9])+(/[0-9]+)?)");
  if (term.size() > 200 || !std::regex_match(term, pattern)) refuse("wrong term name format \"{}\"", term);
}

} // namespace

bool is_reserved_name(std::string_view charm_name, std::string_view name) {
  return !charm_name.starts_with("juju-") && (name == "juju" || name.starts_with("juju-"));
}

void check(const Charm& charm) {
  check_format(charm);
  check_extra_bindings(charm);
  check_endpoints(charm);
  check_series(charm);
  for (const auto& storage : charm.storage) check_storage(charm, storage);
  for (const auto& resource : charm.resources) check_resource(resource);
  for (const auto& term : charm.terms) check_term(term);
  if (!charm.lxd_profile.empty()) check_lxd_profile(charm.lxd_profile);
}

} // namespace periapt::charm
