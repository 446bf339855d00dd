#include "transport/tasks_handlers.h"

#include "core/error.h"
#include "services/run_tasks.h"
#include "services/task_progress.h"
#include "transport/models_handlers.h"

#include <sstream>

namespace periapt::transport {
namespace {

constexpr std::int64_t most_operations = 1000; // in one answer

wire::TaskInfo to_wire(services::TaskView task) {
  auto& row = task.row;
  return {.id = std::to_string(row.number),
          .operation = std::to_string(task.operation),
          .unit = std::move(row.unit_name),
          .machine = std::move(row.machine_name),
          .action = std::move(row.action),
          .parameters = std::move(row.parameters),
          .status = row.status,
          .message = std::move(row.message),
          .results = std::move(row.results),
          .log = std::move(task.log),
          .enqueued_ms = row.enqueued_ms,
          .started_ms = row.started_ms,
          .completed_ms = row.completed_ms};
}

wire::OperationInfo to_wire(services::OperationView operation) {
  wire::OperationInfo info{.id = std::to_string(operation.row.number),
                           .summary = std::move(operation.row.summary),
                           .fail = std::move(operation.row.fail),
                           .status = operation.status,
                           .tasks = {},
                           .enqueued_ms = operation.row.enqueued_ms,
                           .started_ms = operation.started_ms,
                           .completed_ms = operation.completed_ms};
  for (auto& task : operation.tasks) info.tasks.push_back(to_wire(std::move(task)));
  return info;
}

/// "a,b" -> {"a", "b"}
std::vector<std::string> query_list(const Call& call, std::string_view name) {
  std::vector<std::string> items;
  std::istringstream text(call.query_value(name).value_or(""));
  for (std::string item; std::getline(text, item, ',');)
    if (!item.empty()) items.push_back(item);
  return items;
}

std::size_t query_count(const Call& call, std::string_view name, std::size_t otherwise) {
  const auto number = call.query_number(name, static_cast<std::int64_t>(otherwise));
  if (number < 0 || number > most_operations * 1000)
    throw make_error(ErrorKind::invalid, "\"{}\" is out of range: {}", name, number);
  return static_cast<std::size_t>(number);
}

} // namespace

wire::ActionList application_actions(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  wire::ActionList list;
  for (auto& action : services::list_actions(transaction, model_of(transaction, call), call.argument("app")))
    list.actions.push_back({std::move(action.name), std::move(action.description), {std::move(action.schema)}});
  return list;
}

wire::OperationInfo run_action(Controller&, store::WriteTransaction& transaction, const Call& call,
                               const wire::RunAction& request) {
  const services::ActionRequest wanted{request.units, request.action, request.parameters.text};
  return to_wire(services::run_action(transaction, model_of(transaction, call), wanted, call.now));
}

wire::OperationInfo run_commands(Controller&, store::WriteTransaction& transaction, const Call& call,
                                 const wire::RunCommands& request) {
  const services::CommandsRequest wanted{.commands = request.commands,
                                         .units = request.units,
                                         .applications = request.applications,
                                         .machines = request.machines,
                                         .all_machines = request.all_machines,
                                         .parallel = request.parallel,
                                         .execution_group = request.execution_group};
  return to_wire(services::run_commands(transaction, model_of(transaction, call), wanted, call.now));
}

wire::OperationList list_operations(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  services::OperationFilter filter{.actions = query_list(call, "actions"),
                                   .applications = query_list(call, "applications"),
                                   .units = query_list(call, "units"),
                                   .machines = query_list(call, "machines"),
                                   .statuses = query_list(call, "status"),
                                   .offset = query_count(call, "offset", 0)};
  filter.limit = std::min(query_count(call, "limit", filter.limit), static_cast<std::size_t>(most_operations));
  auto page = services::list_operations(transaction, model_of(transaction, call), filter);
  wire::OperationList list{.operations = {}, .truncated = page.truncated};
  for (auto& operation : page.operations) list.operations.push_back(to_wire(std::move(operation)));
  return list;
}

wire::OperationInfo operation_info(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  return to_wire(services::operation_view(transaction, model_of(transaction, call), call.argument("operation")));
}

wire::TaskInfo task_info(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  return to_wire(services::task_view(transaction, model_of(transaction, call), call.argument("task")));
}

wire::CancelledTasks cancel_tasks(Controller&, store::WriteTransaction& transaction, const Call& call,
                                  const wire::CancelTasks& request) {
  const auto model = model_of(transaction, call);
  wire::CancelledTasks answer;
  for (const auto& id : request.ids) {
    auto& one = answer.tasks.emplace_back(wire::CancelledTask{.id = id, .error = "", .task = {}});
    try {
      one.task = to_wire(services::cancel_task(transaction, model, id, call.now));
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::not_found) throw;
      one.error = error.what();
    }
  }
  return answer;
}

wire::Empty report_task(Controller&, store::WriteTransaction& transaction, const Call& call, const TaskReport& report) {
  services::report_machine_task(transaction, call.machine, report, call.now);
  return {};
}

} // namespace periapt::transport
