#include "cli/commands/add_user.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/users.h"

namespace periapt::cli {

namespace {

void declare_add_user(OptionSet& options) { declare_controller(options); }

void run_add_user(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no username supplied");
  refuse_surplus(words, 2);
  const auto& name = words.front();
  const auto display_name = words.size() > 1 ? words[1] : "";
  const auto controller = session.controller();
  const auto key = session.connect(controller).post<wire::RegistrationKey>(client::target({"users"}),
                                                                           wire::AddUser{name, display_name});
  const auto shown = display_name.empty() ? name : fmt::format("{} ({})", display_name, name);
  session.print(fmt::format("User \"{0}\" added\n"
                            "Please send this command to {1}:\n"
                            "    {2} register {3}\n\n"
                            "\"{0}\" has not been granted access to any models. You can use \"{2} grant\" to grant access.\n",
                            shown, name, session.surroundings.program, registration_of(controller, name, key.key).str()));
}

} // namespace

Command add_user_command() {
  return {.name = "add-user",
          .aliases = {},
          .arguments = "<user name> [<display name>]",
          .purpose = "Creates a user and prints how to register.",
          .details = R"(The user chooses a password by running the printed command, once. "grant" gives access to models.
A controller that listens for other machines ("bootstrap --listen") is reached from them.)",
          .examples = "{program} add-user bob\n{program} add-user bob \"Bob Smith\"",
          .see_also = {"register", "grant", "users", "show-user", "disable-user", "change-user-password"},
          .declare = declare_add_user,
          .run = run_add_user};
}

} // namespace periapt::cli
