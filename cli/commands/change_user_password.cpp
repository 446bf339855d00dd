#include "cli/commands/change_user_password.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/users.h"
#include "core/error.h"

namespace periapt::cli {

namespace {

void declare_change_user_password(OptionSet& options) {
  declare_controller(options);
  options.flag("no-prompt", "read the password from the input, one line").flag("reset", "make the password void");
}

void reset_password(Session& session, const ControllerEntry& controller, const std::string& user) {
  if (user == session.files.user(controller.name))
    return session.console.info(fmt::format("You cannot reset your own password.\nIf you want to change it, please call "
                                            "`{} change-user-password` without --reset option.",
                                            session.surroundings.program));
  const auto key = session.connect(controller).post<wire::RegistrationKey>(client::target({"users", user, "reset"}), wire::Empty{});
  session.console.info(fmt::format("Password for \"{}\" has been reset.", user));
  session.print(fmt::format("Ask the user to run:\n     {} register {}\n", session.surroundings.program,
                            registration_of(controller, user, key.key).str()));
}

/// The change has ended this client's session, too.
void log_in_again(Session& session, const ControllerEntry& controller, const std::string& user, const std::string& password) {
  if (session.files.account(controller.name)->session_token.empty()) return;
  const auto login = session.connect_with(controller, "").post<wire::LoggedIn>(client::target({"login"}), wire::Login{user, password});
  session.files.save_account(controller.name, {login.user, login.token, login.access});
}

void run_change_user_password(Session& session) {
  const auto& words = session.arguments.positional();
  refuse_surplus(words, 1);
  const auto controller = session.controller();
  auto connection = session.connect(controller);
  const auto own = session.files.user(controller.name);
  const auto user = words.empty() ? own : words.front();
  if (session.arguments.flag("reset")) return reset_password(session, controller, user);
  const auto password = session.arguments.flag("no-prompt") ? read_password_line(session.console) : ask_new_password(session.console);
  if (password.empty()) throw Error(ErrorKind::invalid, "password cannot be empty");
  connection.post<wire::Empty>(client::target({"users", user, "password"}), wire::SetPassword{password});
  if (user != own) return session.console.info(fmt::format("Password for \"{}\" has been changed.", user));
  log_in_again(session, controller, user, password);
  session.console.info("Your password has been changed.");
}

} // namespace

Command change_user_password_command() {
  return {.name = "change-user-password",
          .aliases = {},
          .arguments = "[<user name>]",
          .purpose = "Changes a password.",
          .details = R"(One's own where no user is named; superusers may change that of others. It is asked for twice, or read from the input
with --no-prompt. With --reset the user's password is void, and a command is printed by which the user chooses another.
What the user has open ends.)",
          .examples = "{program} change-user-password\n{program} change-user-password bob --reset\necho secret | {program} change-user-password bob --no-prompt",
          .see_also = {"add-user", "register", "login"},
          .declare = declare_change_user_password,
          .run = run_change_user_password};
}

} // namespace periapt::cli
