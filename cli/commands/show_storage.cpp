#include "cli/commands/show_storage.h"

#include "cli/formatters/output.h"
#include "cli/formatters/storage_document.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "core/storage_name.h"
#include "wire/storage_messages.h"

#include <algorithm>

namespace periapt::cli {

namespace {

void declare_show_storage(OptionSet& options) {
  declare_model(options);
  declare_format(options, "yaml or json", "yaml");
}

void run_show_storage(Session& session) {
  const auto& ids = session.arguments.positional();
  if (ids.empty()) throw UsageError("must specify storage id(s)");
  check_format(session.format(), {"yaml", "json"});
  for (const auto& id : ids)
    if (!StorageInstanceName::parse(id)) throw make_error(ErrorKind::invalid, "storage ID \"{}\" not valid", id);
  const auto storage = session.model().get<wire::StorageList>({"storage"}).storage;
  Map document;
  for (const auto& id : ids) {
    const auto found = std::find_if(storage.begin(), storage.end(), [&](const auto& one) { return one.id == id; });
    if (found == storage.end()) throw make_error(ErrorKind::not_found, "storage \"{}\" not found", id);
    document.emplace_back(id, storage_instance(*found, session.iso_time()));
  }
  session.print(render(std::move(document), session.format()));
}

} // namespace

Command show_storage_command() {
  return {.name = "show-storage",
          .aliases = {},
          .arguments = "<storage ID> [...]",
          .purpose = "Shows storage instances.",
          .details = "",
          .examples = "{program} show-storage pgdata/0\n{program} show-storage disks/1 disks/2 --format json",
          .see_also = {"storage", "attach-storage", "detach-storage"},
          .declare = declare_show_storage,
          .run = run_show_storage};
}

} // namespace periapt::cli
