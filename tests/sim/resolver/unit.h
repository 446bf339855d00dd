// One unit whose decisions are the real resolver's and whose transitions are the real ones; everything around
// it (disk, network, time, crashes) is made up here.
#pragma once

#include "resolver/local_state.h"
#include "resolver/operation.h"
#include "sim/coverage.h"
#include "sim/resolver/world.h"

#include <string>

namespace periapt::sim {

class SimUnit {
public:
  SimUnit(std::string name, World& world, History& history, Coverage& coverage, Random& random, Defect defect);

  /// Brings the unit's view up to date. Deliveries may be late and may skip states, never go back.
  void deliver();
  /// Takes one step: ends a running hook, or begins the next operation. False when there is nothing to do.
  bool step(bool faults);
  void crash_agent();
  void reboot();
  void tick() { ++ticks_; }
  void retry() { retry_due_ = true; }
  bool in_error() const;
  bool terminated() const { return terminated_; }
  const std::string& name() const { return name_; }

private:
  struct Write {
    std::int64_t number = -1;
    std::string value;
    bool application = false;
  };

  void perform(const resolver::RunHook& operation);
  void perform(const resolver::SkipHook& operation);
  void perform(const resolver::RunTask& operation);
  void perform(const resolver::EndLostTask& operation);
  void perform(const resolver::Deploy& operation);
  void perform(const resolver::EnterScope& operation);
  void perform(const resolver::LeaveScope& operation);
  void perform(const resolver::ReleaseStorage& operation);
  void perform(const resolver::AcceptLeadership& operation);
  void perform(const resolver::ResignLeadership& operation);
  void perform(const resolver::DropHook& operation);
  void perform(const resolver::Die& operation);
  void perform(const resolver::Terminate& operation);

  void end_hook(bool faults);
  void end_task();
  void lose_task();
  void succeed();
  void commit();
  void plan_write(bool faults);
  void use_resolved(bool clear);
  resolver::RemoteState seen() const;
  Event event(Fact fact) const;
  std::string owner_of_secret() const;
  std::int64_t version_now(const resolver::HookInfo& hook) const;
  void plant_in_local();

  std::string name_;
  std::string label_;
  World& world_;
  History& history_;
  Coverage& coverage_;
  Random& random_;
  Defect defect_;
  resolver::LocalState local_;
  resolver::RemoteState view_;
  std::int64_t view_revision_ = -1;
  std::int64_t boot_ = 1;
  std::int64_t ticks_ = 0;
  bool retry_due_ = false;
  bool running_ = false; // the hook's program runs, with or without an agent
  bool terminated_ = false;
  std::int64_t begun_version_ = 0;
  Write write_;
};

} // namespace periapt::sim
