// The agent's hand on its machine's supervisor: processes start, are adopted, killed and forgotten.
#pragma once

#include "sim/model/machine.h"

#include <map>
#include <memory>
#include <string>

namespace periapt::sim {

class SimMachine::Runner final : public agent::HookRunner {
public:
  explicit Runner(SimMachine& machine) : machine_(machine) {}

  void start(const agent::HookRun& run, hook_tools::HookContext& tools, Ended ended) override;
  bool adopt(const agent::HookRun& run, hook_tools::HookContext& tools, Ended ended) override;
  void forget(const std::string& id) override;
  void kill(const std::string& id) override;
  void stop(const std::string& id) override { kill(id); }
  void reboot() override {
    machine_.later(0, [&machine = machine_] { machine.reboot(); });
  }
  void start_commands(const std::string&, const TaskEntity&, Ended) override {}
  bool adopt_commands(const std::string&, Ended) override { return false; }

  /// Those of a process that this agent has started or adopted; nullptr: it has not yet.
  hook_tools::HookContext* tools(const std::string& id) const;
  /// Tells the agent how the process has ended.
  void report(const std::string& id);

private:
  struct Attached {
    hook_tools::HookContext* tools;
    Ended ended;
  };

  void begin(const agent::HookRun& run);
  void begin_hook(const agent::HookRun& run);
  std::int64_t version_seen(const agent::HookRun& run, hook_tools::HookContext& tools) const;

  SimMachine& machine_;
  std::map<std::string, Attached> attached_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

} // namespace periapt::sim
