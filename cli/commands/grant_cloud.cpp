#include "cli/commands/grant_cloud.h"

#include "cli/access_words.h"
#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_grant_cloud(OptionSet& options) { declare_controller(options); }

void run_grant_cloud(Session& session) { change_cloud_access(session, false); }

} // namespace

Command grant_cloud_command() {
  return {.name = "grant-cloud",
          .aliases = {},
          .arguments = "<user name> <permission> <cloud name> ...",
          .purpose = "Lets a user add models on clouds.",
          .details = R"(Levels: add-model and admin.)",
          .examples = "{program} grant-cloud bob add-model localhost",
          .see_also = {"revoke-cloud", "grant"},
          .declare = declare_grant_cloud,
          .run = run_grant_cloud};
}

} // namespace periapt::cli
