#include "cli/commands/restore_backup.h"

#include "cli/first_controller.h"
#include "cli/outcome.h"
#include "cli/removing_models.h"

namespace periapt::cli {

namespace {

void run_restore_backup(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("missing filename");
  refuse_surplus(words, 2);
  const auto file = session.surroundings.working_directory / words.front();
  const auto name = words.size() > 1 ? words[1] : "local";
  check_controller_name(name);
  if (!std::filesystem::is_regular_file(file)) throw make_error(ErrorKind::not_found, "file \"{}\" not found", words.front());
  const auto controller = restore_controller(session, name, file);
  auto connection = session.connect(controller);
  const auto models = without_controller_model(session.refresh_models(controller, connection));
  if (models.size() == 1)
    session.files.set_current_model(controller.name, models.front().owner + "/" + models.front().name);
  session.console.info(fmt::format("Restored controller \"{}\" with {} {}", name, models.size(),
                                   models.size() == 1 ? "model" : "models"));
}

} // namespace

Command restore_backup_command() {
  return {.name = "restore-backup",
          .aliases = {},
          .arguments = "<backup file> [<controller name>]",
          .purpose = "Makes a controller what a backup holds.",
          .details = R"(The controller, "local" unless another is named, is a new one, one without models, or one that has lost its
database. Agents that still run come back by themselves and keep what they have done since; machines that are gone
are made again, and their units go on where the backup left them.)",
          .examples = "{program} restore-backup juju-backup-20260609-091450.tar.gz\n"
                      "{program} restore-backup before-upgrade.tar.gz second",
          .see_also = {"create-backup", "download-backup"},
          .declare = declare_nothing,
          .run = run_restore_backup};
}

} // namespace periapt::cli
