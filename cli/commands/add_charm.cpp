#include "cli/commands/add_charm.h"

#include "cli/commands/deploy.h"

namespace periapt::cli {

Command add_charm_command() {
  return {.name = "add-charm",
          .aliases = {},
          .arguments = "<charm> [<application name>]",
          .purpose = "Adds a charm to the model and runs it.",
          .details =
              R"(The charm is a folder (./mariadb), a .charm archive, one that was uploaded to this model before
(local:mariadb-0), one in a git repository (git+https://host/repository#REF:FOLDER, also git+http:// and
git+file://; REF is a channel, tag, branch or commit, FOLDER its place in a repository of several charms), or a
name in a charm store (mariadb, ch:mariadb): a folder or repository of charms that MODEL_CHARM_STORE or the model's
setting charm-store names. The application is named as the charm says, unless a name is given. The source of a
charm that is made of layers is built first (see "charm build").

Where there is no controller yet, one named "local" is started on this machine, with a model "default".
Its machines are folders on this host: charms run with your rights, and are not isolated from each other.

The command returns as soon as the application exists; its units come up in the background:
watch them with "{program} status --watch 1s".)",
          .examples = "{program} add-charm ./charms/mariadb\n"
                      "{program} add-charm ./charms/wordpress blog --config blog-title=\"Our blog\"\n"
                      "{program} add-charm git+https://example.com/charms#stable:mariadb\n"
                      "{program} add-charm git+file:///srv/charms/mariadb.git --channel edge",
          .see_also = {"relate", "status", "config", "remove-application"},
          .declare = declare_deploy,
          .run = run_deploy,
          .plannable = true};
}

} // namespace periapt::cli
