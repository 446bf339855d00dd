#include "sim/model/controller.h"

#include "charm/charm.h"
#include "services/charms.h"
#include "services/commit.h"
#include "services/lifecycle.h"
#include "services/models.h"
#include "services/storage_manager.h"
#include "store/application_repository.h"
#include "store/relation_repository.h"
#include "store/unit_repository.h"

#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace periapt::sim {
namespace {

/// The services want to see the archive of a charm on disk, though nobody here unpacks it.
class ArchiveFolder {
public:
  ArchiveFolder() {
    std::string text = (std::filesystem::temp_directory_path() / "periapt-sim-XXXXXX").string();
    path_ = ::mkdtemp(text.data());
    std::ofstream(path_ / file().sha256) << "x";
  }
  ~ArchiveFolder() { std::filesystem::remove_all(path_); }
  services::CharmFile file() const { return {path_, std::string(64, 'a'), 1}; }

private:
  std::filesystem::path path_;
};

} // namespace

SimController::SimController(Setting& setting) : setting_(setting), store_(store::Store::open_in_memory()) {
  static const ArchiveFolder archive;
  start();
  store_->write([&](store::WriteTransaction& transaction) {
    const auto now = setting_.time.wall_ms();
    model_ = services::add_model(transaction, {"sim", "6ba7b810-9dad-41d1-80b4-00c04fd430c8", {{"update-status-hook-interval", "1m"}}}, now).id;
    for (int revision = 0; revision < charm_revisions; ++revision) {
      charm_urls_.push_back(services::add_charm(transaction, model_, sim_charm(), archive.file(), "", now).url);
      subordinate_urls_.push_back(services::add_charm(transaction, model_, sim_subordinate(), archive.file(), "", now).url);
    }
  });
  look_around();
}

void SimController::stop() {
  age_ms_ = age_ms();
  delivery_.reset();
  leases_.reset();
}

void SimController::crash() {
  stop();
  crashed_();
  setting_.time.after(static_cast<std::int64_t>(100 + setting_.random.below(5000)), [this] { start(); });
}

void SimController::start() {
  if (up()) return;
  ++incarnation_;
  started_ms_ = setting_.time.boot_ms();
  constexpr std::int64_t long_ago_ms = 60'000;
  const bool forgotten = setting_.defect == ModelDefect::lease_forgotten;
  leases_ = std::make_unique<services::Leases>(setting_.time.boot_ms() - (forgotten ? long_ago_ms : 0));
  delivery_ = std::make_unique<delivery::Delivery>(*store_);
}

void SimController::wake() {
  if (std::exchange(pump_is_due_, true)) return;
  setting_.time.after(1, [this] {
    pump_is_due_ = false;
    if (up()) enter([this] { delivery_->pump(); });
  });
}

/// What the machine manager does beside machines, every few seconds.
void SimController::look_around() {
  constexpr std::int64_t pause_ms = 5000;
  setting_.time.after(pause_ms, [this] { look_around(); });
  if (!up()) return;
  enter([this] { services::StorageManager(*store_, storage_, setting_.time).reconcile(); });
  if (!up()) return;
  const auto now = setting_.time.wall_ms();
  if (store_->read([&](const auto& transaction) { return services::has_overdue_removals(transaction, now); }))
    store_->write([&](auto& transaction) { services::enforce_removal_deadlines(transaction, now); });
  note_gone();
  wake();
}

void SimController::note_forced_removal(const store::ReadTransaction& transaction, const std::string& unit) {
  if (!store::units::find(transaction, model_, unit) || !forced_.insert(unit).second) return;
  setting_.coverage.count("removal by force");
  setting_.history.push_back({.fact = Fact::removal_forced, .unit = label_of(unit), .number = age_ms()});
}

void SimController::note_gone() {
  read([&](const store::ReadTransaction& transaction) {
    std::erase_if(forced_, [&](const std::string& unit) {
      if (store::units::find(transaction, model_, unit)) return false;
      setting_.history.push_back({.fact = Fact::unit_gone, .unit = label_of(unit), .number = age_ms()});
      return true;
    });
    return 0;
  });
}

// --- agents ------------------------------------------------------------------------------------
CommitAnswer SimController::commit(MachineId machine, UnitId id, Commit commit) {
  if (setting_.defect == ModelDefect::write_lost) commit.settings.clear();
  if (setting_.defect == ModelDefect::task_end_lost)
    std::erase_if(commit.tasks, [](const TaskReport& report) { return report.status && is_over(*report.status); });
  const auto answer = store_->write([&](store::WriteTransaction& transaction) {
    const auto unit = store::units::find(transaction, id);
    std::map<std::int64_t, std::int64_t> versions;
    if (unit) {
      if (setting_.defect == ModelDefect::repeated_commit && commit.number <= unit->outbox_number)
        commit.number = unit->outbox_number + 1;
      for (auto& write : commit.settings) {
        versions[write.relation.value] = store::relations::application_version(transaction, write.relation, unit->application);
        if (setting_.defect == ModelDefect::stale_leader_accepted && write.application) {
          const auto row = store::applications::get(transaction, unit->application);
          if (row.leader != unit->id) write.leader_term = store::applications::set_leader(transaction, row, unit->id);
        }
      }
    }
    auto result = services::commit(transaction, machine, id, commit, setting_.time.wall_ms());
    if (unit && result.accepted) note_writes(transaction, *unit, commit, versions);
    return result;
  });
  wake();
  setting_.coverage.count(answer.accepted ? "commit accepted" : "commit refused");
  return answer;
}

