#include "agent/task_parts.h"

#include "charm/action_schema.h"
#include "charm/base64.h"
#include "charm/json_value.h"
#include "charm/yaml_path.h"
#include "core/bag.h"
#include "core/error.h"
#include "core/preview_task.h"

#include <fmt/format.h>

#include <algorithm>

namespace periapt::agent {
namespace {

charm::YamlMap map_of(const JsonText& json) {
  auto value = charm::parse_json(json.text);
  auto* map = std::get_if<charm::YamlMap>(&value.data);
  return map ? std::move(*map) : charm::YamlMap{};
}

void put(charm::YamlMap& map, const std::string& key, charm::YamlValue value) {
  charm::insert_at(map, std::span(&key, 1), std::move(value));
}

std::string text_parameter(const TaskEntity& task, const char* name) {
  const auto parameters = charm::parse_json(task.parameters.text);
  const auto* value = charm::find_key(parameters, name);
  const auto* text = value ? std::get_if<std::string>(&value->data) : nullptr;
  return text ? *text : "";
}

/// Text as it is; anything else in base64, which is said beside it.
void put_output(charm::YamlMap& results, const std::string& name, const std::string& output) {
  if (output.empty()) return;
  const bool text = is_utf8(output);
  put(results, name, text ? output : charm::base64_encode(output));
  if (!text) put(results, name + "-encoding", "base64");
}

bool is_missing(const HookOutcome& outcome) { return outcome.kind == HookOutcome::Kind::missing; }

/// Commands that fail have still been run; an action has failed when its program or the charm says so.
void set_end(TaskReport& report, const TaskEntity& task, const HookOutcome& outcome, const TaskReport& said,
             const std::string& unit) {
  report.status = TaskStatus::completed;
  if (said.status == TaskStatus::failed) {
    report.status = TaskStatus::failed;
    report.message = said.message;
  }
  if (outcome.kind == HookOutcome::Kind::succeeded) return;
  const bool ran = outcome.kind == HookOutcome::Kind::failed && outcome.exit_code > 0;
  if (is_commands(task) && ran) return;
  report.status = TaskStatus::failed;
  if (is_missing(outcome)) report.message = fmt::format("action not implemented on unit \"{}\"", unit);
  else if (report.message.empty()) report.message = outcome.reason;
}

} // namespace

std::string run_name(const HookRun& run) {
  if (run.commands) return std::string(exec_action);
  return run.task ? run.task->action : hook_name(run.hook);
}

std::string commands_of(const TaskEntity& task) { return text_parameter(task, "command") + "\n"; }

std::string previewed_event(const TaskEntity& task) { return text_parameter(task, "event"); }

charm::YamlMap parameters_of(const TaskEntity& task) { return map_of(task.parameters); }

std::optional<std::string> fault_of(const TaskEntity& task, const charm::Charm& charm) {
  if (is_commands(task)) return std::nullopt;
  if (is_preview(task)) {
    const auto event = previewed_event(task);
    if (charm::find_handler(charm, event)) return std::nullopt;
    return fmt::format("cannot preview \"{}\": the charm has no handler for it", event);
  }
  const auto action = std::find_if(charm.actions.begin(), charm.actions.end(),
                                   [&](const charm::Action& one) { return one.name == task.action; });
  if (action == charm.actions.end()) return fmt::format("cannot run \"{}\" action: not defined", task.action);
  try {
    charm::complete_parameters(*action, parameters_of(task));
    return std::nullopt;
  } catch (const Error& error) {
    return fmt::format("cannot run \"{}\" action: {}", task.action, error.what());
  }
}

TaskReport report_of(const TaskEntity& task, const HookOutcome& outcome, const TaskReport& said, bool cancelled,
                     const std::string& unit) {
  TaskReport report{.task = task.id};
  set_end(report, task, outcome, said, unit);
  if (cancelled) report.status = TaskStatus::aborted;
  auto results = said.results ? map_of(*said.results) : charm::YamlMap{};
  if (!is_missing(outcome)) {
    put(results, "return-code", outcome.exit_code);
    put_output(results, "stdout", outcome.out);
    put_output(results, "stderr", outcome.err);
  }
  if (!results.empty()) report.results = JsonText{charm::write_json(results)};
  return report;
}

TaskReport refused_report(TaskReport report, const std::string& reason) {
  report.status = TaskStatus::failed;
  if (report.message.empty()) report.message = "committing requested changes failed";
  auto results = report.results ? map_of(*report.results) : charm::YamlMap{};
  const charm::YamlValue before(results); // what is found in it points into it
  const auto* known = charm::find_key(before, "stderr");
  const auto* text = known ? std::get_if<std::string>(&known->data) : nullptr;
  const bool encoded = charm::find_key(before, "stderr-encoding");
  put(results, "stderr", encoded ? charm::base64_encode(charm::base64_decode(*text).value_or("") + reason + "\n")
                                 : (text ? *text : "") + reason + "\n");
  const auto* code = charm::find_key(before, "return-code");
  if (!code || *code == charm::YamlValue(0)) put(results, "return-code", 1); // whoever waits for it fails too
  report.results = JsonText{charm::write_json(results)};
  return report;
}

TaskReport lost_report(TaskId task) {
  return {.task = task, .status = TaskStatus::failed, .message = "action terminated"};
}

void merge_report(TaskReport& report, const TaskReport& part) {
  if (part.status) {
    report.status = part.status;
    report.message = part.message;
  }
  if (part.results) {
    auto results = report.results ? map_of(*report.results) : charm::YamlMap{};
    charm::merge_into(results, map_of(*part.results));
    report.results = JsonText{charm::write_json(results)};
  }
  report.log.insert(report.log.end(), part.log.begin(), part.log.end());
}

} // namespace periapt::agent
