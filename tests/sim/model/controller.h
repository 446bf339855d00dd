// The real services, the real store (in memory) and the real delivery, as one process that can be stopped and
// started. What was committed stays; leases and subscriptions are forgotten.
#pragma once

#include "core/error.h"
#include "delivery/delivery.h"
#include "services/heartbeat.h"
#include "sim/model/setting.h"
#include "store/store.h"
#include "store/unit_repository.h"
#include "wire/messages.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>

namespace periapt::sim {

class SimController {
public:
  explicit SimController(Setting& setting);

  bool up() const { return delivery_ != nullptr; }
  void stop();
  void start();
  /// Grows with each start: streams of an earlier one are broken.
  int incarnation() const { return incarnation_; }

  /// An operator's request; what the services refuse is refused. True if it was accepted.
  template <class Function>
  bool operate(Function function) {
    if (!up()) return false;
    try {
      store_->write([&](store::WriteTransaction& transaction) { function(transaction); });
    } catch (const Error&) {
      setting_.coverage.count("operator refused");
      return false;
    }
    wake();
    return true;
  }
  template <class Function>
  auto read(Function function) const { return store_->read(function); }

  // --- what agents ask ---
  CommitAnswer commit(MachineId machine, UnitId unit, Commit commit);
  wire::HeartbeatAnswer heartbeat(MachineId machine, const wire::Heartbeat& heartbeat);
  /// A hook of this unit was told that it leads. One that has gone meanwhile misleads nobody.
  void note_said_leader(const std::string& unit);
  /// Whose lease it is; nullopt: nobody's.
  std::optional<std::string> leader_of(const std::string& application) const;
  wire::UnitStateAnswer unit_state(UnitId unit) const;
  wire::BagAnswer bag(UnitId asking, RelationId relation, const std::string& of_unit) const;

  delivery::SubscriptionId subscribe(MachineId machine, const std::string& revision);
  void next_update(delivery::SubscriptionId id, delivery::UpdateHandler handler);
  void unsubscribe(delivery::SubscriptionId id);

  ModelId model() const { return model_; }
  const std::string& charm_url() const { return charm_url_; }
  const std::string& subordinate_url() const { return subordinate_url_; }
  FinalState final_state() const;

private:
  void wake();
  std::map<std::string, std::string> leaders() const;
  void note_writes(const store::WriteTransaction& transaction, const store::UnitRow& unit, const Commit& commit,
                   const std::map<std::int64_t, std::int64_t>& versions_before);

  Setting& setting_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<services::Leases> leases_;
  std::unique_ptr<delivery::Delivery> delivery_;
  int incarnation_ = 0;
  bool pump_is_due_ = false;
  ModelId model_;
  std::string charm_url_;
  std::string subordinate_url_;
};

} // namespace periapt::sim
