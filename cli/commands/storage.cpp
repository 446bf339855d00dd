#include "cli/commands/storage.h"

#include "cli/formatters/output.h"
#include "cli/formatters/storage_document.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/storage_messages.h"

#include <algorithm>
#include <sstream>

namespace periapt::cli {

namespace {

void declare_storage(OptionSet& options) {
  declare_model(options);
  declare_format(options, "tabular, json or yaml", "tabular");
  options.flag("filesystem", "only filesystems").flag("volume", "only volumes");
}

void run_storage(Session& session) {
  const auto& arguments = session.arguments;
  check_format(session.format(), {"tabular", "json", "yaml"});
  const bool filesystems = arguments.flag("filesystem"), volumes = arguments.flag("volume");
  if (filesystems && volumes) throw UsageError("--filesystem and --volume can not be used together");
  const auto& ids = arguments.positional();
  if (!ids.empty() && !filesystems && !volumes)
    throw UsageError("specifying IDs only supported with --filesystem and --volume options");
  auto storage = session.model().get<wire::StorageList>({"storage"}).storage;
  std::erase_if(storage, [&](const StorageReport& one) {
    if (!ids.empty() && std::find(ids.begin(), ids.end(), one.backing_id) == ids.end()) return true;
    return (filesystems && one.kind != StorageKind::filesystem) || (volumes && one.kind != StorageKind::block);
  });
  if (storage.empty()) {
    if (session.format() == "tabular") session.console.info("No storage to display.");
    return;
  }
  if (session.format() != "tabular") {
    const StorageParts parts{!filesystems && !volumes, !volumes, !filesystems};
    return session.print(render(storage_document(storage, session.iso_time(), parts), session.format()));
  }
  std::ostringstream text;
  storage_table(storage, false).print(text, session.colour());
  session.print(text.str());
}

} // namespace

Command storage_command() {
  return {.name = "storage",
          .aliases = {"list-storage"},
          .arguments = "[<filesystem|volume> ...]",
          .purpose = "Lists the model's storage.",
          .details = "",
          .examples = "{program} storage\n{program} storage --format json",
          .see_also = {"show-storage", "add-storage", "storage-pools", "status"},
          .declare = declare_storage,
          .run = run_storage};
}

} // namespace periapt::cli
