#include "cli/commands/scp.h"

#include "cli/machine_place.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "cli/ssh_words.h"

#include <map>

namespace periapt::cli {

namespace {

void declare_scp(OptionSet& options) {
  declare_model(options);
  options.value("container", "NAME", "of Kubernetes models only; ignored here")
      .flag("no-host-key-checks", "there are none here")
      .flag("proxy", "not needed here")
      .flag("remote", "of Kubernetes models only; ignored here");
}

/// Where each path of the line is on this host.
class ScpPaths {
public:
  explicit ScpPaths(Session& session) : session_(session) {}

  std::string here(const std::string& text) {
    const auto path = scp_path(text);
    if (!path.target) return path.path;
    return path_in(place_of(without_user(*path.target)), path.path.empty() ? "." : path.path).string();
  }

private:
  const MachinePlace& place_of(const std::string& target) {
    if (!model_) model_.emplace(session_.model());
    auto known = places_.find(target);
    if (known == places_.end()) known = places_.emplace(target, machine_place(session_, *model_, target)).first;
    return known->second;
  }

  Session& session_;
  std::optional<ModelClient> model_;
  std::map<std::string, MachinePlace> places_;
};

void run_scp(Session& session) {
  const auto line = scp_line(session.arguments.positional());
  if (line.paths.size() < 2) throw UsageError("at least two arguments required");
  std::vector<std::string> copy{"cp"};
  if (line.recursive) copy.emplace_back("-r");
  if (line.preserve) copy.emplace_back("-p");
  copy.emplace_back("--");
  ScpPaths paths(session);
  for (const auto& path : line.paths) copy.push_back(paths.here(path));
  become(copy);
}

} // namespace

Command scp_command() {
  return {.name = "scp",
          .aliases = {},
          .arguments = "[<scp options>] <source> ... <destination>",
          .purpose = "Copies files to and from machines.",
          .details =
              R"(A path of a machine is written <target>:<path>; the target is a machine's number, a unit, or an
application's leader. Relative paths begin in the machine's folder. Local machines are folders of this
host, so files are simply copied; of scp's options -r and -p count. Put "--" before options for scp.)",
          .examples = "{program} scp wordpress/0:agents/unit-wordpress-0/charm/metadata.yaml .\n"
                      "{program} scp -- -r ./theme wordpress/0:/srv/theme",
          .see_also = {"ssh"},
          .declare = declare_scp,
          .run = run_scp,
          .options_first = true};
}

} // namespace periapt::cli
