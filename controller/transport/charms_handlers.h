// Charm archives: up from the CLI, down to agents. Use case: services/charms.h.
#pragma once

#include "transport/call.h"
#include "transport/controller.h"
#include "transport/route.h"

namespace periapt::transport {

/// Reads the archive, puts the file under its name (synced) and makes it a charm of the model.
wire::CharmAdded add_charm(Controller& controller, Call call, const ReceivedFile& file);
/// The archive itself, for a machine one of whose units runs that charm or should.
Reply download_charm(Controller& controller, Call call);

} // namespace periapt::transport
