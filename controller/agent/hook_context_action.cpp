// What the tools of an action see and leave. Results and the failure's message are kept as they come, like other
// writes, but outlive a failure. Rule: contract/hook-tools.md, section 6.
#include "agent/task_parts.h"
#include "agent/unit_hook_context.h"
#include "charm/json_value.h"
#include "charm/yaml_path.h"

namespace periapt::agent {

charm::YamlMap UnitHookContext::action_parameters() const { return parameters_of(*facts_.task); }

void UnitHookContext::set_action_result(const std::vector<std::string>& keys, const std::string& value) {
  charm::YamlMap result;
  charm::insert_at(result, keys, value);
  buffer(Commit{.tasks = {{.task = facts_.task->id, .results = JsonText{charm::write_json(result)}}}});
}

void UnitHookContext::fail_action(const std::string& message) {
  if (!is_utf8(message)) throw make_error(ErrorKind::invalid, "the value is not UTF-8");
  buffer(Commit{.tasks = {{.task = facts_.task->id, .status = TaskStatus::failed, .message = message}}});
}

void UnitHookContext::log_action(const std::string& message) {
  if (!is_utf8(message)) throw make_error(ErrorKind::invalid, "the value is not UTF-8");
  effects_.log_task(message);
}

} // namespace periapt::agent
