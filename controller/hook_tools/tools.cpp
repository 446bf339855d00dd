#include "hook_tools/tools.h"

#include "core/error.h"
#include "hook_tools/tool_help.h"
#include "hook_tools/tool_list.h"

#include <algorithm>
#include <array>

namespace periapt::hook_tools {
namespace {

constexpr std::array table{
    &action_fail, &action_get, &action_log, &action_set, &application_version_set, &close_port, &config_get,
    &credential_get, &goal_state, &handler_context, &handler_outcome, &handler_unwritten, &is_leader, &juju_log, &juju_reboot, &k8s_raw_get, &k8s_raw_set, &k8s_spec_get, &k8s_spec_set,
    &leader_get, &leader_set, &network_get, &open_port, &opened_ports, &payload_register, &payload_status_set,
    &payload_unregister, &pod_spec_get, &pod_spec_set, &relation_get, &relation_ids, &relation_list,
    &relation_model_get, &relation_set, &resource_get, &secret_add, &secret_get, &secret_grant, &secret_ids, &secret_info_get,
    &secret_remove, &secret_revoke, &secret_set, &state_delete, &state_get, &state_set, &status_get,
    &status_set, &storage_add, &storage_get, &storage_list, &unit_get,
};

const ToolEntry* find_tool(std::string_view name) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const auto* entry) { return entry->name == name; });
  return found == table.end() ? nullptr : *found;
}

/// In a preview tools read, and log.
bool is_held_back(const ToolEntry& entry, const HookContext& context) {
  return context.is_preview() && entry.writes && !entry.internal && &entry != &juju_log;
}

ToolResult failed(int exit_code, std::string_view message) {
  return {.exit_code = exit_code, .err = fmt::format("ERROR {}\n", message)};
}

} // namespace

ToolRun::ToolRun(HookContext& context, std::string_view tool, const std::vector<std::string>& arguments)
    : entry_(find_tool(tool)) {
  if (!entry_) {
    early_ = failure(fmt::format("bad request: unknown command: {}", tool));
    return;
  }
  try {
    tool_ = entry_->make(context);
    check(arguments);
    if (!early_ && is_held_back(*entry_, context)) hold_back(context, arguments);
  } catch (const std::exception& error) {
    early_ = failed(2, error.what());
  }
}

ToolRun::~ToolRun() = default;

void ToolRun::check(const std::vector<std::string>& arguments) {
  const auto positionals = tool_->flags().parse(arguments);
  if (!positionals) {
    early_ = ToolResult{.out = help_text(*entry_, tool_->flags())};
    return;
  }
  tool_->check(*positionals);
  files_ = tool_->files();
  if (files_.empty()) controller_call_ = tool_->controller_call();
}

void ToolRun::hold_back(HookContext& context, const std::vector<std::string>& arguments) {
  std::string call(entry_->name);
  for (const auto& argument : arguments) call += " " + argument;
  context.note_unwritten(call);
  files_.clear();
  controller_call_.reset();
  early_ = ToolResult{.err = fmt::format("not in a preview: {}\n", call)};
}

void ToolRun::use_files(const std::vector<FileContent>& contents) {
  try {
    for (std::size_t i = 0; i < files_.size(); ++i) tool_->use_file(files_[i], contents.at(i));
    controller_call_ = tool_->controller_call();
  } catch (const std::exception& error) {
    early_ = failed(tool_->file_failure_exit(), error.what());
  }
}

bool ToolRun::writes() const { return entry_ && entry_->writes; }

ToolResult ToolRun::finish() {
  if (early_) return *early_;
  ToolResult result;
  try {
    tool_->run(result);
    return result;
  } catch (const std::exception& error) {
    return failed(1, error.what());
  }
}

ToolResult output_failure(const std::string& path, std::string_view reason) {
  return failure(fmt::format("open {}: {}", path, reason));
}

ToolResult failure(std::string_view message) { return failed(1, message); }

std::vector<std::string_view> tool_names() {
  std::vector<std::string_view> names;
  for (const auto* entry : table)
    if (!entry->internal) names.push_back(entry->name);
  return names;
}

std::string_view tool_summary(std::string_view name) {
  const auto* entry = find_tool(name);
  return entry ? entry->summary : std::string_view();
}

std::string help_text(const ToolEntry& entry, const FlagSet& flags) {
  std::string text = fmt::format("Usage: {} [options]{}{}\n\nSummary:\n{}\n", entry.name,
                                 entry.arguments.empty() ? "" : " ", entry.arguments, entry.summary);
  if (const auto options = flags.help(); !options.empty()) text += fmt::format("\nOptions:\n{}", options);
  if (!entry.details.empty()) text += fmt::format("\nDetails:\n{}\n", entry.details);
  if (!entry.examples.empty()) text += fmt::format("\nExamples:\n\n{}\n", entry.examples);
  return text;
}

} // namespace periapt::hook_tools
