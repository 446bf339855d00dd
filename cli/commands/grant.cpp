#include "cli/commands/grant.h"

#include "cli/access_words.h"
#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_grant(OptionSet& options) { declare_controller(options); }

void run_grant(Session& session) { change_access(session, false); }

} // namespace

Command grant_command() {
  return {.name = "grant",
          .aliases = {},
          .arguments = "<user name> <permission> [<model name> ... | <offer url> ...]",
          .purpose = "Grants a user access to models, offers or the controller.",
          .details = R"(Levels: read, write and admin for models; read, consume and admin for offers; without a model or an offer login,
add-model and superuser for the controller.)",
          .examples = "{program} grant bob read shop\n{program} grant bob consume admin/shop.db\n{program} grant bob superuser",
          .see_also = {"revoke", "grant-cloud", "users"},
          .declare = declare_grant,
          .run = run_grant};
}

} // namespace periapt::cli
