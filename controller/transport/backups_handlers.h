// Backups: making one of the running controller, fetching and removing it. Restoring is modeld's start (--restore).
#pragma once

#include "transport/call.h"
#include "transport/controller.h"
#include "wire/backup_messages.h"

namespace periapt::transport {

wire::BackupInfo create_backup(Controller& controller, Call call, const wire::CreateBackup& request);
Reply download_backup(Controller& controller, Call call);
wire::Empty remove_backup(Controller& controller, Call call, const wire::Empty& request);

} // namespace periapt::transport
