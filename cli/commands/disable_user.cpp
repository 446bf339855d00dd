#include "cli/commands/disable_user.h"

#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_disable_user(OptionSet& options) { declare_controller(options); }

void run_disable_user(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no username supplied");
  refuse_surplus(words, 1);
  session.connect(session.controller())
      .post<wire::Empty>(client::target({"users", words.front(), "disable"}), wire::Empty{});
  session.console.info(fmt::format("User \"{}\" disabled", words.front()));
}

} // namespace

Command disable_user_command() {
  return {.name = "disable-user",
          .aliases = {},
          .arguments = "<user name>",
          .purpose = "Shuts a user out.",
          .details = R"(What the user has open ends at once. "enable-user" lets the user in again.)",
          .examples = "{program} disable-user bob",
          .see_also = {"enable-user", "remove-user", "users"},
          .declare = declare_disable_user,
          .run = run_disable_user};
}

} // namespace periapt::cli
