// What agents ask for besides commits, and what their hooks use while they run.
#include "services/unit_secrets.h"
#include "services/unit_services.h"
#include "sim/model/controller.h"
#include "store/application_repository.h"
#include "store/secret_content_repository.h"

namespace periapt::sim {

wire::UnitStateAnswer SimController::unit_state(UnitId unit) const {
  const auto state = read([&](const store::ReadTransaction& transaction) { return services::unit_state(transaction, unit); });
  return {state.outbox_number, state.local_state, state.charm_state, state.workload_status};
}

wire::BagAnswer SimController::bag(UnitId asking, RelationId relation, const std::string& of_unit) const {
  const auto view = read([&](const store::ReadTransaction& transaction) {
    return services::read_unit_bag(transaction, asking, relation, of_unit);
  });
  return {view.settings, view.version};
}

CommitAnswer SimController::set_leader_settings(UnitId id, const wire::LeaderSet& settings) {
  const auto answer = store_->write([&](store::WriteTransaction& transaction) {
    services::set_leader_settings(transaction, id, settings.term, settings.changes);
    const auto unit = store::units::get(transaction, id);
    const auto application = store::applications::get(transaction, unit.application);
    setting_.coverage.count("leader settings written");
    setting_.history.push_back({.fact = Fact::app_bag_written, .unit = label_of(unit.name), .hook = "leader-set",
                                .version = application.leader == id ? settings.term : 0,
                                .application = application.name});
    return CommitAnswer{.revision = transaction.revision().str()};
  });
  wake();
  return answer;
}

wire::SecretList SimController::owned_secrets(UnitId unit) const {
  return {read([&](const store::ReadTransaction& transaction) { return services::owned_secrets(transaction, unit); })};
}

wire::SecretData SimController::read_secret(UnitId unit, const wire::ReadSecret& reading) {
  auto content = store_->write([&](store::WriteTransaction& transaction) {
    const services::SecretReading wanted{.id = reading.id,
                                         .label = reading.label,
                                         .refresh = reading.refresh,
                                         .peek = reading.peek,
                                         .operation = reading.operation};
    return services::read_secret(transaction, unit, wanted);
  });
  wake();
  auto checksum = store::secrets::checksum(content);
  return {std::move(content), std::move(checksum)};
}

wire::Empty SimController::put_pending_secret(UnitId unit, const wire::PendingSecret& secret) {
  store_->write([&](store::WriteTransaction& transaction) {
    services::put_pending_secret(transaction, unit, secret.operation, secret.id, secret.content);
  });
  return {};
}

} // namespace periapt::sim
