#include "cli/commands/logout.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/users.h"
#include "core/error.h"

namespace periapt::cli {

namespace {

void declare_logout(OptionSet& options) {
  declare_controller(options);
  options.flag("force", "also where no password opens the account");
}

void refuse_account_loss(const std::string& program) {
  throw make_error(ErrorKind::conflict, "preventing account loss\n\n"
                   "It appears that you have not set a password for your account. If this is the case,\n"
                   "set one before logging out, so that you can log in again afterwards:\n"
                   "\"{0} change-user-password\".\n\n"
                   "If you are sure you want to log out, run this command again with the \"--force\" option.",
                   program);
}

/// A controller that cannot be reached, or has ended the session, is left without being told.
void end_session(Session& session, const ControllerEntry& controller) {
  const auto account = session.files.account(controller.name);
  try {
    auto connection = session.connect_with(controller, account->session_token);
    if (!account->session_token.empty()) connection.post<wire::Empty>(client::target({"logout"}), wire::Empty{});
    else if (!session.arguments.flag("force") && !connection.get<wire::UserInfo>(client::target({"user"})).has_password)
      refuse_account_loss(session.surroundings.program);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::unavailable && error.kind() != ErrorKind::denied) throw;
  }
}

void run_logout(Session& session) {
  refuse_surplus(session.arguments.positional(), 0);
  const auto controller = session.controller();
  if (session.files.account(controller.name)) end_session(session, controller);
  session.files.remove_account(controller.name);
  int others = 0;
  for (const auto& other : session.files.controllers())
    if (session.files.account(other.name)) ++others;
  if (others == 0) return session.console.info("Logged out. You are no longer logged into any controllers.");
  session.console.info(fmt::format("Logged out. You are still logged into {} controller{}.", others, others == 1 ? "" : "s"));
}

} // namespace

Command logout_command() {
  return {.name = "logout",
          .aliases = {},
          .arguments = "",
          .purpose = "Ends the session with a controller.",
          .details = R"(Refused for an account that no password opens, unless --force is given: nobody could log in to it again from elsewhere.)",
          .examples = "{program} logout\n{program} logout -c mycontroller --force",
          .see_also = {"login", "change-user-password", "unregister"},
          .declare = declare_logout,
          .run = run_logout};
}

} // namespace periapt::cli
