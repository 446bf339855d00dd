#include "resolver/next_task.h"

#include <algorithm>

namespace periapt::resolver {
namespace {

bool may_run(const LocalState& local) {
  if (local.task || local.removed) return false;
  if (!local.operation) return local.installed;
  return local.operation->kind == OperationKind::hook && local.operation->step == Step::failed;
}

bool is_finished(const LocalState& local, std::int64_t number) {
  return std::find(local.finished_tasks.begin(), local.finished_tasks.end(), number) != local.finished_tasks.end();
}

} // namespace

std::optional<Operation> next_task(const LocalState& local, const RemoteState& remote) {
  if (!may_run(local)) return std::nullopt;
  for (const auto& [number, task] : remote.tasks) {
    if (is_finished(local, number)) continue;
    if (task.begun) return EndLostTask{number};
    return RunTask{number};
  }
  return std::nullopt;
}

} // namespace periapt::resolver
