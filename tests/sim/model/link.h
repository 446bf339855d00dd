// The network between an agent and the controller: every question may be late, lost, or asked twice, and every
// answer may be lost after the question had its effect.
#pragma once

#include "agent/controller_link.h"
#include "sim/model/controller.h"

#include <functional>
#include <memory>

namespace periapt::sim {

class SimLink final : public agent::ControllerLink {
public:
  /// The agent that asks: whether it reaches anybody, and how its code is run, for a unit or (empty id) for all.
  struct Agent {
    std::function<bool()> network_up;
    std::function<void(UnitId, const std::function<void()>&)> enter;
  };

  SimLink(MachineId machine, SimController& controller, Setting& setting, Agent agent)
      : machine_(machine), controller_(controller), setting_(setting), agent_(std::move(agent)) {}

  void send_commit(UnitId unit, const Commit& commit, agent::ReplyHandler<CommitAnswer> handler) override {
    ask<CommitAnswer>(unit, [=, &controller = controller_, machine = machine_] { return controller.commit(machine, unit, commit); },
                      std::move(handler));
  }
  void heartbeat(const wire::Heartbeat& heartbeat, agent::ReplyHandler<wire::HeartbeatAnswer> handler) override {
    ask<wire::HeartbeatAnswer>(
        {}, [=, &controller = controller_, machine = machine_] { return controller.heartbeat(machine, heartbeat); },
        std::move(handler));
  }
  void fetch_state(UnitId unit, agent::ReplyHandler<wire::UnitStateAnswer> handler) override {
    ask<wire::UnitStateAnswer>(unit, [=, &controller = controller_] { return controller.unit_state(unit); }, std::move(handler));
  }
  void fetch_bag(UnitId unit, RelationId relation, const std::string& of_unit,
                 agent::ReplyHandler<wire::BagAnswer> handler) override {
    ask<wire::BagAnswer>(unit, [=, &controller = controller_] { return controller.bag(unit, relation, of_unit); }, std::move(handler));
  }
  // What hooks ask is not asked again by itself.
  void set_leader_settings(UnitId unit, const wire::LeaderSet& settings, agent::ReplyHandler<CommitAnswer> handler) override {
    ask<CommitAnswer>(unit, [=, &controller = controller_] { return controller.set_leader_settings(unit, settings); }, std::move(handler), once);
  }
  void fetch_owned_secrets(UnitId unit, agent::ReplyHandler<wire::SecretList> handler) override {
    ask<wire::SecretList>(unit, [=, &controller = controller_] { return controller.owned_secrets(unit); }, std::move(handler), once);
  }
  void read_secret(UnitId unit, const wire::ReadSecret& reading, agent::ReplyHandler<wire::SecretData> handler) override {
    ask<wire::SecretData>(unit, [=, &controller = controller_] { return controller.read_secret(unit, reading); }, std::move(handler), once);
  }
  void put_pending_secret(UnitId unit, const wire::PendingSecret& secret, agent::ReplyHandler<wire::Empty> handler) override {
    ask<wire::Empty>(unit, [=, &controller = controller_] { return controller.put_pending_secret(unit, secret); }, std::move(handler), once);
  }
  // The simulated hooks use none of these.
  void tell_settled(const wire::Settled&) override {} // nobody waits
  void report_task(const TaskReport&, agent::ReplyHandler<wire::Empty> handler) override { refuse(handler); }
  void fetch_resource(UnitId, const UnitName&, const charm::Resource&, agent::ReplyHandler<std::string> handler) override {
    refuse(handler);
  }
  void fetch_goal_state(UnitId, agent::ReplyHandler<wire::GoalState> handler) override { refuse(handler); }
  void fetch_cloud_spec(UnitId, agent::ReplyHandler<wire::CloudSpec> handler) override { refuse(handler); }
  void fetch_application_status(UnitId, agent::ReplyHandler<wire::ApplicationStatusAnswer> handler) override { refuse(handler); }

private:
  static constexpr std::int64_t patience_ms = 5000;
  static constexpr bool once = true;

  template <class T>
  void ask(UnitId unit, std::function<T()> serve, agent::ReplyHandler<T> handler, bool is_once = false) {
    const bool faults = setting_.faults;
    const auto delay = [&] { return static_cast<std::int64_t>(1 + setting_.random.below(faults ? 300 : 5)); };
    if (!agent_.network_up() || (faults && lucky(3, "fault: request lost"))) return answer_later<T>(unit, patience_ms, {std::nullopt, no_answer()}, std::move(handler));
    if (faults && !is_once && lucky(4, "fault: request repeated"))
      setting_.time.after(delay() + late(), [&controller = controller_, serve] {
        if (!controller.up()) return;
        try {
          serve();
        } catch (const Error&) { // the second answer reaches nobody
        }
      });
    const bool lost = faults && lucky(4, "fault: answer lost");
    setting_.time.after(delay(), [this, alive = std::weak_ptr(alive_), unit, serve, handler, lost, back = delay(), &controller = controller_] {
      agent::Reply<T> reply{std::nullopt, no_answer()};
      if (controller.up()) {
        try {
          auto value = serve();
          if (!lost) reply = {std::move(value), std::nullopt};
        } catch (const Error& error) {
          if (!lost) reply.error = error;
        }
      }
      if (!alive.expired()) answer_later<T>(unit, reply.answered() ? back : patience_ms, std::move(reply), handler);
    });
  }

  template <class T>
  void answer_later(UnitId unit, std::int64_t delay_ms, agent::Reply<T> reply, agent::ReplyHandler<T> handler) {
    setting_.time.after(delay_ms, [this, alive = std::weak_ptr(alive_), unit, reply = std::move(reply), handler = std::move(handler)] {
      if (!alive.expired()) agent_.enter(unit, [&] { handler(reply); });
    });
  }

  template <class Handler>
  void refuse(Handler& handler) {
    setting_.time.after(1, [this, alive = std::weak_ptr(alive_), handler] {
      if (!alive.expired()) agent_.enter({}, [&] { handler({std::nullopt, Error(ErrorKind::invalid, "nobody asks this here")}); });
    });
  }

  bool lucky(unsigned percent, const char* what) {
    if (!setting_.random.percent(percent)) return false;
    setting_.coverage.count(what);
    return true;
  }
  /// A repeated request may come long after its answer, when newer ones have been served.
  std::int64_t late() { return static_cast<std::int64_t>(setting_.random.below(setting_.random.percent(50) ? 500 : 30'000)); }
  static Error no_answer() { return Error(ErrorKind::unavailable, "no answer from the controller"); }

  MachineId machine_;
  SimController& controller_;
  Setting& setting_;
  Agent agent_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true); // answers to a dead agent are dropped
};

} // namespace periapt::sim
