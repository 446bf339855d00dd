#include "cli/commands/create_backup.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "wire/backup_messages.h"

#include <fmt/chrono.h>

namespace periapt::cli {

namespace {

void declare_create_backup(OptionSet& options) {
  declare_model(options);
  declare_controller(options);
  options.value("filename", "FILE", "save it as this")
      .flag("no-download", "leave it with the controller (see download-backup)");
}

std::string time_text(TimeMs moment) {
  return fmt::format("{:%Y-%m-%d %H:%M:%S} +0000 UTC", fmt::gmtime(static_cast<std::time_t>(moment / 1000)));
}

std::string description(const wire::BackupInfo& backup) {
  std::string text = "\n";
  const auto line = [&](const char* name, const auto& value) { text += fmt::format("{:<23}{} \n", name, value); };
  line("backup format version:", backup.format);
  line("juju version:", backup.version);
  text += "\n";
  line("controller UUID:", backup.controller_uuid);
  line("created on host:", backup.hostname);
  text += "\n";
  line("checksum:", backup.sha256);
  line("checksum format:", "SHA-256, hex encoded");
  line("size (B):", backup.size_bytes);
  line("stored:", time_text(backup.finished_ms));
  line("started:", time_text(backup.started_ms));
  line("finished:", time_text(backup.finished_ms));
  text += "\n";
  line("notes:", backup.notes);
  return text;
}

void check_line_create_backup(const Arguments& arguments) {
  refuse_surplus(arguments.positional(), 1);
  if (arguments.given("filename") && arguments.flag("no-download"))
    throw UsageError("cannot mix --no-download and --filename");
  if (arguments.given("filename") && arguments.text("filename").empty()) throw UsageError("missing filename");
}

/// The controller keeps what was not fetched.
void fetch(Session& session, client::Client& connection, const wire::BackupInfo& backup) {
  const auto wanted = session.arguments.text("filename");
  const std::string name = wanted.empty() ? backup.name : wanted;
  connection.download(client::target({"backups", backup.name}), session.surroundings.working_directory / name);
  connection.post<wire::Empty>(client::target({"backups", backup.name, "remove"}), wire::Empty{});
  session.console.info("Downloaded to " + name);
}

void run_create_backup(Session& session) {
  check_line_create_backup(session.arguments);
  const auto& words = session.arguments.positional();
  auto connection = session.connect(session.controller_of_model_option());
  const wire::CreateBackup request{.notes = words.empty() ? "" : words.front()};
  const auto backup = connection.post<wire::BackupInfo>(client::target({"backups"}), request);
  if (!session.console.quiet) session.console.out << description(backup) << std::flush;
  if (session.arguments.flag("no-download"))
    session.console.info("Remote backup stored on the controller as " + backup.path);
  else
    fetch(session, connection, backup);
}

} // namespace

Command create_backup_command() {
  return {.name = "create-backup",
          .aliases = {},
          .arguments = "[<notes>]",
          .purpose = "Backs the controller up.",
          .details = R"(The archive holds the database and every charm as of one moment; the controller goes on meanwhile. It is
saved here, readable for you only, because it holds whatever passwords applications have published.)",
          .examples = "{program} create-backup\n{program} create-backup --filename before-upgrade.tar.gz",
          .see_also = {"download-backup", "restore-backup"},
          .declare = declare_create_backup,
          .run = run_create_backup};
}

} // namespace periapt::cli
