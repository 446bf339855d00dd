#include "cli/task_watch.h"

#include <algorithm>

namespace periapt::cli {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds longest_wait{60'000}; // then the question is simply repeated

} // namespace

TaskWatch::TaskWatch(ModelClient& model, milliseconds patience)
    : model_(model), changes_(model.client().events(model.target({"events"}))) {
  if (patience.count() >= 0) deadline_ = steady_clock::now() + patience;
}

/// False: patience has ended.
bool TaskWatch::wait_for_change() {
  auto wait = longest_wait;
  if (deadline_) {
    const auto left = std::chrono::ceil<milliseconds>(*deadline_ - steady_clock::now());
    if (left.count() <= 0) return false;
    wait = std::min(wait, left);
  }
  changes_.next(wait);
  while (changes_.next(milliseconds{0})) {
  }
  return true;
}

std::optional<wire::TaskInfo> TaskWatch::task(const std::string& id,
                                              const std::function<void(const TaskLogLine&)>& log) {
  std::size_t heard = 0;
  do {
    auto task = model_.get<wire::TaskInfo>({"tasks", id});
    for (; log && heard < task.log.size(); ++heard) log(task.log[heard]);
    if (is_over(task.status)) return task;
  } while (wait_for_change());
  return std::nullopt;
}

std::optional<wire::OperationInfo> TaskWatch::operation(const std::string& id) {
  do {
    auto operation = model_.get<wire::OperationInfo>({"operations", id});
    if (is_over(operation.status)) return operation;
  } while (wait_for_change());
  return std::nullopt;
}

} // namespace periapt::cli
