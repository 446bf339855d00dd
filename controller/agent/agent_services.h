// What the agent's core is given: the world behind small interfaces. Production wires them in agent_process.cpp,
// the simulation replaces them. All are borrowed and outlive the core.
#pragma once

#include "agent/charm_deployer.h"
#include "agent/controller_link.h"
#include "agent/hook_runner.h"
#include "agent/machine_lock.h"
#include "agent/scheduler.h"
#include "agent/state_store.h"
#include "base/clock.h"
#include "base/log.h"

namespace periapt::agent {

struct AgentServices {
  StateStore& store;
  ControllerLink& controller;
  HookRunner& hooks;
  CharmDeployer& charms;
  MachineLock& lock;
  Scheduler& scheduler;
  Chance& chance;
  const Clock& clock;
  Log::Sink log; // the machine's log: what hooks and the agent say
};

} // namespace periapt::agent
