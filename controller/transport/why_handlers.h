// Why units are as they are, with what a failed hook has said last. Use case: services/why.h.
#pragma once

#include "core/cause.h"
#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"

namespace periapt::transport {

/// `?about=UNIT` or `?about=APPLICATION`
Explanations explain_units(Controller& controller, const store::ReadTransaction& transaction, const Call& call);

} // namespace periapt::transport
