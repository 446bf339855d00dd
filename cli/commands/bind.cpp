#include "cli/commands/bind.h"

#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/space_words.h"
#include "wire/messages.h"

namespace periapt::cli {

namespace {

void declare_bind(OptionSet& options) {
  declare_model(options);
  options.flag("force", "accepted; no machine is outside of a space here");
}

void run_bind(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no application specified");
  if (words.size() == 1) throw UsageError("no bindings specified");
  auto model = session.model();
  const auto info = model.get<wire::ApplicationInfo>({"applications", words.front()});
  check_bindings({words.begin() + 1, words.end()}, words.front(), info.bindings);
}

} // namespace

Command bind_command() {
  return {.name = "bind",
          .aliases = {},
          .arguments = "<application> [<default-space>] [<endpoint-name>=<space> ...]",
          .purpose = "Binds an application's endpoints to network spaces.",
          .details = R"(Local machines are on one network, the space "alpha", and so is every endpoint: the command checks what it is given,
and there is nothing to change.)",
          .examples = "{program} bind wordpress alpha\n{program} bind wordpress db=alpha",
          .see_also = {"spaces", "show-application", "deploy"},
          .declare = declare_bind,
          .run = run_bind};
}

} // namespace periapt::cli
