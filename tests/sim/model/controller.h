// The real services, the real store (in memory) and the real delivery, as one process that can be stopped and
// started. What was committed stays; leases and subscriptions are forgotten.
#pragma once

#include "core/error.h"
#include "delivery/delivery.h"
#include "providers/storage_provider.h"
#include "services/heartbeat.h"
#include "sim/model/charm.h"
#include "sim/model/setting.h"
#include "store/store.h"
#include "store/unit_repository.h"
#include "wire/messages.h"
#include "wire/secret_messages.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace periapt::sim {

/// Makes storage by saying where it is.
class FolderlessStorage final : public providers::StorageProvider {
public:
  providers::ProvidedStorage provide_storage(const providers::StorageSpec& spec) override {
    return {.location = "/storage/" + spec.name + "-" + std::to_string(spec.number), .source = ""};
  }
  void remove_storage(const providers::StorageSpec&) override {}
  std::string block_obstacle() const override { return ""; }
};

class SimController final : public Mortal {
public:
  explicit SimController(Setting& setting);

  bool up() const { return delivery_ != nullptr; }
  void stop();
  void start();
  /// It ends at a fault point, and starts again after a while; `crashed` is for those who are connected.
  void crash() override;
  std::string activity() const override { return ""; }
  void on_crash(std::function<void()> crashed) { crashed_ = std::move(crashed); }
  /// Runs code of this process other than answers to agents.
  void enter(const std::function<void()>& code) { setting_.crashes.run(*this, code); }
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
  CommitAnswer set_leader_settings(UnitId unit, const wire::LeaderSet& settings);
  wire::SecretList owned_secrets(UnitId unit) const;
  wire::SecretData read_secret(UnitId unit, const wire::ReadSecret& reading);
  wire::Empty put_pending_secret(UnitId unit, const wire::PendingSecret& secret);

  delivery::SubscriptionId subscribe(MachineId machine, const std::string& revision);
  void next_update(delivery::SubscriptionId id, delivery::UpdateHandler handler);
  void unsubscribe(delivery::SubscriptionId id);

  ModelId model() const { return model_; }
  /// Of an application or unit, by its revision.
  const std::string& charm_url(const std::string& name, std::size_t revision = 0) const {
    return is_subordinate(name) ? subordinate_urls_.at(revision) : charm_urls_.at(revision);
  }
  /// How long it has been up, all in all.
  std::int64_t age_ms() const { return age_ms_ + (up() ? setting_.time.boot_ms() - started_ms_ : 0); }
  void note_forced_removal(const store::ReadTransaction& transaction, const std::string& unit);
  FinalState final_state() const;

private:
  void wake();
  void look_around();
  void note_gone();
  void final_units(const store::ReadTransaction& transaction, FinalState& state) const;
  void final_holdings(const store::ReadTransaction& transaction, const store::UnitRow& unit, FinalUnit& final) const;
  void final_relations(const store::ReadTransaction& transaction, FinalState& state) const;
  std::map<std::string, std::string> leaders() const;
  void note_writes(const store::WriteTransaction& transaction, const store::UnitRow& unit, const Commit& commit,
                   const std::map<std::int64_t, std::int64_t>& versions_before);

  Setting& setting_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<services::Leases> leases_;
  std::unique_ptr<delivery::Delivery> delivery_;
  std::function<void()> crashed_ = [] {};
  int incarnation_ = 0;
  bool pump_is_due_ = false;
  ModelId model_;
  std::vector<std::string> charm_urls_;
  std::vector<std::string> subordinate_urls_;
  FolderlessStorage storage_;
  std::int64_t age_ms_ = 0;
  std::int64_t started_ms_ = 0;
  std::set<std::string> forced_; // units that are to go and have not yet
};

} // namespace periapt::sim
