// Requests that say more than what they want: `?if-revision=` carries them out only if the model has not changed
// since, `?plan` tells what they would come to and undoes them. Only what `write` (route.h) makes of a handler of one
// model can do either. Threads: the store's writer thread.
#pragma once

#include "core/plan.h"
#include "store/transaction.h"
#include "transport/call.h"

#include <functional>

namespace periapt::transport {

/// Whether the request asks for one of them.
bool has_condition(const Call& call);

/// Thrown to undo what a plan was made of.
struct PlanMade {
  Plan plan;
};

/// Runs `perform`, which gives the request's answer as JSON, the way that the call asks for. Throws Error(conflict)
/// when the model has changed, PlanMade for a plan.
void carry_out(store::WriteTransaction& transaction, const Call& call, const std::function<std::string()>& perform);

/// The plan, where the failure is one.
Reply reply_of(std::exception_ptr failure);

} // namespace periapt::transport
