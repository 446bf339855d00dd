#include "cli/commands/show_secret.h"

#include "cli/formatters/output.h"
#include "cli/formatters/secret_documents.h"
#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_show_secret(OptionSet& options) {
  declare_model(options);
  declare_format(options, "yaml or json", "yaml");
  options.value("revision,r", "N", "the content of this revision, with --reveal", "0")
      .flag("reveal", "also what is in it")
      .flag("revisions", "also its revisions");
}

SecretView view_of(const Session& session) {
  const auto& arguments = session.arguments;
  const SecretView view{.revisions = arguments.flag("revisions"), .json = session.format() == "json"};
  if (view.revisions && arguments.flag("reveal"))
    throw UsageError("specify either --revisions or --reveal but not both");
  if (view.revisions && arguments.given("revision"))
    throw UsageError("specify either --revisions or --revision but not both");
  return view;
}

void run_show_secret(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("missing secret URI");
  refuse_surplus(words, 1);
  check_format(session.format(), {"yaml", "json"});
  auto view = view_of(session);
  const auto revision = session.arguments.integer("revision");
  auto model = session.model();
  const auto secret = model.get<SecretReport>({"secrets", words.front()});
  if (session.arguments.flag("reveal"))
    view.data = model.client().get<wire::SecretData>(client::with_query(
        model.target({"secrets", words.front(), "content"}), {{"revision", std::to_string(revision)}}));
  session.print(render(Map{{secret.id, secret_document(secret, view)}}, session.format()));
}

} // namespace

Command show_secret_command() {
  return {.name = "show-secret",
          .aliases = {},
          .arguments = "<ID>|<name>",
          .purpose = "Shows one secret, its revisions or what is in it.",
          .details = "",
          .examples = "{program} show-secret db-password\n{program} show-secret db-password --reveal --revision 2\n"
                      "{program} show-secret 9m4e2mr0ui3e8a215n4g --revisions --format json",
          .see_also = {"secrets", "update-secret"},
          .declare = declare_show_secret,
          .run = run_show_secret};
}

} // namespace periapt::cli
