#include "cli/commands/download.h"

#include "cli/charm_fetching.h"
#include "cli/outcome.h"
#include "cli/scratch_folder.h"
#include "cli/session.h"

#include <fmt/format.h>

namespace periapt::cli {

namespace {

void declare_download(OptionSet& options) {
  options.value("charmhub-url", "INDEX", "the store index: a folder of charms or a git+… repository of them")
      .value("channel", "CHANNEL", "of a charm out of a git repository: stable, edge, a tag or a branch")
      .value("filepath", "FILE", "the file to write, instead of NAME.charm here")
      .value("arch", "ARCH", "accepted", "all")
      .value("base", "BASE", "accepted")
      .flag("resources", "accepted; a store index holds no resources")
      .value("revision", "N", "accepted", "-1")
      .value("series", "SERIES", "accepted", "all")
      .flag("no-progress", "without effect: nothing is shown");
}

void run_download(Session& session) {
  const auto& words = session.arguments.positional();
  if (words.empty()) throw UsageError("expected a charm or bundle name");
  refuse_surplus(words, 1);
  const ScratchFolder scratch;
  const auto located = locate_charm(session, words.front());
  const auto packed = pack_located(session, located, session.arguments.text("channel"), scratch.path());
  const auto name = session.arguments.given("filepath") ? session.arguments.text("filepath") : packed.charm.name + ".charm";
  const auto file = session.surroundings.working_directory / name;
  std::filesystem::copy_file(packed.archive, file, std::filesystem::copy_options::overwrite_existing);
  session.console.info(fmt::format("Charm \"{}\" downloaded", packed.charm.name));
  session.console.out << file.lexically_normal().string() << std::endl;
}

} // namespace

Command download_command() {
  return {.name = "download",
          .aliases = {},
          .arguments = "<charm>",
          .purpose = "Gets a charm of a store index as a .charm file.",
          .details = "The charm is a name of the store index (see \"{program} help find\") or what add-charm takes.",
          .examples = "MODEL_CHARM_STORE=./charms {program} download mariadb\n"
                      "{program} download git+https://example.com/charms#stable:mariadb --filepath ./m.charm",
          .see_also = {"find", "info", "deploy"},
          .declare = declare_download,
          .run = run_download};
}

} // namespace periapt::cli
