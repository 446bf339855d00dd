#include "delivery/settlement.h"

#include "store/machine_repository.h"
#include "store/storage_repository.h"
#include "store/unit_repository.h"

#include <fmt/format.h>

namespace periapt::delivery {
namespace {

using namespace store;

/// What its units are at: "wordpress/0 executing, running config-changed hook".
std::string work_on(const ReadTransaction& transaction, MachineId machine) {
  std::string text;
  for (const auto& unit : units::on_machine(transaction, machine)) {
    if (unit.agent.current == "idle" || unit.agent.current == "error") continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : "; ", unit.name, unit.agent.current);
    if (!unit.agent.message.empty()) text += ", " + unit.agent.message;
  }
  return text.empty() ? "its units have work to do" : text;
}

/// Empty when it is at rest.
std::string work_of(const ReadTransaction& transaction, const MachineRow& machine, AgentState agent) {
  if (machine.life != Life::alive) return "it is being removed";
  switch (agent) {
  case AgentState::settled: return {};
  case AgentState::busy: return work_on(transaction, machine.id);
  case AgentState::away: break;
  }
  if (machine.agent_status.current == "started") return "its agent is not connected";
  return machine.instance_status.message.empty() ? "it is being started" : "it is being started: " + machine.instance_status.message;
}

} // namespace

Settlement read_settlement(const ReadTransaction& transaction, ModelId model,
                           const std::function<AgentState(MachineId)>& agent_of) {
  Settlement settlement{.revision = transaction.revision().str()};
  for (const auto& machine : machines::list(transaction, model))
    if (auto work = work_of(transaction, machine, agent_of(machine.id)); !work.empty())
      settlement.waiting.push_back({"machine " + machine.name, std::move(work)});
  for (const auto& row : storage::unsettled(transaction))
    if (row.model == model)
      settlement.waiting.push_back({"storage " + row.label(), row.life == Life::alive ? "it is being provided" : "it is being removed"});
  for (const auto& unit : units::list(transaction, model))
    if (unit.agent.current == "error") settlement.errors.push_back({unit.name, unit.agent.message});
  return settlement;
}

} // namespace periapt::delivery
