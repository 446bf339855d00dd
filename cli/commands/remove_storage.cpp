#include "cli/commands/remove_storage.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/storage_words.h"

#include <algorithm>

namespace periapt::cli {

namespace {

void declare_remove_storage(OptionSet& options) {
  declare_model(options);
  options.flag("force", "also storage that is attached: it is detached first")
      .flag("no-destroy", "only forget the storage: what is in it stays where it is");
}

bool is_attached(const wire::StorageResult& result) { return result.error == "storage is attached"; }

void run_remove_storage(Session& session) {
  const auto& ids = session.arguments.positional();
  if (ids.empty()) throw UsageError("remove-storage requires at least one storage ID");
  const auto answer = session.model().post<wire::StorageResults>(
      {"storage", "remove"}, wire::RemoveStorage{.ids = ids,
                                                 .force = session.arguments.flag("force"),
                                                 .release = session.arguments.flag("no-destroy")});
  if (tell_results(session, answer, {"removing", "remove"})) return;
  if (std::any_of(answer.results.begin(), answer.results.end(), is_attached))
    session.console.info(fmt::format("\nUse the --force option to remove attached storage, or use\n"
                                     "\"{} detach-storage\" to detach it before removing.",
                                     session.surroundings.program));
  throw AlreadyReported{};
}

} // namespace

Command remove_storage_command() {
  return {.name = "remove-storage",
          .aliases = {},
          .arguments = "<storage> [<storage> ...]",
          .purpose = "Removes storage from the model.",
          .details = "What is in it is destroyed, unless --no-destroy is given.",
          .examples = "{program} remove-storage pgdata/0\n{program} remove-storage --force data/3",
          .see_also = {"detach-storage", "storage"},
          .declare = declare_remove_storage,
          .run = run_remove_storage,
          .plannable = true};
}

} // namespace periapt::cli
