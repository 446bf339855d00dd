// Relations as operators make and remove them. Use cases: services/relate.h.
#pragma once

#include "core/relation_report.h"
#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"
#include "wire/suspension_messages.h"

namespace periapt::transport {

wire::Related relate(Controller&, store::WriteTransaction& transaction, const Call& call,
                     const wire::Relate& request);
wire::Empty remove_relation(Controller&, store::WriteTransaction& transaction, const Call& call,
                            const wire::RemoveRelation& request);
/// `?number=`, or `?left=&right=`.
wire::Empty set_suspended(Controller&, store::WriteTransaction& transaction, const Call& call,
                          const wire::SetSuspended& request);
RelationDetails relation_details(Controller&, const store::ReadTransaction& transaction, const Call& call);

} // namespace periapt::transport
