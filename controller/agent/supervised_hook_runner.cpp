#include "agent/supervised_hook_runner.h"

#include "agent/debug_session.h"
#include "agent/hook_environment.h"
#include "agent/hook_executable.h"
#include "agent/hook_recorder.h"
#include "agent/model_settings.h"
#include "agent/task_parts.h"
#include "base/debug_folder.h"
#include "base/program_path.h"
#include "base/unix_socket.h"
#include "core/error.h"
#include "core/preview_task.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <utility>

namespace periapt::agent {
namespace {

constexpr const char* usual_folders[] = {"/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/snap/bin"};

/// Ours, and behind it the usual folders that are not in it: charms expect the PATH of a service, and an ordinary
/// user's has no sbin, which is where daemons are.
std::string service_path() {
  const char* own = std::getenv("PATH");
  std::string path = own ? own : "";
  for (const std::string folder : usual_folders) {
    if ((":" + path + ":").find(":" + folder + ":") != std::string::npos) continue;
    path += (path.empty() ? "" : ":") + folder;
  }
  return path;
}

/// Rule: contract/hooks.md 2.2, the end of the process.
HookOutcome outcome_of(const HookExit& exit) {
  using Kind = HookOutcome::Kind;
  HookOutcome outcome{.exit_code = exit.status.signal ? -1 : exit.status.code, .out = exit.out, .err = exit.err, .cut_bytes = exit.cut_bytes};
  if (!exit.start_error.empty()) {
    outcome.kind = Kind::failed;
    outcome.reason = exit.start_error;
  } else if (!exit.status.success()) {
    const bool terminated = exit.status.signal == SIGTERM || exit.status.signal == SIGKILL;
    outcome.kind = terminated ? Kind::interrupted : Kind::failed;
    outcome.reason = describe(exit.status);
  }
  return outcome;
}

/// The commands to run, if no program of the charm's is.
std::optional<std::string> input_of(const HookRun& run) {
  if (run.commands) return *run.commands + "\n";
  if (run.task && is_commands(*run.task)) return commands_of(*run.task);
  return std::nullopt;
}

std::vector<StorageMount> mounts_of(const UnitSnapshot& snapshot) {
  std::vector<StorageMount> mounts;
  for (const auto& [name, storage] : snapshot.storage) {
    if (!storage->source.empty() && storage->location) mounts.push_back({storage->source, *storage->location, storage->read_only});
  }
  return mounts;
}

} // namespace

SupervisedHookRunner::SupervisedHookRunner(boost::asio::io_context& io, SupervisorClient& supervisor,
                                           MachineLayout layout)
    : io_(io), supervisor_(supervisor), layout_(std::move(layout)), path_(service_path()) {
  supervisor_.on_exit([this](const HookExit& exit) { ended(exit.id, outcome_of(exit)); });
}

SupervisedHookRunner::~SupervisedHookRunner() { *alive_ = false; }

void SupervisedHookRunner::start(const HookRun& run, hook_tools::HookContext& tools, Ended ended) {
  running_.insert_or_assign(run.id, Running{run.unit.str(), std::move(ended), {}});
  const auto failed = [&](std::string reason) { end_soon(run.id, {HookOutcome::Kind::failed, std::move(reason), {}}); };
  try {
    const auto program = program_of(run);
    if (!program) return end_soon(run.id, {HookOutcome::Kind::missing, {}, {}});
    running_.at(run.id).handler = handler_name(*program, run.handler);
    with_server(run, [this, run, program = *program, &tools](HookToolServer& server) {
      auto start = start_of(run, program);
      const auto recorder = recorder_of(run, start);
      const bool is_trial = run.task && is_preview(*run.task);
      if (!input_of(run) && !is_trial) wait_for_debugger(start, debug_folder(layout_, run.unit.tag()));
      running_.at(run.id).recorder = recorder;
      server.begin_hook(run.id, tools, recorder);
      supervisor_.start_hook(start);
    });
  } catch (const std::exception& error) {
    failed(error.what());
  }
}

std::optional<std::filesystem::path> SupervisedHookRunner::program_of(const HookRun& run) const {
  const auto charm = layout_.charm(run.unit.tag());
  if (input_of(run)) return "/bin/bash";
  if (run.handler) return find_program("model-adapter");
  if (!run.task) return hook_executable(charm, hook_name(run.hook));
  return hook_executable(charm, run.task->action, "actions");
}

HookStart SupervisedHookRunner::start_of(const HookRun& run, const std::filesystem::path& program) const {
  const auto tag = run.unit.tag();
  const auto charm = layout_.charm(tag).string();
  const HookPaths paths{charm, layout_.tools(tag).string(), socket_path(layout_.agent_socket(tag)).string(), path_};
  HookStart start{.id = run.id,
                  .unit = run.unit.str(),
                  .hook = run_name(run),
                  .program = program.string(),
                  .argv = {program.string()},
                  .environment = hook_environment(run, paths),
                  .cwd = charm,
                  .keeps_output = run.task || run.commands,
                  .mounts = mounts_of(run.snapshot)};
  if (run.handler) {
    const auto state = layout_.unit_state(tag) / "handlers";
    for (const auto& word : {std::string("--charm"), charm, std::string("--state"), state.string(), std::string("--event"), run.handler->event})
      start.argv.push_back(word);
    if (run.task && is_preview(*run.task)) start.argv.emplace_back("--preview");
  }
  if (auto input = input_of(run)) {
    start.argv.emplace_back("-s"); // the commands are its input, for nobody to see on a command line
    start.input = std::move(*input);
  }
  return start;
}

std::shared_ptr<HookRecorder> SupervisedHookRunner::recorder_of(const HookRun& run, const HookStart& start) const {
  const auto kept = recorded_hooks(*run.snapshot.model);
  const bool is_trial = run.task && is_preview(*run.task);
  if (kept == 0 || input_of(run) || is_trial) return nullptr; // commands are nobody's program
  return std::make_shared<HookRecorder>(start, layout_.unit(run.unit.tag()), kept);
}

bool SupervisedHookRunner::adopt(const HookRun& run, hook_tools::HookContext& tools, Ended ended) {
  const auto* record = find_record(run.id);
  if (!record) return false;
  running_.insert_or_assign(run.id, Running{run.unit.str(), std::move(ended), handler_of(run)});
  with_server(run, [id = run.id, &tools](HookToolServer& server) { server.begin_hook(id, tools); });
  if (record->exit) end_soon(run.id, outcome_of(*record->exit));
  return true;
}

std::string SupervisedHookRunner::handler_of(const HookRun& run) const {
  try {
    const auto program = program_of(run);
    return program ? handler_name(*program, run.handler) : "";
  } catch (const Error&) {
    return ""; // the hook is running: its end says what is wrong
  }
}

/// nullptr: the supervisor does not know it.
const HookRecord* SupervisedHookRunner::find_record(const std::string& id) const {
  const auto& known = supervisor_.hooks();
  const auto record = std::find_if(known.begin(), known.end(), [&](const HookRecord& one) { return one.id == id; });
  return record == known.end() ? nullptr : &*record;
}

void SupervisedHookRunner::start_commands(const std::string& id, const TaskEntity& task, Ended ended) {
  running_.insert_or_assign(id, Running{"", std::move(ended), {}});
  const char* home = std::getenv("HOME");
  const std::string cwd = home && *home ? home : "/";
  supervisor_.start_hook({.id = id,
                          .unit = "",
                          .hook = task.action,
                          .program = "/bin/bash",
                          .argv = {"/bin/bash", "-s"},
                          .environment = {"PATH=" + path_, "HOME=" + cwd, "LANG=C.UTF-8"},
                          .cwd = cwd,
                          .input = commands_of(task),
                          .keeps_output = true,
                          .mounts = {}});
}

bool SupervisedHookRunner::adopt_commands(const std::string& id, Ended ended) {
  const auto* record = find_record(id);
  if (!record) return false;
  running_.insert_or_assign(id, Running{"", std::move(ended), {}});
  if (record->exit) end_soon(id, outcome_of(*record->exit));
  return true;
}

void SupervisedHookRunner::forget(const std::string& id) { supervisor_.acknowledge(id); }

void SupervisedHookRunner::kill(const std::string& id) { supervisor_.kill_hook(id); }

void SupervisedHookRunner::reboot() { supervisor_.reboot(); }
void SupervisedHookRunner::stop(const std::string& id) { supervisor_.end_hook(id); }

void SupervisedHookRunner::drop_unit(const UnitName& unit) {
  servers_.erase(unit.str());
  supervisor_.drop_listening_socket(unit.tag());
}

void SupervisedHookRunner::with_server(const HookRun& run, std::function<void(HookToolServer&)> then) {
  if (const auto known = servers_.find(run.unit.str()); known != servers_.end()) return then(*known->second);
  boost::asio::co_spawn(io_, open_server(run.unit, run.id, std::move(then)), boost::asio::detached);
}

boost::asio::awaitable<void> SupervisedHookRunner::open_server(UnitName unit, std::string id,
                                                               std::function<void(HookToolServer&)> then) {
  const auto alive = alive_;
  std::string problem;
  try {
    auto listener = co_await supervisor_.listening_socket(unit.tag());
    if (!*alive) co_return;
    servers_[unit.str()] = std::make_unique<HookToolServer>(io_, listener.release());
  } catch (const Error& error) {
    problem = error.what();
  }
  if (!*alive) co_return;
  if (!problem.empty()) ended(id, {HookOutcome::Kind::failed, problem, {}});
  else if (running_.contains(id)) then(*servers_.at(unit.str()));
}

void SupervisedHookRunner::end_soon(const std::string& id, HookOutcome outcome) {
  boost::asio::post(io_, [this, alive = alive_, id, outcome = std::move(outcome)] {
    if (*alive) ended(id, outcome);
  });
}

void SupervisedHookRunner::ended(const std::string& id, HookOutcome outcome) {
  const auto found = running_.find(id);
  if (found == running_.end()) return;
  const auto running = std::move(found->second);
  running_.erase(found);
  if (const auto server = servers_.find(running.unit); server != servers_.end()) server->second->end_hook();
  if (running.recorder) running.recorder->finish(outcome);
  outcome.handler = running.handler;
  running.ended(outcome);
}

} // namespace periapt::agent
