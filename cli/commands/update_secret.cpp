#include "cli/commands/update_secret.h"

#include "cli/outcome.h"
#include "cli/secret_words.h"
#include "cli/session.h"
#include "wire/secret_messages.h"

namespace periapt::cli {

namespace {

void declare_update_secret(OptionSet& options) {
  declare_model(options);
  declare_secret_content(options);
  options.value("name", "NAME", "its new name").flag("auto-prune", "drop revisions that nobody reads any more");
}

std::optional<std::string> if_given(const Arguments& arguments, const std::string& name) {
  return arguments.given(name) ? std::optional(arguments.text(name)) : std::nullopt;
}

void run_update_secret(Session& session) {
  const auto& arguments = session.arguments;
  const auto rest = words_after_first(arguments.positional(), "missing secret URI");
  wire::UpdateSecret request{.secret = arguments.positional().front(),
                             .name = if_given(arguments, "name"),
                             .description = if_given(arguments, "info")};
  if (auto content = secret_content(session, rest); !content.empty()) request.content = std::move(content);
  if (arguments.given("auto-prune")) request.auto_prune = arguments.flag("auto-prune");
  if (!request.name && !request.description && !request.content && !request.auto_prune)
    throw UsageError("specify at least one of content, --file, --name, --info and --auto-prune");
  session.model().post<wire::Empty>({"secrets", "update"}, request);
}

} // namespace

Command update_secret_command() {
  return {.name = "update-secret",
          .aliases = {},
          .arguments = "<ID>|<name> [key[#base64|#file]=value...]",
          .purpose = "Gives a secret new content, another name or another description.",
          .details =
              R"(New content replaces all keys and makes a new revision; content that is there already makes none. Units go on with
the revision they read until their charm asks for the newest. Options are applied together or not at all.)",
          .examples = "{program} update-secret db-password password#file=password.txt\n"
                      "{program} update-secret db-password --name old-password --auto-prune",
          .see_also = {"add-secret", "remove-secret", "show-secret"},
          .declare = declare_update_secret,
          .run = run_update_secret};
}

} // namespace periapt::cli