void SimController::note_writes(const store::WriteTransaction& transaction, const store::UnitRow& unit,
                                const Commit& commit, const std::map<std::int64_t, std::int64_t>& versions_before) {
  for (const auto& write : commit.settings) {
    const auto relation = store::relations::find(transaction, write.relation);
    if (!relation) continue;
    if (!write.application) {
      const auto bag = store::relations::unit_settings(transaction, write.relation, unit.id);
      if (bag.contains(value_key))
        setting_.history.push_back({.fact = Fact::bag_written, .unit = label_of(unit.name),
                                    .relation = relation->number(), .value = bag.at(value_key)});
    } else if (store::relations::application_version(transaction, write.relation, unit.application) !=
               versions_before.at(write.relation.value)) {
      setting_.coverage.count("application bag written");
      const auto application = store::applications::get(transaction, unit.application);
      // A write that this unit could make without leading now carries no valid term: report it as term 0.
      setting_.history.push_back({.fact = Fact::app_bag_written, .unit = label_of(unit.name),
                                  .relation = relation->number(),
                                  .version = application.leader == unit.id ? write.leader_term : 0,
                                  .application = application.name});
    }
  }
}

/// Application to unit.
std::map<std::string, std::string> SimController::leaders() const {
  return read([&](const store::ReadTransaction& transaction) {
    std::map<std::string, std::string> leaders;
    for (const auto& application : store::applications::list(transaction, model_))
      if (application.leader) leaders[application.name] = store::units::get(transaction, *application.leader).name;
    return leaders;
  });
}

std::optional<std::string> SimController::leader_of(const std::string& application) const {
  const auto known = leaders();
  const auto found = known.find(application);
  return found == known.end() ? std::nullopt : std::optional(found->second);
}

void SimController::note_said_leader(const std::string& unit) {
  const auto there = read([&](const store::ReadTransaction& transaction) {
    return store::units::find(transaction, model_, unit).has_value();
  });
  if (!there) return;
  setting_.coverage.count("hook told that it leads");
  setting_.history.push_back({.fact = Fact::leader_said, .unit = label_of(unit), .number = setting_.time.boot_ms(),
                              .application = unit.substr(0, unit.find('/'))});
}

wire::HeartbeatAnswer SimController::heartbeat(MachineId machine, const wire::Heartbeat& heartbeat) {
  wire::HeartbeatAnswer answer;
  const auto received = setting_.time.boot_ms();
  const auto before = leaders();
  const auto grants = store_->write([&](store::WriteTransaction& transaction) {
    return services::heartbeat(transaction, *leases_, {machine, heartbeat.boot_id, heartbeat.lease_claims}, received,
                               setting_.time.wall_ms());
  });
  for (const auto& grant : grants) {
    auto term = grant.term;
    if (setting_.defect == ModelDefect::leases_without_term && grant.granted) term = 1;
    auto length_s = static_cast<int>(grant.length.count());
    if (setting_.defect == ModelDefect::lease_too_long && grant.granted) length_s *= 3;
    answer.leases.push_back({grant.unit, grant.granted, grant.term, length_s});
    if (!grant.granted) continue;
    const auto name = read([&](const store::ReadTransaction& transaction) { return store::units::get(transaction, grant.unit).name; });
    const auto application = UnitName::parse(name)->application().str();
    const auto led = before.find(application);
    const bool taken_over = led != before.end() && led->second != name;
    if (taken_over) setting_.coverage.count("leadership lost");
    setting_.history.push_back({.fact = Fact::leader_granted, .unit = label_of(name),
                                .remote = taken_over ? label_of(led->second) : "", .version = term, .number = received,
                                .application = application});
  }
  wake();
  return answer;
}

delivery::SubscriptionId SimController::subscribe(MachineId machine, const std::string& revision) {
  return delivery_->subscribe_machine(machine, Revision::parse(revision));
}

void SimController::next_update(delivery::SubscriptionId id, delivery::UpdateHandler handler) {
  delivery_->next_update(id, std::move(handler));
  wake();
}

void SimController::unsubscribe(delivery::SubscriptionId id) { delivery_->unsubscribe(id); }

} // namespace periapt::sim
