// What new models inherit. Use cases: services/model_defaults.h.
#pragma once

#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"
#include "wire/model_defaults_messages.h"

namespace periapt::transport {

wire::ModelDefaults model_defaults(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::Empty set_model_defaults(Controller& controller, store::WriteTransaction& transaction, const Call& call,
                               const wire::SetModelDefaults& request);

} // namespace periapt::transport
