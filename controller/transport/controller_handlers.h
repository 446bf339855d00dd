// The controller itself: who it is, and ending it.
#pragma once

#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"
#include "wire/controller_settings_messages.h"

namespace periapt::transport {

wire::ControllerInfo controller_info(Controller& controller, const store::ReadTransaction&, const Call&);
wire::ModelConfig controller_config(Controller&, const store::ReadTransaction&, const Call&);
/// What it has counted, in Prometheus' text format.
Reply metrics(Controller& controller, Call call);
/// The settings of the controller as a whole, also those that it is rather than has.
wire::ControllerSettings controller_settings(Controller& controller, const store::ReadTransaction& transaction,
                                             const Call& call);
wire::Empty set_controller_settings(Controller& controller, store::WriteTransaction& transaction, const Call& call,
                                    const wire::SetControllerSettings& request);
/// The controller ends once this is answered; machines stay.
Reply shut_down(Controller& controller, Call call);

} // namespace periapt::transport
