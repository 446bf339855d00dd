// juju-reboot, and hooks that were killed to be run again. Rule: contract/hooks.md 2.2 and section 8, its end.
#include "agent/unit_agent.h"

#include "resolver/transitions.h"

#include <fmt/format.h>

#include <utility>

namespace periapt::agent {
namespace {

constexpr std::chrono::seconds patience{2};

} // namespace

/// Durable before the tool returns: the next agent, which may adopt the hook, reboots as well.
void UnitAgent::request_reboot(RebootRequest request) {
  record_.reboot = request;
  save();
  if (request == RebootRequest::now) services_.hooks.kill(running_id());
}

/// Killed, by somebody or to reboot at once: what it wrote is dropped, and it is queued again.
void UnitAgent::requeue_hook(const std::string& reason) {
  say(LogLevel::warning,
      fmt::format("Hook \"{}\" was interrupted: {}", hook_name(local().operation->hook), reason));
  if (record_.reboot == RebootRequest::after_hook) record_.reboot = RebootRequest::none;
  resolver::hook_interrupted(local());
  save({.clear_hook_writes = true});
  activity_ = Activity::free;
}

/// No other unit's hook may run: it would be killed. The controller is told first, if it listens.
void UnitAgent::reboot() {
  if (!take_lock()) return;
  say(LogLevel::info, "Rebooting the machine");
  activity_ = Activity::rebooting;
  reboot_timer_ = services_.scheduler.after(connected_ ? patience : std::chrono::seconds(0),
                                            [this] { services_.hooks.reboot(); });
  announce({"rebooting", ""});
}

void UnitAgent::reboot_once_told() {
  if (activity_ != Activity::rebooting || !outbox_.entries().empty() || !reboot_timer_) return;
  reboot_timer_.reset();
  services_.hooks.reboot();
}

/// A hook that was to be killed is as good as killed.
void UnitAgent::forget_reboot_of_earlier_boot() {
  const auto request = std::exchange(record_.reboot, RebootRequest::none);
  const auto& operation = local().operation;
  const bool runs = operation && operation->kind == resolver::OperationKind::hook &&
                    operation->step == resolver::Step::pending;
  if (runs && request == RebootRequest::now) resolver::hook_interrupted(local());
}

} // namespace periapt::agent
