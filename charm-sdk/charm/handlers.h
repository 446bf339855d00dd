// charm.yaml's `handlers`: an event bound to a program of a configuration management tool.
//
//   handlers:
//     install: {bash: scripts/install.sh}
//     db-relation-changed: {puppet: wiki::db, secrets: [db-password]}
//     backup-action: {ansible: playbooks/backup.yml, tags: [full]}
//
// Rule: contract/wrappers.md, section 1. Threads: any.
#pragma once

#include "charm/faults.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::charm {

struct Charm;

struct Handler {
  std::string event;   // a hook's name, `<action>-action`, or `<endpoint>-<named event>`
  std::string tool;    // one of handler_tools()
  std::string program; // a file of the charm, or what the tool calls it: `wiki::config`; a run list with commas
  std::vector<std::string> secrets; // the names of those it is to get, by value
  std::vector<std::string> tags;    // ansible: only these
  bool preview = false;             // bash: the script looks at PERIAPT_NOOP
  bool operator==(const Handler&) const = default;
};

/// In the order of their names.
const std::vector<std::string>& handler_tools();

/// By its hook's name, or nullptr. `event` of an action: action_event().
const Handler* find_handler(const Charm& charm, std::string_view event);

/// The key under which a charm handles an action: a hook may have the same name.
std::string action_event(std::string_view action);

/// The program as a path below the charm; empty where it is no file.
std::string program_file(const Handler& handler);

/// charm.yaml; `charm` is what metadata.yaml and actions.yaml say. Throws Error(invalid) with line and column:
/// `handlers.install: unknown tool "pupet": expected one of "ansible", "bash", …`.
std::vector<Handler> read_handlers(std::string_view yaml, const Charm& charm, const FaultSink& faults = {});

} // namespace periapt::charm
