// What a machine's agent asks for the machine as a whole. Use cases: services/heartbeat.h, model_logs.h.
#pragma once

#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"

namespace periapt::transport {

/// I am here, these units want to lead. Throws Error(invalid) when no protocol number is shared.
wire::HeartbeatAnswer heartbeat(Controller& controller, store::WriteTransaction& transaction, const Call& call,
                                const wire::Heartbeat& request);
wire::LogAccepted append_log(Controller& controller, Call call, const wire::LogShipment& request);
wire::RemovalPlans remove_machines(Controller&, store::WriteTransaction& transaction, const Call& call,
                                   const wire::Remove& request);

} // namespace periapt::transport
