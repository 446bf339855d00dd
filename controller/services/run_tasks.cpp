#include "services/run_tasks.h"

#include "charm/action_schema.h"
#include "charm/json_value.h"
#include "charm/yaml_reader.h"
#include "core/error.h"
#include "core/preview_task.h"
#include "services/task_targets.h"
#include "store/application_repository.h"
#include "store/charm_repository.h"
#include "store/model_repository.h"
#include "store/unit_repository.h"

#include <algorithm>

namespace periapt::services {
namespace {

using namespace store;

constexpr TimeMs results_are_kept_ms = 14LL * 24 * 3600 * 1000; // two weeks, as the reference's default

std::int64_t take_number(WriteTransaction& transaction, ModelId model) {
  return models::take_number(transaction, model, "operation") + 1; // the first is 1
}

TaskRow row_for(const TaskTarget& target, const std::string& action) {
  return {.unit_name = target.unit_name,
          .machine_name = target.machine_name,
          .unit = target.unit,
          .machine = target.machine,
          .action = action,
          .message = target.error};
}

std::string summary_of(const std::string& action, const std::vector<TaskTarget>& targets) {
  std::string tags;
  for (const auto& target : targets) tags += (tags.empty() ? "" : ",") + target.tag();
  return fmt::format("{} run on {}", action, tags);
}

std::string failure_of(const std::vector<TaskRow>& rows) {
  std::string reasons;
  for (const auto& row : rows)
    if (!row.message.empty()) reasons += (reasons.empty() ? "" : ", ") + row.message;
  return reasons.empty() ? "" : "error(s) enqueueing action(s): " + reasons;
}

/// A row with a message cannot be scheduled.
OperationView enqueue(WriteTransaction& transaction, ModelId model, const std::string& summary,
                      std::vector<TaskRow> rows, TimeMs now) {
  operations::remove_older(transaction, model, now - results_are_kept_ms);
  const OperationRow operation{.model = model,
                               .number = take_number(transaction, model),
                               .summary = summary,
                               .fail = failure_of(rows),
                               .enqueued_ms = now};
  const auto id = operations::insert(transaction, operation);
  for (auto& row : rows) {
    row.model = model;
    row.operation = id;
    row.number = take_number(transaction, model);
    row.enqueued_ms = now;
    if (!row.message.empty()) {
      row.status = TaskStatus::error;
      row.completed_ms = now;
      row.unit.reset();
      row.machine.reset();
    }
    tasks::insert(transaction, row);
  }
  return operation_view(transaction, model, std::to_string(operation.number));
}

charm::YamlMap parameters_of(const std::string& json) {
  auto value = charm::parse_json(json);
  auto* map = std::get_if<charm::YamlMap>(&value.data);
  if (!map) throw Error(ErrorKind::invalid, "the parameters of an action must be a map");
  return std::move(*map);
}

/// What the unit's charm says about the action goes into the row; what is wrong with it becomes its message. A preview
/// is no action of a charm's: the unit's agent says whether there is such a handler.
void prepare(const ReadTransaction& transaction, TaskRow& row, const charm::YamlMap& given) {
  if (row.action == preview_action) return;
  const auto unit = units::get(transaction, *row.unit);
  const auto declared = charms::actions(transaction, applications::get(transaction, unit.application).charm);
  const auto action = std::find_if(declared.begin(), declared.end(), [&](const auto& one) { return one.name == row.action; });
  if (action == declared.end()) {
    row.message = fmt::format("action \"{}\" not defined on unit \"{}\"", row.action, row.unit_name);
    return;
  }
  row.parallel = action->parallel;
  row.execution_group = action->execution_group;
  try {
    row.parameters.text = charm::write_json(charm::complete_parameters(*action, given));
  } catch (const Error& fault) {
    row.message = fault.what();
  }
}

void add_once(std::vector<TaskTarget>& targets, const TaskTarget& target) {
  const auto same = [&](const TaskTarget& one) { return one.tag() == target.tag(); };
  if (std::none_of(targets.begin(), targets.end(), same)) targets.push_back(target);
}

std::vector<TaskTarget> targets_of(const ReadTransaction& transaction, ModelId model, const CommandsRequest& request) {
  std::vector<TaskTarget> targets;
  for (const auto& application : request.applications)
    for (const auto& target : application_targets(transaction, model, application)) add_once(targets, target);
  for (const auto& name : request.units) {
    const auto target = unit_target(transaction, model, name);
    if (!target.error.empty() && name.ends_with("/leader")) throw Error(ErrorKind::conflict, target.error);
    add_once(targets, target);
  }
  for (const auto& name : request.machines) add_once(targets, machine_target(transaction, model, name));
  if (!request.all_machines) return targets;
  for (const auto& target : machine_targets(transaction, model)) add_once(targets, target);
  return targets;
}

} // namespace

OperationView run_action(WriteTransaction& transaction, ModelId model, const ActionRequest& request, TimeMs now) {
  const auto given = parameters_of(request.parameters);
  std::vector<TaskTarget> targets;
  std::vector<TaskRow> rows;
  for (const auto& name : request.units) {
    targets.push_back(unit_target(transaction, model, name));
    auto& row = rows.emplace_back(row_for(targets.back(), request.action));
    row.parameters.text = charm::write_json(given);
    if (row.message.empty()) prepare(transaction, row, given);
  }
  return enqueue(transaction, model, summary_of(request.action, targets), std::move(rows), now);
}

OperationView run_commands(WriteTransaction& transaction, ModelId model, const CommandsRequest& request, TimeMs now) {
  const std::string action(exec_action);
  const auto targets = targets_of(transaction, model, request);
  const auto parameters = charm::write_json(charm::YamlMap{{"command", request.commands}});
  std::vector<TaskRow> rows;
  for (const auto& target : targets) {
    auto& row = rows.emplace_back(row_for(target, action));
    row.parameters.text = parameters;
    row.parallel = request.parallel;
    row.execution_group = request.execution_group;
  }
  return enqueue(transaction, model, summary_of(action, targets), std::move(rows), now);
}

std::vector<ActionView> list_actions(const ReadTransaction& transaction, ModelId model, const std::string& application) {
  std::vector<ActionView> views;
  for (const auto& action : charms::actions(transaction, applications::get(transaction, model, application).charm))
    views.push_back({action.name, action.description, charm::write_json(charm::parse_yaml(action.schema).value())});
  return views;
}

} // namespace periapt::services
