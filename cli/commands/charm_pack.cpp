#include "cli/commands/charm_pack.h"

#include "charm/archive.h"
#include "cli/layered_charm.h"
#include "cli/outcome.h"
#include "cli/scratch_folder.h"
#include "cli/session.h"
#include "source/charm_source.h"

#include <fmt/format.h>

namespace periapt::cli {

namespace {

namespace fs = std::filesystem;

void declare_charm_pack(OptionSet& options) {
  options.value("output,o", "FILE", "the file to write, instead of NAME.charm here");
}

void run_charm_pack(Session& session) {
  const auto& words = session.arguments.positional();
  refuse_surplus(words, 1);
  const auto& here = session.surroundings.working_directory;
  const auto folder = (here / (words.empty() ? "." : words.front())).lexically_normal();
  if (!is_directory(folder))
    throw make_error(ErrorKind::not_found, "cannot pack \"{}\": there is no such folder", folder.string());
  const ScratchFolder scratch;
  const auto charm_folder = built_if_layered(session, folder, scratch.path());
  const auto name = charm::read_charm(charm_folder).name;
  const auto archive = here / (session.arguments.given("output") ? session.arguments.text("output") : name + ".charm");
  charm::pack_charm(charm_folder, archive, {.version = source::version_text(folder)});
  session.console.out << archive.lexically_normal().string() << std::endl;
}

} // namespace

Command charm_pack_command() {
  return {.name = "charm pack",
          .aliases = {},
          .arguments = "[<folder>]",
          .purpose = "Packs a charm into one file.",
          .details =
              R"(The charm is read and checked, then written as NAME.charm: a zip archive whose bytes depend on its content
alone. What .jujuignore names stays out. A charm of layers is built first, as "{program} charm build" does.)",
          .examples = "{program} charm pack ./charms/mariadb\n"
                      "{program} charm pack ./charms/mariadb --output ./out/mariadb.charm",
          .see_also = {"charm build", "add-charm"},
          .declare = declare_charm_pack,
          .run = run_charm_pack};
}

} // namespace periapt::cli
