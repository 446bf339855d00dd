// Commands that are forbidden in a model. Use cases: services/disabled_commands.h.
#pragma once

#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"
#include "transport/route.h"
#include "wire/disabled_commands_messages.h"
#include "wire/messages.h"

namespace periapt::transport {

/// What requests of this route do to their model; nullopt where that is never forbidden.
std::optional<services::Effect> effect_of(const Route& route);

wire::DisabledCommands disabled_commands(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::Empty disable_commands(Controller&, store::WriteTransaction& transaction, const Call& call,
                             const wire::DisabledCommandSet& request);
wire::Empty enable_commands(Controller&, store::WriteTransaction& transaction, const Call& call,
                            const wire::EnableCommands& request);
wire::ModelsWithDisabledCommands models_with_disabled_commands(Controller&, const store::ReadTransaction& transaction,
                                                               const Call& call);
wire::Empty enable_all_commands(Controller&, store::WriteTransaction& transaction, const Call& call,
                                const wire::Empty& request);

} // namespace periapt::transport
