#include "cli/commands/download_backup.h"

#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_download_backup(OptionSet& options) {
  declare_model(options);
  declare_controller(options);
  options.value("filename", "FILE", "save it as this");
}

void run_download_backup(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("missing filename");
  refuse_surplus(words, 1);
  const auto name = std::filesystem::path(words.front()).filename().string();
  const auto wanted = session.arguments.text("filename");
  const auto file = wanted.empty() ? name : wanted;
  auto connection = session.connect(session.controller_of_model_option());
  connection.download(client::target({"backups", name}), session.surroundings.working_directory / file);
  session.console.out << file << "\n" << std::flush;
}

} // namespace

Command download_backup_command() {
  return {.name = "download-backup",
          .aliases = {},
          .arguments = "/full/path/to/backup/on/controller",
          .purpose = "Fetches a backup that the controller has kept.",
          .details = "Prints the name of the file it was saved as.",
          .examples = "{program} download-backup /full/path/to/juju-backup-20260609-091450.tar.gz",
          .see_also = {"create-backup", "restore-backup"},
          .declare = declare_download_backup,
          .run = run_download_backup};
}

} // namespace periapt::cli
