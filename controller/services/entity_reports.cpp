#include "core/error.h"
#include "services/report_parts.h"
#include "services/reports.h"
#include "store/application_repository.h"
#include "store/charm_repository.h"
#include "store/handler_repository.h"
#include "store/machine_repository.h"
#include "store/model_repository.h"
#include "store/relation_repository.h"
#include "store/unit_repository.h"

namespace periapt::services {
namespace {

using namespace store;

RelationDataUnit data_of(const ReadTransaction& transaction, const UnitRow& unit, const std::string& name,
                         RelationId relation) {
  const auto part = relations::find_part(transaction, relation, unit.id);
  if (!part) return {.unit = name, .in_scope = false, .data = {}};
  return {.unit = name,
          .in_scope = part->in_scope,
          .data = relations::unit_settings(transaction, relation, unit.id)};
}

UnitRelationInfo relation_info(const ReadTransaction& transaction, const UnitRow& unit, const RelationRow& relation) {
  const auto& own = *relation.end_of(unit.application);
  const auto& other = relation.other_end(unit.application);
  UnitRelationInfo info{.relation_id = own.number,
                        .endpoint = own.endpoint.name,
                        .related_endpoint = other.endpoint.name,
                        .related_application = other.application_name};
  info.application_data = relations::application_settings(transaction, relation.id, other.application);
  info.cross_model = relation.end_models.front() != relation.end_models.back();
  info.local_unit = data_of(transaction, unit, unit.name, relation.id);
  for (const auto& related : units::of_application(transaction, other.application))
    if (related.id != unit.id)
      info.related_units.push_back(
          data_of(transaction, related, other.application_name + related.name.substr(related.name.find('/')), relation.id));
  return info;
}

} // namespace

ApplicationInfo application_info(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  const auto application = applications::get(transaction, model, name);
  const auto charm = charms::get(transaction, application.charm);
  return {.name = application.name,
          .charm_name = charm.name,
          .charm_url = charm.ref.url,
          .channel = application.channel,
          .constraints = application.constraints,
          .base = application.base.str(),
          .principal = !charm.subordinate,
          .exposed = application.exposed,
          .exposure = applications::exposure(transaction, application.id),
          .life = application.life,
          .bindings = binding_names(transaction, charm.id)};
}

ControllerRecord controller_record(const ReadTransaction& transaction) {
  const auto row = controller_row(transaction);
  return {row.uuid, row.name, row.network};
}

UnitInfo unit_info(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  const auto unit = units::find(transaction, model, name);
  if (!unit) throw make_error(ErrorKind::not_found, "unit \"{}\" not found", name);
  const auto application = applications::get(transaction, unit->application);
  const auto machine = machines::get(transaction, unit->machine);
  UnitInfo info{.name = unit->name, .workload_version = unit->workload_version, .machine = machine.name};
  info.opened_ports = port_texts(units::ports(transaction, unit->id));
  info.public_address = machine.address;
  info.charm_url = charms::get(transaction, unit->charm.value_or(application.charm)).ref.url;
  info.leader = application.leader == unit->id;
  info.life = unit->life;
  for (const auto& relation : relations::of_application(transaction, unit->application))
    info.relation_info.push_back(
        relation_info(transaction, *unit, relations::seen_from(transaction, model, relation)));
  info.handlers = handlers::of_unit(transaction, *unit);
  return info;
}

std::vector<HandlerReport> handler_reports(const ReadTransaction& transaction, ModelId model,
                                           const std::optional<std::string>& application) {
  if (!application) return handlers::of_model(transaction, model);
  std::vector<HandlerReport> reports;
  for (const auto& unit : units::of_application(transaction, applications::get(transaction, model, *application).id))
    for (auto& report : handlers::of_unit(transaction, unit)) reports.push_back(std::move(report));
  return reports;
}

} // namespace periapt::services
