#include "cli/commands/update_storage_pool.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/storage_words.h"
#include "wire/storage_messages.h"

namespace periapt::cli {

namespace {

void run_update_storage_pool(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.size() < 2) throw UsageError("pool update requires name and configuration attributes");
  session.model().post<wire::Empty>(
      {"storage-pools", "update"},
      wire::UpdateStoragePool{.name = words[0], .attributes = pool_attributes({words.begin() + 1, words.end()})});
}

} // namespace

Command update_storage_pool_command() {
  return {.name = "update-storage-pool",
          .aliases = {},
          .arguments = "<name> [<key>=<value> [<key>=<value>...]]",
          .purpose = "Changes the attributes of a pool.",
          .details = "What is given replaces all attributes that the pool has.",
          .examples = "{program} update-storage-pool fast speed=high",
          .see_also = {"create-storage-pool", "storage-pools"},
          .declare = declare_model,
          .run = run_update_storage_pool};
}

} // namespace periapt::cli
