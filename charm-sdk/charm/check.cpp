#include "charm/metadata.h"
#include "core/error.h"

#include <algorithm>
#include <regex>

namespace periapt::charm {
namespace {

/// Goes through all rules in their order and notes what breaks one.
class Checker {
public:
  explicit Checker(const Charm& charm) : charm_(charm) {}

  std::vector<FileFault> faults() {
    check_format();
    check_extra_bindings();
    check_endpoints();
    check_series();
    for (const auto& storage : charm_.storage) check_storage(storage);
    for (const auto& resource : charm_.resources) check_resource(resource);
    for (const auto& term : charm_.terms) check_term(term);
    if (!charm_.lxd_profile.empty()) check_profile();
    return std::move(faults_);
  }

private:
  template <class... Args>
  void fault(fmt::format_string<Args...> text, Args&&... args) {
    faults_.push_back({"metadata.yaml", 0, fmt::format(text, std::forward<Args>(args)...)});
  }

  void check_format() {
    const bool second = charm_.series.empty() && charm_.has_manifest_bases;
    return second ? check_format_2() : check_format_1();
  }

  void check_format_1() {
    if (!charm_.assumes.empty()) fault("assumes in metadata v1 not valid");
    if (!charm_.containers.empty())
      fault("{}", charm_.has_manifest ? "containers in metadata v1 not valid" : "containers without a manifest.yaml not valid");
    if (!charm_.charm_user.empty()) fault("charm-user in metadata v1 not valid");
  }

  void check_format_2() {
    if (!charm_.min_juju_version.empty()) fault("min-juju-version in metadata v2 not valid");
    if (charm_.has_deployment) fault("deployment in metadata v2 not valid");
  }

  void check_extra_bindings() {
    std::string taken;
    for (const auto& endpoint : charm_.endpoints)
      if (std::binary_search(charm_.extra_bindings.begin(), charm_.extra_bindings.end(), endpoint.name))
        taken += (taken.empty() ? "" : ", ") + endpoint.name;
    if (!taken.empty())
      fault("charm \"{}\" has invalid extra bindings: relation names ({}) cannot be used in extra bindings", charm_.name,
            taken);
  }

  void check_endpoint(const Endpoint& endpoint) {
    const bool of_subordinate =
        charm_.subordinate && endpoint.role == Role::requirer && endpoint.scope == Scope::container;
    if (!of_subordinate && is_reserved_name(charm_.name, endpoint.name))
      fault("charm \"{}\" using a reserved relation name: \"{}\"", charm_.name, endpoint.name);
    if (endpoint.role != Role::requirer && is_reserved_name(charm_.name, endpoint.interface))
      fault("charm \"{}\" relation \"{}\" using a reserved interface: \"{}\"", charm_.name, endpoint.name,
            endpoint.interface);
  }

  void check_endpoints() {
    const auto& endpoints = charm_.endpoints;
    for (std::size_t i = 0; i < endpoints.size(); ++i) {
      check_endpoint(endpoints[i]);
      if (i > 0 && endpoints[i - 1].name == endpoints[i].name)
        fault("charm \"{}\" using a duplicated relation name: \"{}\"", charm_.name, endpoints[i].name);
    }
    const bool attachable = std::any_of(endpoints.begin(), endpoints.end(), [](const Endpoint& endpoint) {
      return endpoint.role == Role::requirer && endpoint.scope == Scope::container;
    });
    if (charm_.subordinate && !attachable)
      fault("subordinate charm \"{}\" lacks \"requires\" relation with container scope", charm_.name);
  }

  void check_series() {
    static const std::regex pattern("[a-z]+([a-z0-9]+)?");
    for (const auto& series : charm_.series)
      if (series.size() > 100 || !std::regex_match(series, pattern))
        fault("charm \"{}\" declares invalid series: \"{}\"", charm_.name, series);
  }

  void check_storage(const Storage& storage) {
    if (!storage.location.empty() && storage.kind == StorageKind::block)
      fault("charm \"{}\" storage \"{}\": location may not be specified for \"type: block\"", charm_.name, storage.name);
    if (storage.count_max == 0)
      fault("charm \"{}\" storage \"{}\": invalid maximum count 0", charm_.name, storage.name);
  }

  void check_resource(const Resource& resource) {
    if (resource.type != ResourceType::file) return;
    if (resource.filename.empty()) fault("resource missing filename");
    if (resource.filename.find('/') != std::string::npos)
      fault("filename cannot contain \"/\" (got \"{}\")", resource.filename);
  }

  void check_term(const std::string& term) {
    static const std::regex pattern(R"(([a-z0-9.+-]+:)?([a-zA-Z0-9.+-]+/)?[a-z]([a-z0-9]|-[a-z0-9])+(/[0-9]+)?)");
    if (term.size() > 200 || !std::regex_match(term, pattern)) fault("wrong term name format \"{}\"", term);
  }

  void check_profile() {
    try {
      check_lxd_profile(charm_.lxd_profile);
    } catch (const Error& error) {
      faults_.push_back({"lxd-profile.yaml", 0, error.what()});
    }
  }

  const Charm& charm_;
  std::vector<FileFault> faults_;
};

} // namespace

bool is_reserved_name(std::string_view charm_name, std::string_view name) {
  return !charm_name.starts_with("juju-") && (name == "juju" || name.starts_with("juju-"));
}

std::vector<FileFault> find_faults(const Charm& charm) { return Checker(charm).faults(); }

void check(const Charm& charm) {
  const auto faults = find_faults(charm);
  if (!faults.empty()) throw Error(ErrorKind::invalid, faults.front().text);
}

} // namespace periapt::charm
