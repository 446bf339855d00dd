#include "cli/commands/export_bundle.h"

#include "base/file.h"
#include "cli/bundle_documents.h"
#include "cli/outcome.h"
#include "cli/session.h"

namespace periapt::cli {

namespace {

void declare_export_bundle(OptionSet& options) {
  declare_model(options);
  options.value("filename", "FILE", "write the bundle there")
      .flag("include-charm-defaults", "also options that nobody has set")
      .flag("include-series", "accepted");
}

void run_export_bundle(Session& session) {
  refuse_surplus(session.arguments.positional(), 0);
  auto model = session.model();
  const auto text = exported_bundle(take_picture(model), session.arguments.flag("include-charm-defaults"));
  const auto file = session.arguments.text("filename");
  if (file.empty()) return session.print(text);
  write_file_atomically(session.surroundings.working_directory / file, text);
  session.print("Bundle successfully exported to " + file + "\n");
}

} // namespace

Command export_bundle_command() {
  return {.name = "export-bundle",
          .aliases = {},
          .arguments = "",
          .purpose = "Prints the model as a bundle.",
          .details = "Charms that were uploaded are named by their URL in this model (local:wordpress-0). Storage and resources are\n"
                     "not in it.",
          .examples = "{program} export-bundle\n{program} export-bundle --filename shop.yaml",
          .see_also = {"deploy", "diff-bundle"},
          .declare = declare_export_bundle,
          .run = run_export_bundle};
}

} // namespace periapt::cli
