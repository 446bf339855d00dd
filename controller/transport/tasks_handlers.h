// Actions, operations and tasks. Use cases: services/run_tasks.h, tasks.h, task_progress.h.
#pragma once

#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"
#include "wire/task_messages.h"

namespace periapt::transport {

wire::ActionList application_actions(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::OperationInfo run_action(Controller&, store::WriteTransaction& transaction, const Call& call,
                               const wire::RunAction& request);
wire::OperationInfo run_commands(Controller&, store::WriteTransaction& transaction, const Call& call,
                                 const wire::RunCommands& request);
/// `?actions=a,b&applications=&units=&machines=&status=&offset=&limit=`
wire::OperationList list_operations(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::OperationInfo operation_info(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::TaskInfo task_info(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::CancelledTasks cancel_tasks(Controller&, store::WriteTransaction& transaction, const Call& call,
                                  const wire::CancelTasks& request);
/// Of commands on the machine itself; a unit's tasks are told in its commits.
wire::Empty report_task(Controller&, store::WriteTransaction& transaction, const Call& call, const TaskReport& report);

} // namespace periapt::transport
