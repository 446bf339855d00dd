// The controller itself: who it is, and ending it.
#pragma once

#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"

namespace periapt::transport {

wire::ControllerInfo controller_info(Controller& controller, const store::ReadTransaction&, const Call&);
wire::ModelConfig controller_config(Controller&, const store::ReadTransaction&, const Call&);
/// What it has counted, in Prometheus' text format.
Reply metrics(Controller& controller, Call call);
/// The controller ends once this is answered; machines stay.
Reply shut_down(Controller& controller, Call call);

} // namespace periapt::transport
