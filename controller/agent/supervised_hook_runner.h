// Runs hooks as children of the machine's supervisor, so that they outlive the agent, and answers their tools on
// the unit's socket. Rule: DESIGN section 9, 8 to 11; contract/hooks.md, section 2.
// Threads: the agent's one thread.
#pragma once

#include "agent/hook_runner.h"
#include "agent/hook_tool_server.h"
#include "agent/supervisor/supervisor_client.h"
#include "base/machine_layout.h"

#include <boost/asio/io_context.hpp>

#include <map>
#include <memory>
#include <string>

namespace periapt::agent {

class SupervisedHookRunner final : public HookRunner {
public:
  /// `supervisor` is borrowed.
  SupervisedHookRunner(boost::asio::io_context& io, SupervisorClient& supervisor, MachineLayout layout);
  ~SupervisedHookRunner() override;

  void start(const HookRun& run, hook_tools::HookContext& tools, Ended ended) override;
  bool adopt(const HookRun& run, hook_tools::HookContext& tools, Ended ended) override;
  void forget(const std::string& id) override;
  void kill(const std::string& id) override;
  void reboot() override;
  void stop(const std::string& id) override;
  void start_commands(const std::string& id, const TaskEntity& task, Ended ended) override;
  bool adopt_commands(const std::string& id, Ended ended) override;

  /// The unit is gone: its socket is closed and removed.
  void drop_unit(const UnitName& unit);

private:
  struct Running {
    std::string unit; // empty: commands on the machine
    Ended ended;
    std::string handler; // of HookOutcome
    std::shared_ptr<HookRecorder> recorder = {};
  };

  /// Calls `then` once the unit's tool server, which is made with its first hook, is there and if the hook has not
  /// ended meanwhile. Without a socket the hook fails.
  void with_server(const HookRun& run, std::function<void(HookToolServer&)> then);
  boost::asio::awaitable<void> open_server(UnitName unit, std::string id, std::function<void(HookToolServer&)> then);
  /// Of an adopted hook.
  std::string handler_of(const HookRun& run) const;
  HookStart start_of(const HookRun& run, const std::filesystem::path& program) const;
  /// null: the model does not ask for it.
  std::shared_ptr<HookRecorder> recorder_of(const HookRun& run, const HookStart& start) const;
  std::optional<std::filesystem::path> program_of(const HookRun& run) const;
  void end_soon(const std::string& id, HookOutcome outcome);
  const HookRecord* find_record(const std::string& id) const;
  void ended(const std::string& id, HookOutcome outcome);

  boost::asio::io_context& io_;
  SupervisorClient& supervisor_;
  MachineLayout layout_;
  std::string path_; // our own PATH
  std::map<std::string, Running> running_; // by id
  std::map<std::string, std::unique_ptr<HookToolServer>> servers_; // by unit
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

} // namespace periapt::agent
