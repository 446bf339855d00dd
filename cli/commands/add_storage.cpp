#include "cli/commands/add_storage.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/storage_words.h"
#include "core/names.h"

namespace periapt::cli {

namespace {

void run_add_storage(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.size() < 2) throw UsageError("add-storage requires a unit and a storage directive");
  if (!UnitName::parse(words.front())) throw UsageError(fmt::format("unit name \"{}\" not valid", words.front()));
  const auto directives = storage_additions({words.begin() + 1, words.end()});
  const auto added = session.model().post<wire::StorageIds>(
      {"storage"}, wire::AddStorage{.unit = words.front(), .storage = directives});
  for (const auto& id : added.ids) session.console.info(fmt::format("added storage {} to {}", id, words.front()));
}

} // namespace

Command add_storage_command() {
  return {.name = "add-storage",
          .aliases = {},
          .arguments = "<unit> <storage-directive> [<storage-directive>...]",
          .purpose = "Adds storage to a unit.",
          .details = R"(A directive is a name that the charm declares, alone or with pool, count and size in any order:
disks=local,2,10G. What is not said is as the application was deployed, and one instance.)",
          .examples = "{program} add-storage ceph-osd/0 disks=2\n{program} add-storage postgresql/0 pgdata=local,100G",
          .see_also = {"storage", "storage-pools", "detach-storage", "remove-storage"},
          .declare = declare_model,
          .run = run_add_storage,
          .plannable = true};
}

} // namespace periapt::cli
