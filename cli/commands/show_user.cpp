#include "cli/commands/show_user.h"

#include "cli/formatters/output.h"
#include "cli/now.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/users.h"

namespace periapt::cli {

namespace {

void declare_show_user(OptionSet& options) {
  declare_controller(options);
  declare_format(options, "yaml or json", "yaml");
  options.flag("exact-time", "full times");
}

void run_show_user(Session& session) {
  const auto& words = session.arguments.positional();
  refuse_surplus(words, 1);
  check_format(session.format(), {"yaml", "json"});
  const auto target = words.empty() ? client::target({"user"}) : client::target({"users", words.front()});
  const auto user = session.connect(session.controller()).get<wire::UserInfo>(target);
  session.print(render(user_document(user, now_ms(), session.arguments.flag("exact-time")), session.format()));
}

} // namespace

Command show_user_command() {
  return {.name = "show-user",
          .aliases = {},
          .arguments = "[<user name>]",
          .purpose = "Shows one user; oneself where none is named.",
          .details = "",
          .examples = "{program} show-user\n{program} show-user bob --format json",
          .see_also = {"users", "whoami"},
          .declare = declare_show_user,
          .run = run_show_user};
}

} // namespace periapt::cli
