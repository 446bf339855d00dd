#include "cli/formatters/task_documents.h"

#include "charm/json_value.h"
#include "charm/yaml_writer.h"
#include "cli/formatters/times.h"
#include "core/names.h"


#include <algorithm>

namespace periapt::cli {

namespace {

void sort_bytewise(Value& value) {
  if (auto* list = std::get_if<List>(&value.data))
    for (auto& item : *list) sort_bytewise(item);
  auto* map = std::get_if<Map>(&value.data);
  if (!map) return;
  std::sort(map->begin(), map->end(), [](const auto& left, const auto& right) { return left.first < right.first; });
  for (auto& [key, item] : *map) sort_bytewise(item);
}

Value sorted(Value value, const TaskView& view) {
  if (view.json) sort_bytewise(value);
  else charm::sort_keys(value);
  return value;
}

/// Sorts the keys of this map alone: what is inside has an order of its own.
Value sorted_outside(Map map, const TaskView& view) {
  std::sort(map.begin(), map.end(), [&](const auto& left, const auto& right) {
    return view.json ? left.first < right.first : natural_less(left.first, right.first);
  });
  return map;
}

std::string without_returns(std::string text) {
  for (auto at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n", at)) text.erase(at, 1);
  return text;
}

Value timing_of(TimeMs enqueued, TimeMs started, TimeMs completed, const TaskView& view) {
  return Record()
      .add_if("enqueued", full_time_text(enqueued, view.utc))
      .add_if("started", full_time_text(started, view.utc))
      .add_if("completed", full_time_text(completed, view.utc))
      .value();
}

Value log_of(const wire::TaskInfo& task, const TaskView& view) {
  List lines;
  for (const auto& line : task.log) lines.emplace_back(full_time_text(line.at_ms, view.utc) + " " + line.message);
  return lines;
}

Value operation_task_of(const wire::TaskInfo& task, bool named, const TaskView& view) {
  return Record()
      .add_if("name", named ? task.action : "")
      .add("host", receiver_of(task))
      .add("status", word_of(task.status))
      .add("timing", timing_of(task.enqueued_ms, task.started_ms, task.completed_ms, view))
      .add_if("log", log_of(task, view))
      .add_if("message", task.message)
      .add_if("results", results_of(task, view))
      .value();
}

/// All its tasks run the same with the same parameters.
bool has_one_action(const wire::OperationInfo& operation) {
  const auto& tasks = operation.tasks;
  return !tasks.empty() && std::all_of(tasks.begin(), tasks.end(), [&](const auto& task) {
    return task.action == tasks.front().action && task.parameters == tasks.front().parameters;
  });
}

} // namespace

std::string receiver_of(const wire::TaskInfo& task) { return task.machine.empty() ? task.unit : task.machine; }

std::string receiver_tag(const wire::TaskInfo& task) {
  if (!task.machine.empty()) return "machine-" + task.machine;
  const auto name = UnitName::parse(task.unit);
  return name ? name->tag() : task.unit;
}

std::optional<std::int64_t> return_code_of(const wire::TaskInfo& task) {
  const auto results = task.results ? charm::parse_json(task.results->text) : Value();
  if (const auto* map = std::get_if<Map>(&results.data))
    for (const auto& [key, value] : *map)
      if (const auto* code = std::get_if<std::int64_t>(&value.data); code && key == "return-code") return *code;
  return std::nullopt;
}

Value results_of(const wire::TaskInfo& task, const TaskView& view) {
  auto results = task.results ? charm::parse_json(task.results->text) : Value();
  auto* map = std::get_if<Map>(&results.data);
  if (!map) return {};
  const auto is_output = [](const std::string& key) { return key == "stdout" || key == "stderr"; };
  for (auto& [key, value] : *map)
    if (auto* text = std::get_if<std::string>(&value.data); text && is_output(key)) *text = without_returns(*text);
  std::erase_if(*map, [&](const auto& entry) { return is_output(entry.first) && Record::is_empty(entry.second); });
  return sorted(std::move(results), view);
}

Value task_document(const wire::TaskInfo& task, const TaskView& view) {
  return Record()
      .add("id", task.id)
      .add_if("log", log_of(task, view))
      .add_if("machine", task.machine)
      .add_if("message", task.message)
      .add_if("results", results_of(task, view))
      .add("status", word_of(task.status))
      .add("timing", timing_of(task.enqueued_ms, task.started_ms, task.completed_ms, view))
      .add_if("unit", task.unit)
      .value();
}

Value tasks_document(const std::vector<wire::TaskInfo>& tasks, const TaskView& view) {
  Map map;
  for (const auto& task : tasks) map.emplace_back(receiver_of(task), sorted(task_document(task, view), view));
  return sorted_outside(std::move(map), view);
}

Value operation_document(const wire::OperationInfo& operation, const TaskView& view) {
  Record record;
  record.add("summary", operation.summary)
      .add("status", word_of(operation.status))
      .add_if("fail", operation.fail);
  const bool one_action = has_one_action(operation);
  if (one_action)
    record.add("action", Record()
                             .add("name", operation.tasks.front().action)
                             .add("parameters", sorted(charm::parse_json(operation.tasks.front().parameters.text), view))
                             .value());
  record.add("timing", timing_of(operation.enqueued_ms, operation.started_ms, operation.completed_ms, view));
  Map tasks;
  for (const auto& task : operation.tasks) tasks.emplace_back(task.id, operation_task_of(task, !one_action, view));
  return record.add_if("tasks", sorted_outside(std::move(tasks), view)).value();
}

Value operations_document(const std::vector<wire::OperationInfo>& operations, const TaskView& view) {
  Map map;
  for (const auto& operation : operations) map.emplace_back(operation.id, operation_document(operation, view));
  return sorted_outside(std::move(map), view);
}

std::string description_of(const wire::ActionInfo& action) {
  return action.description.empty() ? "No description" : action.description;
}

Value actions_document(const wire::ActionList& list, const TaskView& view) {
  Map map;
  for (const auto& action : list.actions) map.emplace_back(action.name, description_of(action));
  return sorted_outside(std::move(map), view);
}

Value action_schemas_document(const wire::ActionList& list, const TaskView& view) {
  Map map;
  for (const auto& action : list.actions) map.emplace_back(action.name, charm::parse_json(action.schema.text));
  return sorted(std::move(map), view);
}

Value cancelled_document(const std::vector<wire::TaskInfo>& tasks) {
  List list;
  for (const auto& task : tasks)
    list.push_back(Record()
                       .add("action", task.action)
                       .add("completed at", task.completed_ms == 0 ? "n/a" : plain_utc_text(task.completed_ms))
                       .add("id", task.id)
                       .add("status", word_of(task.status))
                       .add("unit", task.machine.empty() ? task.unit : receiver_tag(task))
                       .value());
  return Record().add("actions", std::move(list)).value();
}

} // namespace periapt::cli
