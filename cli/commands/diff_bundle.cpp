#include "cli/commands/diff_bundle.h"

#include "charm/yaml_writer.h"
#include "cli/bundle_documents.h"
#include "cli/bundle_files.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "core/error.h"

namespace periapt::cli {

namespace {

void declare_diff_bundle(OptionSet& options) {
  declare_model(options);
  options.value("overlay", "FILE", "what to change in the bundle; may repeat")
      .value("map-machines", "MAP", "existing, or BUNDLE=MODEL machines, comma separated")
      .flag("annotations", "compare annotations too")
      .value("arch", "ARCH", "accepted")
      .value("base", "BASE", "accepted")
      .value("series", "SERIES", "accepted")
      .value("channel", "CHANNEL", "accepted");
}

void run_diff_bundle(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("no bundle specified");
  refuse_surplus(words, 1);
  const auto path = session.surroundings.working_directory / words.front();
  if (!exists(path)) throw make_error(ErrorKind::not_found, "no bundle was found at \"{}\"", words.front());
  const auto bundle = bundle_of_line(session, path);
  auto model = session.model();
  const auto picture = take_picture(model);
  const auto map = machine_map_of_line(session.arguments, bundle, present_model(picture));
  session.print(charm::write_yaml(bundle_difference(bundle, picture, map, session.arguments.flag("annotations"))));
}

} // namespace

Command diff_bundle_command() {
  return {.name = "diff-bundle",
          .aliases = {},
          .arguments = "<bundle file>",
          .purpose = "Compares a bundle with the model.",
          .details = "Prints what differs as YAML, {} when nothing does, and changes nothing.",
          .examples = "{program} diff-bundle ./shop.yaml\n{program} diff-bundle ./shop.yaml --overlay ./here.yaml",
          .see_also = {"deploy", "export-bundle"},
          .declare = declare_diff_bundle,
          .run = run_diff_bundle};
}

} // namespace periapt::cli
