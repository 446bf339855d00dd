#include "cli/commands/revoke.h"

#include "cli/access_words.h"
#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_revoke(OptionSet& options) { declare_controller(options); }

void run_revoke(Session& session) { change_access(session, true); }

} // namespace

Command revoke_command() {
  return {.name = "revoke",
          .aliases = {},
          .arguments = "<user name> <permission> [<model name> ... | <offer url> ...]",
          .purpose = "Takes access from a user, down to the next lower level.",
          .details = R"(Levels: read, write and admin for models; read, consume and admin for offers; without a model or an offer login,
add-model and superuser for the controller.)",
          .examples = "{program} revoke bob read shop\n{program} revoke bob consume admin/shop.db\n{program} revoke bob superuser",
          .see_also = {"grant", "revoke-cloud", "users"},
          .declare = declare_revoke,
          .run = run_revoke};
}

} // namespace periapt::cli
