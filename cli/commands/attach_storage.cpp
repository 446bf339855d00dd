#include "cli/commands/attach_storage.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/storage_words.h"
#include "core/names.h"

namespace periapt::cli {

namespace {

void run_attach_storage(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.size() < 2) throw UsageError("attach-storage requires a unit ID and at least one storage ID");
  const auto& unit = words.front();
  if (!UnitName::parse(unit)) throw UsageError(fmt::format("unit name \"{}\" not valid", unit));
  const auto results = session.model().post<wire::StorageResults>(
      {"storage", "attach"}, wire::AttachStorage{.unit = unit, .ids = {words.begin() + 1, words.end()}});
  if (!tell_results(session, results, {"attaching", "attach", " to " + unit})) throw AlreadyReported{};
}

} // namespace

Command attach_storage_command() {
  return {.name = "attach-storage",
          .aliases = {},
          .arguments = "<unit> <storage> [<storage> ...]",
          .purpose = "Attaches existing storage to a unit.",
          .details = "The storage must be detached, and the unit's charm must declare storage of its name and kind.",
          .examples = "{program} attach-storage postgresql/1 pgdata/0",
          .see_also = {"detach-storage", "storage"},
          .declare = declare_model,
          .run = run_attach_storage,
          .plannable = true};
}

} // namespace periapt::cli
