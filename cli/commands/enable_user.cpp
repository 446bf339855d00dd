#include "cli/commands/enable_user.h"

#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_enable_user(OptionSet& options) { declare_controller(options); }

void run_enable_user(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no username supplied");
  refuse_surplus(words, 1);
  session.connect(session.controller())
      .post<wire::Empty>(client::target({"users", words.front(), "enable"}), wire::Empty{});
  session.console.info(fmt::format("User \"{}\" enabled", words.front()));
}

} // namespace

Command enable_user_command() {
  return {.name = "enable-user",
          .aliases = {},
          .arguments = "<user name>",
          .purpose = "Lets a disabled user in again.",
          .details = "",
          .examples = "{program} enable-user bob",
          .see_also = {"disable-user", "remove-user", "users"},
          .declare = declare_enable_user,
          .run = run_enable_user};
}

} // namespace periapt::cli
