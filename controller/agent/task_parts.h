// What a task runs with, and what its end is told as. Rule: contract/hooks.md, section 12; contract/cli.md, 3.1.
#pragma once

#include "agent/hook_runner.h"
#include "charm/charm.h"
#include "charm/yaml_value.h"
#include "core/task.h"

#include <optional>
#include <string>

namespace periapt::agent {

/// The commands of `exec`; they are bash's input, so they end with a newline.
std::string commands_of(const TaskEntity& task);
charm::YamlMap parameters_of(const TaskEntity& task);
/// Of a preview.
std::string previewed_event(const TaskEntity& task);

/// nullopt, or why the charm on disk cannot run it: `cannot run "backup" action: <why>`.
std::optional<std::string> fault_of(const TaskEntity& task, const charm::Charm& charm);

/// How a task whose program has ended is told. `said`: what action-set and action-fail have left.
TaskReport report_of(const TaskEntity& task, const HookOutcome& outcome, const TaskReport& said, bool cancelled,
                     const std::string& unit);
/// The same task, whose changes the controller has refused for `reason`.
TaskReport refused_report(TaskReport report, const std::string& reason);
/// One that nobody knows the end of.
TaskReport lost_report(TaskId task);

/// Puts `part` over `report`: results are merged, the last message stays, log lines follow each other.
void merge_report(TaskReport& report, const TaskReport& part);

} // namespace periapt::agent
