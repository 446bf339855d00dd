#include "services/deploy.h"

#include "charm/config_schema.h"
#include "core/constraints.h"
#include "core/error.h"
#include "core/names.h"
#include "services/config_texts.h"
#include "services/models.h"
#include "services/new_unit.h"
#include "services/peer_relations.h"
#include "services/storage.h"
#include "store/application_repository.h"
#include "store/charm_repository.h"
#include "store/machine_repository.h"
#include "store/model_repository.h"
#include "store/offer_repository.h"
#include "store/unit_repository.h"

namespace periapt::services {
namespace {

using namespace store;

/// What the charm needs and cannot have here, as the end of a sentence; empty: nothing.
std::string obstacle(const ReadTransaction& transaction, const CharmRow& charm, bool force) {
  if (!charm.on_machines) return "the charm needs containers and cannot run on machines";
  if (!charm.required_storage.empty() && charms::storage(transaction, charm.id).empty())
    return "its storage was not read when it was added: add it again";
  if (!charm.unmet_assumption.empty() && !force)
    return fmt::format("the charm assumes \"{}\", which is not there", charm.unmet_assumption);
  return "";
}

CharmRow deployable_charm(const ReadTransaction& transaction, ModelId model, const DeployRequest& request) {
  auto charm = charms::find(transaction, model, request.charm_url);
  if (!charm) throw make_error(ErrorKind::not_found, "charm \"{}\" not found", request.charm_url);
  if (const auto reason = obstacle(transaction, *charm, request.force); !reason.empty())
    throw make_error(ErrorKind::conflict, "cannot deploy \"{}\": {}", charm->name, reason);
  return *std::move(charm);
}

/// A subordinate's units come with those of its principals. Rule: contract/hooks.md 5.8, contract/cli.md 2.1.
int units_of(const CharmRow& charm, const DeployRequest& request) {
  if (!charm.subordinate) return request.num_units;
  if (request.num_units > 1 || !request.to.empty())
    throw Error(ErrorKind::invalid, "cannot use --num-units or --to with subordinate application");
  return 0;
}

charm::Base base_for(const ReadTransaction& transaction, const CharmRow& charm, const DeployRequest& request) {
  const auto parsed = [](const std::optional<std::string>& text) -> std::optional<charm::Base> {
    if (!text || text->empty()) return std::nullopt;
    return charm::Base::parse(*text);
  };
  const auto settings = models::config(transaction, charm.model);
  const auto setting = settings.find("default-base");
  const auto model_default = setting == settings.end() ? std::nullopt : std::optional(setting->second);
  const auto supported = charms::bases(transaction, charm.id);
  return charm::choose_base(supported, parsed(request.base), parsed(model_default), request.force);
}

/// `lxd`, `lxd:0`, `zone=a`: the contract's, of providers that have such things.
void refuse_foreign_placement(const std::string& placement) {
  const auto colon = placement.find(':');
  const auto container = placement.substr(0, colon);
  if ((container == "lxd" || container == "kvm") && (colon == std::string::npos || is_valid_machine_name(placement.substr(colon + 1))))
    throw make_error(ErrorKind::invalid, "placement \"{}\" is not supported here: local machines have no containers", placement);
  for (const std::string_view directive : {"zone=", "subnet=", "system-id="})
    if (placement.starts_with(directive))
      throw make_error(ErrorKind::invalid, "placement \"{}\" is not supported here: machines are folders of this host", placement);
}

/// An existing machine, or a new one.
MachineId machine_for(WriteTransaction& transaction, const ApplicationRow& application, const std::string* placement,
                      TimeMs now) {
  if (!placement) {
    const auto number = models::take_number(transaction, application.model, "machine");
    const auto constraints = Constraints::parse(application.constraints)
                                 .over(Constraints::parse(models::constraints(transaction, application.model)));
    return machines::insert(transaction, application.model, std::to_string(number), application.base, now,
                            constraints.str());
  }
  refuse_foreign_placement(*placement);
  if (!is_valid_machine_name(*placement))
    throw make_error(ErrorKind::invalid, "invalid --to parameter \"{}\"", *placement);
  const auto machine = machines::find(transaction, application.model, *placement);
  if (!machine)
    throw make_error(ErrorKind::not_found, "cannot deploy \"{}\": machine {} not found", application.name, *placement);
  if (machine->life != Life::alive)
    throw make_error(ErrorKind::conflict, "cannot deploy \"{}\": machine {} is being removed", application.name,
                     *placement);
  return machine->id;
}

std::string add_unit(WriteTransaction& transaction, const ApplicationRow& application, const std::string* placement,
                     const std::vector<std::string>& attach, TimeMs now) {
  const auto machine = machine_for(transaction, application, placement, now);
  return insert_unit(transaction, application, {.machine = machine, .principal = {}, .attach_storage = attach}, now);
}

std::vector<std::string> add_several(WriteTransaction& transaction, const ApplicationRow& application, int count,
                                     const std::vector<std::string>& to, const std::vector<std::string>& attach,
                                     TimeMs now) {
  if (count < 0) throw Error(ErrorKind::invalid, "--num-units must be a positive integer");
  if (!attach.empty() && count != 1) throw Error(ErrorKind::invalid, "--attach-storage cannot be used with -n");
  std::vector<std::string> names;
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
    names.push_back(add_unit(transaction, application, i < to.size() ? &to[i] : nullptr, attach, now));
  return names;
}

void require_free_name(const ReadTransaction& transaction, ModelId model, const ApplicationName& name) {
  require_open_model(transaction, model, fmt::format("add application \"{}\"", name.str()));
  if (remote_applications::find(transaction, model, name.str()))
    throw make_error(ErrorKind::already_exists, "cannot add application \"{}\": saas application already exists", name.str());
  const auto existing = applications::find(transaction, model, name.str());
  if (existing && existing->life != Life::alive)
    throw make_error(ErrorKind::conflict, "cannot add application \"{}\": application already exists and is being removed",
                     name.str());
  if (existing)
    throw make_error(ErrorKind::already_exists, "cannot add application \"{}\": application already exists", name.str());
}

} // namespace

Deployed deploy(WriteTransaction& transaction, ModelId model, const DeployRequest& request, TimeMs now) {
  const auto charm = deployable_charm(transaction, model, request);
  const int num_units = units_of(charm, request);
  const ApplicationName name(request.application.value_or(charm.name));
  require_free_name(transaction, model, name);
  const auto settings = parse_config_texts(charms::config_options(transaction, charm.id), request.config);
  const auto storage_plans = plan_application_storage(transaction, charm, request.storage, {}, request.block_obstacle);
  check_resources(transaction, charm, request.resources, request.files_folder);
  const auto constraints = Constraints::parse(request.constraints);
  if (charm.subordinate && !constraints.empty())
    throw Error(ErrorKind::invalid, "cannot use --constraints with subordinate application");
  const auto base = base_for(transaction, charm, request);
  const auto id = applications::insert(transaction, {.model = model,
                                                     .name = name.str(),
                                                     .charm = charm.id,
                                                     .base = base,
                                                     .trust = settings.trust.value_or(request.trust),
                                                     .created_ms = now,
                                                     .channel = request.channel,
                                                     .constraints = constraints.str()});
  const auto application = applications::get(transaction, id);
  applications::set_config(transaction, application, settings.values, std::nullopt);
  for (const auto& [label, plan] : storage_plans) storage::set_application_storage(transaction, id, label, plan);
  supply_resources(transaction, id, request.resources, now);
  add_peer_relations(transaction, application, now);
  add_several(transaction, application, num_units, request.to, request.attach_storage, now);
  return {.application = name.str(), .base = base.name + "@" + base.channel()};
}

std::vector<std::string> add_units(WriteTransaction& transaction, ModelId model, const AddUnitsRequest& request,
                                   TimeMs now) {
  const auto application = applications::get(transaction, model, request.application);
  if (application.life != Life::alive)
    throw make_error(ErrorKind::conflict, "cannot add unit to application \"{}\": the application is being removed",
                     application.name);
  if (charms::get(transaction, application.charm).subordinate)
    throw make_error(ErrorKind::conflict,
                     "cannot add unit 1/{} to application \"{}\": cannot add units: application is a subordinate",
                     request.num_units, application.name);
  return add_several(transaction, application, request.num_units, request.to, request.attach_storage, now);
}

} // namespace periapt::services
