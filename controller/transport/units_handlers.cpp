#include "transport/units_handlers.h"

#include "services/deploy.h"
#include "services/reports.h"
#include "services/resolve.h"
#include "transport/models_handlers.h"
#include "transport/removal.h"

namespace periapt::transport {
namespace {

wire::RelationDataUnit to_wire(services::RelationDataUnit unit) {
  return {.unit = std::move(unit.unit), .in_scope = unit.in_scope, .data = std::move(unit.data)};
}

wire::UnitRelationInfo to_wire(services::UnitRelationInfo relation) {
  wire::UnitRelationInfo answer{.relation_id = relation.relation_id,
                                .endpoint = std::move(relation.endpoint),
                                .related_endpoint = std::move(relation.related_endpoint),
                                .related_application = std::move(relation.related_application),
                                .application_data = std::move(relation.application_data),
                                .local_unit = {},
                                .related_units = {},
                                .cross_model = relation.cross_model};
  if (relation.local_unit) answer.local_unit = to_wire(std::move(*relation.local_unit));
  for (auto& unit : relation.related_units) answer.related_units.push_back(to_wire(std::move(unit)));
  return answer;
}

} // namespace

wire::UnitNames add_units(Controller&, store::WriteTransaction& transaction, const Call& call,
                          const wire::AddUnits& request) {
  const services::AddUnitsRequest wanted{request.application, request.num_units, request.to, request.attach_storage};
  return {.units = services::add_units(transaction, model_of(transaction, call), wanted, call.now)};
}

wire::RemovalPlans remove_units(Controller&, store::WriteTransaction& transaction, const Call& call,
                                const wire::Remove& request) {
  const auto model = model_of(transaction, call);
  return to_wire(services::remove_units(transaction, model, to_service(request), call.now));
}

wire::UnitInfo unit_info(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  auto info = services::unit_info(transaction, model_of(transaction, call), call.unit_name());
  wire::UnitInfo answer{.name = std::move(info.name),
                        .workload_version = std::move(info.workload_version),
                        .machine = std::move(info.machine),
                        .opened_ports = std::move(info.opened_ports),
                        .public_address = std::move(info.public_address),
                        .charm_url = std::move(info.charm_url),
                        .leader = info.leader,
                        .life = info.life,
                        .relation_info = {},
                        .handlers = std::move(info.handlers)};
  for (auto& relation : info.relation_info) answer.relation_info.push_back(to_wire(std::move(relation)));
  return answer;
}

wire::Empty resolve_units(Controller&, store::WriteTransaction& transaction, const Call& call,
                          const wire::Resolve& request) {
  services::resolve(transaction, model_of(transaction, call), {request.units, request.all, request.no_retry});
  return {};
}

} // namespace periapt::transport
