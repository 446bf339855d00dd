#include "transport/units_agent_handlers.h"

#include "base/fault_point.h"
#include "base/log.h"
#include "services/commit.h"
#include "services/unit_services.h"
#include "transport/metrics.h"

namespace periapt::transport {
namespace {

wire::GoalUnit to_wire(services::GoalUnit unit) {
  return {.name = std::move(unit.name), .status = std::move(unit.status), .since_ms = unit.since_ms};
}

wire::BagAnswer to_wire(services::BagView bag) { return {.settings = std::move(bag.settings), .version = bag.version}; }

} // namespace

wire::UnitStateAnswer unit_state(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  auto state = services::unit_state(transaction, UnitId{call.id()});
  return {.outbox_number = state.outbox_number,
          .local_state = std::move(state.local_state),
          .charm_state = std::move(state.charm_state),
          .workload_status = std::move(state.workload_status)};
}

CommitAnswer commit(Controller& controller, store::WriteTransaction& transaction, const Call& call, const Commit& request) {
  PERIAPT_FAULT_POINT("transport.commit.before-write");
  auto answer = services::commit(transaction, call.machine, UnitId{call.id()}, request, call.now);
  PERIAPT_FAULT_POINT("transport.commit.before-durable");
  controller.metrics->reported(request, answer.accepted);
  if (!answer.accepted)
    controller.log.warning("audit", "Refused commit {} of unit {}: {}", request.number, call.id(), answer.reason);
  return answer;
}

CommitAnswer set_leader_settings(Controller&, store::WriteTransaction& transaction, const Call& call,
                                 const wire::LeaderSet& request) {
  services::set_leader_settings(transaction, UnitId{call.id()}, request.term, request.changes);
  return {.revision = transaction.revision().str()};
}

wire::GoalState goal_state(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  auto state = services::goal_state(transaction, UnitId{call.id()});
  wire::GoalState answer;
  for (auto& unit : state.units) answer.units.push_back(to_wire(std::move(unit)));
  for (auto& relation : state.relations) {
    auto& copy = answer.relations.emplace_back(wire::GoalRelation{.endpoint = std::move(relation.endpoint), .members = {}});
    for (auto& member : relation.members) copy.members.push_back(to_wire(std::move(member)));
  }
  return answer;
}

wire::CloudSpec cloud_spec(Controller& controller, const store::ReadTransaction& transaction, const Call& call) {
  services::require_trust(transaction, UnitId{call.id()});
  return {.type = "local",
          .name = controller.info.cloud,
          .region = controller.info.region,
          .endpoint = "",
          .auth_type = "empty",
          .attributes = {},
          .is_controller_cloud = true};
}

wire::ApplicationStatusAnswer application_status(Controller&, const store::ReadTransaction& transaction,
                                                 const Call& call) {
  auto status = services::application_status(transaction, UnitId{call.id()});
  return {.application = std::move(status.application), .units = std::move(status.units)};
}

wire::BagAnswer unit_bag(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  return to_wire(services::read_unit_bag(transaction, UnitId{call.id()}, RelationId{call.id("rid")}, call.unit_name()));
}

wire::BagAnswer application_bag(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  return to_wire(
      services::read_application_bag(transaction, UnitId{call.id()}, RelationId{call.id("rid")}, call.argument("app")));
}

} // namespace periapt::transport
