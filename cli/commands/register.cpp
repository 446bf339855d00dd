#include "cli/commands/register.h"

#include "cli/endpoints.h"
#include "cli/first_controller.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/users.h"
#include "core/error.h"

namespace periapt::cli {

namespace {

void declare_register(OptionSet& options) { options.flag("replace", "replace a controller of the same name"); }

std::string known_controller_text(const std::string& program, const std::string& name, const std::string& user) {
  return fmt::format("This controller has already been registered on this client as \"{0}\".\n"
                     "To login as user \"{1}\" run '{2} login -u {1} -c {0}'.\n"
                     "To update controller details and login as user \"{1}\":\n"
                     "    1. run '{2} unregister {0}'\n"
                     "    2. request from your controller admin another registration string, i.e\n"
                     "       output from '{2} change-user-password {1} --reset'\n"
                     "    3. re-run '{2} register' with the registration string from (2) above.",
                     name, user, program);
}

/// The one controller that may be replaced is one of the same name that nobody is logged in to.
void refuse_known_controller(const Session& session, const std::string& uuid, const std::string& name, const std::string& user) {
  const auto& program = session.surroundings.program;
  const bool replace = session.arguments.flag("replace");
  for (const auto& known : session.files.controllers()) {
    if (known.uuid != uuid) continue;
    if (!replace || known.name != name) throw Error(ErrorKind::already_exists, known_controller_text(program, known.name, user));
    if (const auto account = session.files.account(name))
      throw make_error(ErrorKind::conflict, "User \"{0}\" is currently logged into controller \"{1}\".\n"
                       "Cannot replace a controller we're currently logged into.\nRun '{2} logout -c {1}' first.",
                       account->user, name, program);
  }
}

std::string ask_controller_name(Session& session, const std::string& offered) {
  const bool replace = session.arguments.flag("replace");
  const auto suggested = !replace && session.files.controller(offered) ? "" : offered;
  const auto hint = suggested.empty() ? "" : fmt::format(" [{}{}]", replace ? "replace " : "", suggested);
  while (true) {
    auto name = session.console.prompt(fmt::format("Enter a name for this controller{}: ", hint));
    if (name.empty()) name = suggested;
    if (name.empty()) session.console.info("You must specify a non-empty controller name.");
    else if (!replace && session.files.controller(name)) session.console.info(fmt::format("Controller \"{}\" already exists.", name));
    else return name;
  }
}

void run_register(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("registration data missing");
  refuse_surplus(words, 1);
  const auto registration = Registration::parse(words.front());
  ControllerEntry entry{.name = registration.controller, .api_endpoints = registration.addresses};
  const auto password = ask_new_password(session.console);
  entry.name = ask_controller_name(session, registration.controller);
  check_controller_name(entry.name);
  client::Client connection(address_of(registration.addresses, registration.fingerprint));
  complete_entry(entry, connection);
  refuse_known_controller(session, entry.uuid, entry.name, registration.user);
  const auto login = connection.post<wire::LoggedIn>(client::target({"register"}),
                                                     wire::Register{registration.user, registration.key, password});
  session.console.info(fmt::format("Initial password successfully set for {}.", registration.user));
  if (session.arguments.flag("replace")) session.files.remove_controller(entry.name);
  session.files.save_controller(entry);
  begin_session(session, entry, login);
}

} // namespace

Command register_command() {
  return {.name = "register",
          .aliases = {},
          .arguments = "<registration string>",
          .purpose = "Makes a controller known to this client, as a new user of it.",
          .details = R"(The string comes from "add-user" or "change-user-password --reset" and is good for one time. Asks for a password and for a
name for the controller. With --replace a controller of that name is replaced.)",
          .examples = "{program} register MFATA3JvZDAnExMx…",
          .see_also = {"add-user", "login", "unregister"},
          .declare = declare_register,
          .run = run_register};
}

} // namespace periapt::cli
