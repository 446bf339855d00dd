#include "cli/commands/add_machine.h"

#include "cli/charm_upload.h"
#include "cli/outcome.h"
#include "cli/session.h"
#include "core/error.h"
#include "core/names.h"
#include "wire/operator_messages.h"

namespace periapt::cli {

namespace {

void declare_add_machine(OptionSet& options) {
  declare_model(options);
  options.value("count,n", "N", "how many", "1")
      .value("base", "BASE", "the base to use: ubuntu@24.04")
      .value("series", "SERIES", "the base by its old name: noble")
      .value("constraints", "LIST", "what they should have; may repeat")
      .value("disks", "DISKS", "not supported here")
      .value("private-key", "FILE", "for hosts reached over ssh: not supported here")
      .value("public-key", "FILE", "for hosts reached over ssh: not supported here");
}

/// Rule: contract/cli.md 2.1 and 2.24. Each form is refused by what is missing for it.
std::string placement_refusal(const std::string& placement) {
  if (placement.starts_with("ssh:") || placement.starts_with("winrm:"))
    return fmt::format("\"{}\" cannot be a machine here: hosts reached over ssh are not supported", placement);
  if (is_valid_machine_name(placement)) return "machine-id cannot be specified when adding machines";
  if (placement.starts_with("lxd") || placement.starts_with("kvm"))
    return fmt::format("placement \"{}\" is not supported here: local machines have no containers", placement);
  if (placement.find('=') != std::string::npos)
    return fmt::format("placement \"{}\" is not supported here: machines are folders of this host", placement);
  return fmt::format("invalid placement \"{}\"", placement);
}

void run_add_machine(Session& session) {
  const auto& arguments = session.arguments;
  refuse_surplus(arguments.positional(), 1);
  if (!arguments.positional().empty()) {
    if (arguments.integer("count") > 1) throw UsageError("cannot use -n when specifying a placement directive");
    throw Error(ErrorKind::invalid, placement_refusal(arguments.positional().front()));
  }
  for (const char* name : {"disks", "private-key", "public-key"})
    if (arguments.given(name)) throw make_error(ErrorKind::invalid, "--{} is not supported here", name);
  const wire::AddMachines request{.count = static_cast<int>(arguments.integer("count")),
                                  .base = base_option(arguments).value_or(""),
                                  .constraints = fmt::format("{}", fmt::join(arguments.all("constraints"), " "))};
  for (const auto& machine : session.model().post<wire::MachineNames>({"machines"}, request).machines)
    session.console.info("created machine " + machine);
}

} // namespace

Command add_machine_command() {
  return {.name = "add-machine",
          .aliases = {},
          .arguments = "",
          .purpose = "Makes machines without units.",
          .details = "Units come to them with --to of deploy and add-unit. The model's constraints count where --constraints "
                     "says nothing.",
          .examples = "{program} add-machine\n{program} add-machine -n 2 --constraints mem=8G",
          .see_also = {"remove-machine", "machines", "deploy"},
          .declare = declare_add_machine,
          .run = run_add_machine,
          .plannable = true};
}

} // namespace periapt::cli
