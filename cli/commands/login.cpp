#include "cli/commands/login.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/users.h"
#include "core/error.h"

namespace periapt::cli {

namespace {

void declare_login(OptionSet& options) {
  declare_controller(options);
  options.value("user,u", "USER", "log in as this user")
      .flag("no-prompt", "read the password from the input, one line")
      .flag("trust", "accepted; a certificate is known by its fingerprint");
}

ControllerEntry controller_to_log_into(const Session& session) {
  const auto& words = session.arguments.positional();
  refuse_surplus(words, 1);
  if (words.empty() || session.arguments.given("controller")) return session.controller();
  return session.controller_named(words.front());
}

/// As whom one is there already; nullopt where that has ended.
std::optional<wire::UserInfo> present_user(const Session& session, const ControllerEntry& controller, const std::string& token) {
  try {
    return session.connect_with(controller, token).get<wire::UserInfo>(client::target({"user"}));
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::denied) return std::nullopt;
    throw;
  }
}

wire::LoggedIn log_in_by_password(Session& session, const ControllerEntry& controller, const std::string& user) {
  const bool from_input = session.arguments.flag("no-prompt");
  const auto password = from_input ? read_password_line(session.console) : session.console.prompt_secret("Enter password: ");
  try {
    return session.connect_with(controller, "").post<wire::LoggedIn>(client::target({"login"}), wire::Login{user, password});
  } catch (const Error& error) {
    throw make_error(error.kind(), "cannot log into controller \"{}\": {}", controller.name, error.what());
  }
}

/// Who owns the controller's socket needs no password, and no session.
bool log_in_as_owner(Session& session, const ControllerEntry& controller) {
  const auto owner = present_user(session, controller, "");
  if (owner) begin_session(session, controller, {.user = owner->name, .access = owner->access, .token = ""});
  return owner.has_value();
}

std::string user_to_log_in(Session& session) {
  if (session.arguments.given("user")) return session.arguments.text("user");
  if (session.arguments.flag("no-prompt"))
    throw Error(ErrorKind::invalid, "cannot deduce user, please pass --user with --no-prompt");
  return session.console.prompt("Enter username: ");
}

/// Nothing is said to who is logged in already; what may have changed since is noted.
void go_on_as(Session& session, const ControllerEntry& controller, AccountEntry account, const wire::UserInfo& present) {
  account.access = present.access;
  session.files.save_account(controller.name, account);
  session.files.set_current_controller(controller.name);
}

void run_login(Session& session) {
  const auto controller = controller_to_log_into(session);
  const auto account = session.files.account(controller.name);
  const auto wanted = session.arguments.text("user");
  if (account && !wanted.empty() && wanted != account->user)
    throw make_error(ErrorKind::conflict, "already logged in as {}.\n\nRun \"{} logout\" first before attempting to log in as a different user.",
                     account->user, session.surroundings.program);
  if (account)
    if (const auto present = present_user(session, controller, account->session_token))
      return go_on_as(session, controller, *account, *present);
  if (wanted.empty() && log_in_as_owner(session, controller)) return;
  const auto user = account ? account->user : user_to_log_in(session);
  begin_session(session, controller, log_in_by_password(session, controller, user));
}

} // namespace

Command login_command() {
  return {.name = "login",
          .aliases = {},
          .arguments = "[<controller name>]",
          .purpose = "Logs in to a controller that this client knows.",
          .details = R"(Asks for the password; with --no-prompt it is one line of the input. On the machine of a controller its owner needs no
password: "login" without --user. A session lasts a day. A controller that is not known yet: "register".)",
          .examples = "{program} login -u bob\n{program} login mycontroller --user bob --no-prompt",
          .see_also = {"logout", "register", "whoami"},
          .declare = declare_login,
          .run = run_login};
}

} // namespace periapt::cli
