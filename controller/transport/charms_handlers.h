// Charm archives: up from the CLI, down to agents. Use case: services/charms.h.
#pragma once

#include "transport/call.h"
#include "transport/controller.h"
#include "transport/route.h"
#include "wire/charm_origin_messages.h"

namespace periapt::transport {

/// Reads the archive, puts the file under its name (synced) and makes it a charm of the model.
wire::CharmAdded add_charm(Controller& controller, Call call, const ReceivedFile& file);
/// Where the charm of an application comes from.
wire::CharmOrigin charm_origin(Controller&, const store::ReadTransaction& transaction, const Call& call);
/// The archive itself, for a machine one of whose units runs that charm or should.
Reply download_charm(Controller& controller, Call call);

} // namespace periapt::transport
