// Units as operators see them. Use cases: services/deploy.h, remove.h, resolve.h, reports.h.
#pragma once

#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"

namespace periapt::transport {

wire::UnitNames add_units(Controller&, store::WriteTransaction& transaction, const Call& call,
                          const wire::AddUnits& request);
wire::RemovalPlans remove_units(Controller&, store::WriteTransaction& transaction, const Call& call,
                                const wire::Remove& request);
wire::UnitInfo unit_info(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::Empty resolve_units(Controller&, store::WriteTransaction& transaction, const Call& call,
                          const wire::Resolve& request);

} // namespace periapt::transport
