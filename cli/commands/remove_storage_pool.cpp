#include "cli/commands/remove_storage_pool.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/storage_messages.h"

namespace periapt::cli {

namespace {

void run_remove_storage_pool(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.size() != 1) throw UsageError("pool removal requires just a name");
  session.model().post<wire::Empty>({"storage-pools", "remove"}, wire::RemoveStoragePool{.name = words[0]});
}

} // namespace

Command remove_storage_pool_command() {
  return {.name = "remove-storage-pool",
          .aliases = {},
          .arguments = "<name>",
          .purpose = "Removes a pool that was created.",
          .details = "Only a pool that nothing uses can be removed.",
          .examples = "{program} remove-storage-pool fast",
          .see_also = {"create-storage-pool", "storage-pools"},
          .declare = declare_model,
          .run = run_remove_storage_pool};
}

} // namespace periapt::cli
