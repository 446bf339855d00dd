#include "cli/commands/detach_storage.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/storage_words.h"

namespace periapt::cli {

namespace {

void declare_detach_storage(OptionSet& options) {
  declare_model(options);
  options.flag("force", "do not wait for the unit's hook longer than a moment");
}

void run_detach_storage(Session& session) {
  const auto& ids = session.arguments.positional();
  if (ids.empty()) throw UsageError("detach-storage requires at least one storage ID");
  const auto results = session.model().post<wire::StorageResults>(
      {"storage", "detach"}, wire::DetachStorage{.ids = ids, .force = session.arguments.flag("force")});
  if (!tell_results(session, results, {"detaching", "detach"})) throw AlreadyReported{};
}

} // namespace

Command detach_storage_command() {
  return {.name = "detach-storage",
          .aliases = {},
          .arguments = "<storage> [<storage> ...]",
          .purpose = "Detaches storage from its unit, keeping it.",
          .details = R"(The unit runs its storage-detaching hook first. Only storage that outlives machines can be detached,
such as that of the pool "local"; remove-storage --force takes any other away.)",
          .examples = "{program} detach-storage pgdata/0",
          .see_also = {"attach-storage", "remove-storage", "storage"},
          .declare = declare_detach_storage,
          .run = run_detach_storage,
          .plannable = true};
}

} // namespace periapt::cli
