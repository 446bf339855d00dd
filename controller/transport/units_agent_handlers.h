// What an agent asks and reports for one of its units. Use cases: services/commit.h, unit_services.h.
#pragma once

#include "core/commit.h"
#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"
#include "wire/cloud_messages.h"

namespace periapt::transport {

wire::UnitStateAnswer unit_state(Controller&, const store::ReadTransaction& transaction, const Call& call);
CommitAnswer commit(Controller&, store::WriteTransaction& transaction, const Call& call, const Commit& request);
CommitAnswer set_leader_settings(Controller&, store::WriteTransaction& transaction, const Call& call,
                                 const wire::LeaderSet& request);
wire::GoalState goal_state(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::CloudSpec cloud_spec(Controller& controller, const store::ReadTransaction& transaction, const Call& call);
wire::ApplicationStatusAnswer application_status(Controller&, const store::ReadTransaction& transaction,
                                                 const Call& call);
wire::BagAnswer unit_bag(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::BagAnswer application_bag(Controller&, const store::ReadTransaction& transaction, const Call& call);

} // namespace periapt::transport
