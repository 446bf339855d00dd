#include "transport/machines_handlers.h"

#include "core/error.h"
#include "services/heartbeat.h"
#include "services/remove.h"
#include "store/machine_repository.h"
#include "store/model_repository.h"
#include "store/store.h"
#include "transport/authorization.h"
#include "transport/model_logs.h"
#include "transport/models_handlers.h"
#include "transport/removal.h"

#include <algorithm>

namespace periapt::transport {
namespace {

constexpr int protocol = 1;

} // namespace

wire::HeartbeatAnswer heartbeat(Controller& controller, store::WriteTransaction& transaction, const Call& call,
                                const wire::Heartbeat& request) {
  if (std::find(request.protocols.begin(), request.protocols.end(), protocol) == request.protocols.end())
    throw make_error(ErrorKind::invalid, "the controller speaks protocol {} only", protocol);
  controller.presence.seen(call.machine, call.boot_now);
  const services::HeartbeatRequest beat{call.machine, request.boot_id, request.lease_claims};
  wire::HeartbeatAnswer answer{.protocol = protocol, .leases = {}};
  for (const auto& grant : services::heartbeat(transaction, controller.leases, beat, call.boot_now, call.now))
    answer.leases.push_back({.unit = grant.unit,
                             .granted = grant.granted,
                             .term = grant.term,
                             .length_s = static_cast<int>(grant.length.count())});
  return answer;
}

wire::RemovalPlans remove_machines(Controller&, store::WriteTransaction& transaction, const Call& call,
                                   const wire::Remove& request) {
  const auto model = model_of(transaction, call);
  return to_wire(services::remove_machines(transaction, model, to_service(request), call.now));
}

wire::LogAccepted append_log(Controller& controller, Call call, const wire::LogShipment& request) {
  const auto model = controller.store.read([&](const store::ReadTransaction& transaction) {
    return store::models::get(transaction, store::machines::get(transaction, call.machine).model).uuid;
  });
  return controller.logs.append(model, call.machine, request);
}

} // namespace periapt::transport
