#include "cli/operation_run.h"

#include "cli/formatters/output.h"
#include "cli/formatters/task_documents.h"
#include "cli/formatters/times.h"
#include "cli/outcome.h"
#include "cli/task_watch.h"

#include <algorithm>

namespace periapt::cli {

namespace {

using Tasks = std::vector<wire::TaskInfo>;

class Follower {
public:
  Follower(Session& session, ModelClient& model, const wire::OperationInfo& operation, const OperationRun& how)
      : session_(session), model_(model), operation_(operation), how_(how),
        background_(session.arguments.flag("background")), utc_(session.arguments.flag("utc")) {
    for (const auto& task : operation.tasks) {
      if (task.status == TaskStatus::error) errors_.push_back(task.message);
      else scheduled_.push_back(task);
    }
  }

  void run() {
    if (!background_) tell_start();
    const auto reasons = fmt::format("{}", fmt::join(errors_, "\n"));
    if (scheduled_.empty())
      return session_.console.info(fmt::format("Operation {} failed to schedule any tasks:\n{}", operation_.id, reasons));
    if (!errors_.empty()) session_.console.info(fmt::format("Some actions could not be scheduled:\n{}\n", reasons));
    if (background_) return tell_background();
    const auto results = wait_for_all();
    print(results);
    fail_if_one_failed(results);
  }

private:
  void progress(const std::string& line) {
    if (!how_.quiet || session_.arguments.flag("verbose")) session_.console.info(line);
  }

  void tell_start() {
    const auto count = scheduled_.size();
    if (count > 0) progress(fmt::format("Running operation {} with {} task{}", operation_.id, count, count > 1 ? "s" : ""));
    for (const auto& task : scheduled_) progress(fmt::format("  - task {} on {}", task.id, receiver_tag(task)));
    progress("");
  }

  void tell_background() {
    const auto& program = session_.surroundings.program;
    const bool one = scheduled_.size() == 1;
    session_.console.info(one ? fmt::format("Scheduled operation {} with task {}", operation_.id, scheduled_[0].id)
                              : fmt::format("Scheduled operation {} with {} tasks", operation_.id, scheduled_.size()));
    if (!one) {
      Map ids;
      for (const auto& task : scheduled_) ids.emplace_back(receiver_of(task), Record().add("id", task.id).value());
      session_.print(render(std::move(ids), "yaml"));
    }
    session_.console.info(fmt::format("Check operation status with '{} show-operation {}'", program, operation_.id));
    session_.console.info(fmt::format("Check task status with '{} show-task {}'", program, one ? scheduled_[0].id : "<id>"));
  }

  std::chrono::milliseconds patience() const {
    const auto wait = session_.arguments.duration("wait");
    return wait.count() == 0 ? how_.default_wait : wait;
  }

  Tasks wait_for_all() {
    TaskWatch watch(model_, patience());
    bool logged = false;
    const auto log = [&](const TaskLogLine& line) {
      logged = true;
      session_.console.info(short_clock_text(line.at_ms, utc_) + " " + line.message);
    };
    Tasks results;
    for (const auto& task : scheduled_) {
      progress(fmt::format("Waiting for task {}...", task.id));
      const bool only = scheduled_.size() == 1;
      auto result = watch.task(task.id, only ? std::function<void(const TaskLogLine&)>(log) : nullptr);
      if (logged) progress("");
      if (!result) throw_timeout(results);
      results.push_back(*std::move(result));
    }
    return results;
  }

  [[noreturn]] void throw_timeout(const Tasks& got) const {
    std::vector<std::string> missing;
    for (const auto& task : scheduled_) {
      const auto is_it = [&](const wire::TaskInfo& one) { return one.id == task.id; };
      if (std::any_of(got.begin(), got.end(), is_it)) continue;
      missing.push_back((task.machine.empty() ? "unit " : "machine ") + receiver_of(task));
    }
    std::sort(missing.begin(), missing.end());
    throw make_error(ErrorKind::unavailable, "timed out waiting for results from: {}", fmt::join(missing, ", "));
  }

  void print(const Tasks& results) const {
    const auto format = session_.format();
    if (format == "plain") return session_.print(how_.plain(results));
    session_.print(render(tasks_document(results, {.utc = utc_, .json = format == "json"}), format));
  }

  void fail_if_one_failed(const Tasks& results) const {
    std::vector<std::string> lines;
    for (const auto& task : results)
      if (const auto code = return_code_of(task); code && *code > 0)
        lines.push_back(fmt::format(" - id \"{}\" with return code {}", task.id, *code));
    if (lines.empty()) return;
    std::sort(lines.begin(), lines.end());
    const char* plural = lines.size() > 1 ? "s" : "";
    throw make_error(ErrorKind::conflict, "the following task{0} failed:\n{1}\n\nuse '{2} show-task' to inspect the failure{0}",
                     plural, fmt::join(lines, "\n"), session_.surroundings.program);
  }

  Session& session_;
  ModelClient& model_;
  const wire::OperationInfo& operation_;
  const OperationRun& how_;
  bool background_;
  bool utc_;
  Tasks scheduled_;
  std::vector<std::string> errors_;
};

} // namespace

void declare_task_options(OptionSet& options, const char* default_wait) {
  declare_format(options, "plain, json or yaml", "plain");
  declare_colour(options);
  options.flag("background", "return at once; look at the task later")
      .value("wait", "DURATION", default_wait, "0s")
      .flag("utc", "times in UTC");
}

void check_task_options(const Session& session) {
  check_format(session.format(), {"plain", "json", "yaml"});
  const auto wait = session.arguments.duration("wait");
  if (session.arguments.flag("background") && wait.count() > 0)
    throw UsageError("cannot specify both --wait and --background");
}

void follow_operation(Session& session, ModelClient& model, const wire::OperationInfo& operation,
                      const OperationRun& how) {
  Follower(session, model, operation, how).run();
}

} // namespace periapt::cli
