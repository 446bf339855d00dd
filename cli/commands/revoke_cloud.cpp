#include "cli/commands/revoke_cloud.h"

#include "cli/access_words.h"
#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_revoke_cloud(OptionSet& options) { declare_controller(options); }

void run_revoke_cloud(Session& session) { change_cloud_access(session, true); }

} // namespace

Command revoke_cloud_command() {
  return {.name = "revoke-cloud",
          .aliases = {},
          .arguments = "<user name> <permission> <cloud name> ...",
          .purpose = "Takes a user's access to clouds.",
          .details = R"(Levels: add-model and admin.)",
          .examples = "{program} revoke-cloud bob add-model localhost",
          .see_also = {"grant-cloud", "revoke"},
          .declare = declare_revoke_cloud,
          .run = run_revoke_cloud};
}

} // namespace periapt::cli
