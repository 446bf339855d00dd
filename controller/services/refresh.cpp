#include "services/refresh.h"

#include "charm/config_schema.h"
#include "core/error.h"
#include "services/config_texts.h"
#include "services/peer_relations.h"
#include "services/refresh_storage.h"
#include "store/application_charm.h"
#include "store/charm_repository.h"
#include "store/relation_repository.h"

#include <algorithm>
#include <utility>

namespace periapt::services {
namespace {

using namespace store;

const Endpoint* find_endpoint(const std::vector<Endpoint>& endpoints, const std::string& name) {
  const auto found = std::find_if(endpoints.begin(), endpoints.end(), [&](const auto& one) { return one.name == name; });
  return found == endpoints.end() ? nullptr : &*found;
}

/// A relation goes on over the new charm's endpoint; one in a container may become global, not the reverse.
bool carries(const std::vector<Endpoint>& endpoints, const Endpoint& used) {
  if (used.name == implicit_juju_info.name && used.role == Role::provider) return true;
  const auto* offered = find_endpoint(endpoints, used.name);
  return offered && offered->interface == used.interface && offered->role == used.role &&
         (offered->scope == Scope::global || used.scope == Scope::container);
}

/// Whether the new charm fits what is there; each check ends the refresh with its reason.
class RefreshCheck {
public:
  RefreshCheck(const ReadTransaction& transaction, const ApplicationRow& application, const CharmRow& charm)
      : transaction_(transaction), application_(application), old_(charms::get(transaction, application.charm)),
        new_(charm) {}

  void require(const RefreshRequest& request) const {
    if (application_.life != Life::alive) refuse("the application is being removed");
    if (new_.name != old_.name && !request.switching)
      throw make_error(ErrorKind::conflict, "cannot refresh \"{}\" to \"{}\"", old_.name, new_.name);
    require_same_kind();
    if (!new_.unmet_assumption.empty() && !request.force)
      refuse(fmt::format("the charm assumes \"{}\", which is not there", new_.unmet_assumption));
    charm::choose_base(charms::bases(transaction_, new_.id), application_.base, std::nullopt, request.force_base);
    require_relations();
    if (const auto reason = storage_obstacle(transaction_, application_, new_.id); !reason.empty()) refuse(reason);
  }

private:
  [[noreturn]] void refuse(const std::string& reason) const {
    throw make_error(ErrorKind::conflict, "cannot upgrade application \"{}\" to charm \"{}\": {}", application_.name,
                     new_.ref.url, reason);
  }

  void require_same_kind() const {
    if (new_.subordinate != old_.subordinate) refuse("it would change the application's subordinacy");
    if (!new_.on_machines) refuse("the charm needs containers and cannot run on machines");
  }

  void require_relations() const {
    const auto endpoints = charms::endpoints(transaction_, new_.id);
    std::map<std::string, int> used;
    for (const auto& relation : relations::of_application(transaction_, application_.id)) {
      const auto& own = relation.end_of(application_.id)->endpoint;
      if (!carries(endpoints, own)) refuse(fmt::format("would break relation \"{}\"", relation.key()));
      ++used[own.name];
    }
    for (const auto& endpoint : endpoints)
      if (endpoint.limit > 0 && used[endpoint.name] > endpoint.limit)
        refuse(fmt::format("endpoint \"{}\" would allow {} relations and has {}", endpoint.name, endpoint.limit,
                           used[endpoint.name]));
  }

  const ReadTransaction& transaction_;
  const ApplicationRow& application_;
  CharmRow old_;
  const CharmRow& new_;
};

/// What is set now and the new charm cannot keep, reset; then what the request sets.
applications::ConfigChanges carried_config(const ConfigValues& explicit_values, const charm::ConfigOptions& options,
                                           const ParsedConfig& wanted) {
  applications::ConfigChanges changes;
  for (const auto& [name, value] : explicit_values) {
    const auto option = options.find(name);
    if (option == options.end() || !charm::fits(option->second, value)) changes[name] = std::nullopt;
  }
  for (const auto& [name, value] : wanted.values) changes[name] = value;
  return changes;
}

} // namespace

Refreshed refresh(WriteTransaction& transaction, ModelId model, const std::string& name, const RefreshRequest& request,
                  TimeMs now) {
  auto application = applications::get(transaction, model, name);
  const auto charm = charms::find(transaction, model, request.charm_url);
  if (!charm) throw make_error(ErrorKind::not_found, "charm \"{}\" not found", request.charm_url);
  RefreshCheck(transaction, application, *charm).require(request);
  check_resources(transaction, *charm, request.resources, request.files_folder);

  const auto options = charms::config_options(transaction, charm->id);
  const auto wanted = parse_config_texts(options, request.config);
  const auto trust = wanted.trust ? wanted.trust : request.trust;
  const auto changes = carried_config(applications::config(transaction, application.id), options, wanted);
  const bool changed = application.charm != charm->id;
  if (changed) applications::set_charm(transaction, application, charm->id, request.force_units);
  else if (request.force_units) applications::force_charm(transaction, application);
  applications::set_channel(transaction, application, request.channel);
  applications::set_config(transaction, application, changes, trust);
  const auto old_charm = std::exchange(application.charm, charm->id);
  if (changed || !request.storage.empty())
    renew_storage(transaction, application, old_charm, request.storage, request.block_obstacle, now);
  add_peer_relations(transaction, application, now);
  if (supply_resources(transaction, application.id, request.resources, now) && !changed)
    applications::note_modified(transaction, application);
  return {.charm_url = charm->ref.url, .changed = changed};
}

} // namespace periapt::services
