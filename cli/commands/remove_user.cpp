#include "cli/commands/remove_user.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "core/error.h"

namespace periapt::cli {

namespace {

void declare_remove_user(OptionSet& options) {
  declare_controller(options);
  options.flag("yes,y", "do not ask");
}

void run_remove_user(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no username supplied");
  refuse_surplus(words, 1);
  const auto& name = words.front();
  const auto controller = session.controller();
  if (!session.arguments.flag("yes")) {
    session.console.warning(fmt::format("This command will remove the user \"{}\" from the \"{}\" controller.\n"
                                        "To shut the user out for a while use \"{} disable-user\".",
                                        name, controller.name, session.surroundings.program));
    if (!session.console.confirm("Continue [y/N]? ")) throw Error(ErrorKind::conflict, "user deletion aborted");
  }
  session.connect(controller).post<wire::Empty>(client::target({"users", name, "remove"}), wire::Empty{});
  session.print(fmt::format("User \"{}\" removed\n", name));
}

} // namespace

Command remove_user_command() {
  return {.name = "remove-user",
          .aliases = {},
          .arguments = "<user name>",
          .purpose = "Removes a user.",
          .details = R"(The models that the user owns stay.)",
          .examples = "{program} remove-user bob\n{program} remove-user bob --yes",
          .see_also = {"disable-user", "users"},
          .declare = declare_remove_user,
          .run = run_remove_user};
}

} // namespace periapt::cli
