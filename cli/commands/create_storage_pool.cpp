#include "cli/commands/create_storage_pool.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/storage_words.h"
#include "wire/storage_messages.h"

namespace periapt::cli {

namespace {

void run_create_storage_pool(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.size() < 2) throw UsageError("pool creation requires names, provider type and optional attributes for configuration");
  const wire::CreateStoragePool pool{
      .name = words[0], .provider = words[1], .attributes = pool_attributes({words.begin() + 2, words.end()})};
  session.model().post<wire::Empty>({"storage-pools"}, pool);
}

} // namespace

Command create_storage_pool_command() {
  return {.name = "create-storage-pool",
          .aliases = {},
          .arguments = "<name> <storage provider> [<key>=<value> [<key>=<value>...]]",
          .purpose = "Defines a pool that storage can come from.",
          .details = "The providers are local, loop, rootfs and tmpfs. Attributes are kept and shown, no more.",
          .examples = "{program} create-storage-pool fast tmpfs",
          .see_also = {"storage-pools", "update-storage-pool", "remove-storage-pool"},
          .declare = declare_model,
          .run = run_create_storage_pool};
}

} // namespace periapt::cli
