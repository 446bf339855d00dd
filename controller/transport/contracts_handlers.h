// What operators ask about interface contracts. `?application=NAME` narrows to one.
#pragma once

#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"
#include "wire/contract_messages.h"

namespace periapt::transport {

wire::InterfaceList known_interfaces(Controller& controller, const store::ReadTransaction& transaction, const Call& call);
wire::NamedEvents named_events(Controller& controller, const store::ReadTransaction& transaction, const Call& call);
wire::RelationPromises relation_promises(Controller& controller, const store::ReadTransaction& transaction, const Call& call);

} // namespace periapt::transport
