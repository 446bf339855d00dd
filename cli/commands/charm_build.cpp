#include "cli/commands/charm_build.h"

#include "base/file.h"
#include "charm/archive.h"
#include "cli/layered_charm.h"
#include "cli/outcome.h"
#include "cli/session.h"

#include <fmt/format.h>

namespace periapt::cli {

namespace {

namespace fs = std::filesystem;

void declare_charm_build(OptionSet& options) {
  options.value("output-dir,build-dir,o", "FOLDER", "where the built charm becomes a folder of its name")
      .value("name,n", "NAME", "the name of that folder, instead of the one in metadata.yaml")
      .flag("force,f", "build over a charm that was changed since it was built")
      .flag("charm-file", "write NAME.charm here as well")
      .flag("binary-wheels", "Python packages as wheels, not as source archives")
      .flag("no-wheelhouse", "do not get Python packages; only list them in wheelhouse.txt")
      .value("wheelhouse-overrides,w", "FILE", "requirements above those of all layers")
      .value("layer-index,i", "INDEX", "folders or git+… repositories with index files, with commas between them")
      .flag("write-lock-file", "write the commits and versions that this build takes to build.lock beside layer.yaml")
      .flag("ignore-lock-file", "although there is a build.lock, take what is newest")
      .flag("use-lock-file-branches", "of build.lock: what its branches hold now, not its commits");
}

/// --output-dir, else where the builder this format comes from puts it.
fs::path output_folder(const Session& session) {
  if (session.arguments.given("output-dir"))
    return session.surroundings.working_directory / session.arguments.text("output-dir");
  if (const auto folder = session.variable("CHARM_BUILD_DIR")) return *folder;
  if (const auto repository = session.variable("JUJU_REPOSITORY")) return fs::path(*repository) / "builds";
  return fs::temp_directory_path() / "charm-builds";
}

void check_line_charm_build(const Arguments& arguments) {
  refuse_surplus(arguments.positional(), 1);
  if (arguments.flag("binary-wheels") && arguments.flag("no-wheelhouse"))
    throw UsageError("--binary-wheels and --no-wheelhouse are mutually exclusive");
  if (arguments.flag("write-lock-file") && arguments.flag("use-lock-file-branches"))
    throw UsageError("--write-lock-file and --use-lock-file-branches are mutually exclusive");
}

layers::BuildRequest request_of_charm_build(const Session& session) {
  const auto& arguments = session.arguments;
  const auto& words = arguments.positional();
  const auto& here = session.surroundings.working_directory;
  auto source = (here / (words.empty() ? "." : words.front())).lexically_normal();
  if (!source.has_filename()) source = source.parent_path();
  auto request = build_request(session, source, output_folder(session));
  request.name = arguments.text("name");
  request.force = arguments.flag("force");
  request.write_lock = arguments.flag("write-lock-file");
  request.ignore_lock = arguments.flag("ignore-lock-file");
  request.follow_branches = arguments.flag("use-lock-file-branches");
  if (arguments.flag("no-wheelhouse")) request.wheelhouse = layers::WheelhouseKind::none;
  if (arguments.flag("binary-wheels")) request.wheelhouse = layers::WheelhouseKind::binary;
  if (arguments.given("wheelhouse-overrides"))
    request.overrides = read_file(here / arguments.text("wheelhouse-overrides"));
  return request;
}

void run_charm_build(Session& session) {
  check_line_charm_build(session.arguments);
  const auto request = request_of_charm_build(session);
  const auto built = build_layers(session, request);
  for (const auto& advice : built.advice) session.console.warning(advice);
  session.console.info(fmt::format("Built {} files from {}", built.files, layers_text(built)));
  session.print(built.folder.string() + "\n");
  if (!session.arguments.flag("charm-file")) return;
  const auto archive =
      session.surroundings.working_directory / (built.folder.filename().string() + ".charm");
  charm::pack_charm(built.folder, archive, {.version = request.version});
  session.print(archive.string() + "\n");
}

} // namespace

Command charm_build_command() {
  return {.name = "charm build",
          .aliases = {},
          .arguments = "[<folder>]",
          .purpose = "Builds a charm out of the layers that its layer.yaml includes.",
          .details =
              R"(The layers are put together lowest first: files of a higher layer replace those of a lower one, while
metadata.yaml, config.yaml, actions.yaml, layer.yaml, wheelhouse.txt and copyright are merged. Hooks that no
layer wrote are made of hooks/hook.template. The built charm has a file .build.manifest that says which layer
gave which file; it is kept with the charm in the model, too.

Layers are looked for in $CHARM_LAYERS_DIR and interfaces in $CHARM_INTERFACES_DIR (each may be several folders,
separated by colons), else in $JUJU_REPOSITORY; then in the folders "layers" and "interfaces" beside the charm.
What is in none of them is looked up in the indexes of --layer-index, else $LAYER_INDEX: folders or git+… repositories
with files layers/NAME.json and interfaces/NAME.json, whose "repo" is the layer's git repository and "subdir" its folder
there. An include may also be such an address itself. Where the charm has a build.lock, the commits in it are taken.

A charm whose events all have programs of its own (hooks/, dispatch or charm.yaml) needs no hooks/hook.template.
Without --output-dir the charm is built in $CHARM_BUILD_DIR, else in $JUJU_REPOSITORY/builds, else in the
system's temporary folder.

Python packages of wheelhouse.txt are got with this machine's pip3, from where it is set up to look.)",
          .examples = "{program} charm build ./layer-blog --output-dir ./built\n"
                      "{program} charm build --layer-index git+https://example.com/layer-index --write-lock-file\n"
                      "{program} charm build --no-wheelhouse --charm-file",
          .see_also = {"charm pack", "add-charm"},
          .declare = declare_charm_build,
          .run = run_charm_build};
}

} // namespace periapt::cli
