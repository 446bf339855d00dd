#include "services/tasks.h"

#include "core/error.h"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>
#include <charconv>

namespace periapt::services {
namespace {

using namespace store;

/// nullopt for what is no number: there is no such thing then.
std::optional<std::int64_t> number_of(const std::string& id) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
  if (error != std::errc() || end != id.data() + id.size()) return std::nullopt;
  return number;
}

TaskRow get_task(const ReadTransaction& transaction, ModelId model, const std::string& id) {
  const auto number = number_of(id);
  auto row = number ? tasks::find(transaction, model, *number) : std::nullopt;
  if (!row) throw make_error(ErrorKind::not_found, "task \"{}\" not found", id);
  return *std::move(row);
}

TaskView view_of(const ReadTransaction& transaction, TaskRow row, std::int64_t operation) {
  auto log = tasks::log(transaction, row.id);
  return {.row = std::move(row), .operation = operation, .log = std::move(log)};
}

/// As long as something is to come that is the operation's status; then the worst of its tasks.
TaskStatus status_of(const std::vector<TaskView>& tasks) {
  using enum TaskStatus;
  for (const auto status : {running, aborting, pending, error, failed, aborted, cancelled})
    if (std::any_of(tasks.begin(), tasks.end(), [&](const auto& task) { return task.row.status == status; }))
      return status == aborting ? running : status;
  return tasks.empty() ? error : completed;
}

OperationView view_of(const ReadTransaction& transaction, OperationRow row) {
  OperationView view{.row = std::move(row)};
  for (auto& task : tasks::of_operation(transaction, view.row.id))
    view.tasks.push_back(view_of(transaction, std::move(task), view.row.number));
  view.status = status_of(view.tasks);
  for (const auto& [task, operation, log] : view.tasks) {
    if (task.started_ms > 0) view.started_ms = view.started_ms ? std::min(view.started_ms, task.started_ms) : task.started_ms;
    if (is_over(view.status)) view.completed_ms = std::max(view.completed_ms, task.completed_ms);
  }
  return view;
}

bool names(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool has_wanted_receiver(const OperationFilter& filter, const TaskRow& task) {
  if (filter.applications.empty() && filter.units.empty() && filter.machines.empty()) return true;
  if (!task.machine_name.empty()) return names(filter.machines, task.machine_name);
  return names(filter.units, task.unit_name) ||
         names(filter.applications, task.unit_name.substr(0, task.unit_name.find('/')));
}

bool matches(const OperationFilter& filter, const OperationView& view) {
  const auto wanted = [&](const TaskView& task) {
    return (filter.actions.empty() || names(filter.actions, task.row.action)) && has_wanted_receiver(filter, task.row);
  };
  if (!std::any_of(view.tasks.begin(), view.tasks.end(), wanted)) return false;
  return filter.statuses.empty() || names(filter.statuses, boost::describe::enum_to_string(view.status, ""));
}

} // namespace

TaskView task_view(const ReadTransaction& transaction, ModelId model, const std::string& id) {
  auto row = get_task(transaction, model, id);
  const auto operation = operations::find(transaction, row.operation);
  return view_of(transaction, std::move(row), operation ? operation->number : 0);
}

OperationView operation_view(const ReadTransaction& transaction, ModelId model, const std::string& id) {
  const auto number = number_of(id);
  auto row = number ? operations::find(transaction, model, *number) : std::nullopt;
  if (!row) throw make_error(ErrorKind::not_found, "operation \"{}\" not found", id);
  return view_of(transaction, *std::move(row));
}

OperationPage list_operations(const ReadTransaction& transaction, ModelId model, const OperationFilter& filter) {
  OperationPage page;
  std::size_t matched = 0;
  for (auto& row : operations::list(transaction, model)) {
    auto view = view_of(transaction, std::move(row));
    if (!matches(filter, view) || matched++ < filter.offset) continue;
    if (page.operations.size() == filter.limit) {
      page.truncated = true;
      break;
    }
    page.operations.push_back(std::move(view));
  }
  return page;
}

TaskView cancel_task(WriteTransaction& transaction, ModelId model, const std::string& id, TimeMs now) {
  auto task = get_task(transaction, model, id);
  if (task.status == TaskStatus::pending) {
    task.status = TaskStatus::cancelled;
    task.completed_ms = now;
    tasks::update(transaction, task);
  } else if (task.status == TaskStatus::running) {
    task.status = TaskStatus::aborting;
    tasks::update(transaction, task);
  }
  return task_view(transaction, model, id);
}

} // namespace periapt::services
