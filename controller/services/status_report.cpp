#include "services/reports.h"

#include "services/models.h"
#include "services/remote_applications.h"
#include "services/report_parts.h"
#include "services/storage.h"
#include "store/application_repository.h"
#include "store/charm_repository.h"
#include "store/machine_repository.h"
#include "store/model_repository.h"
#include "store/relation_repository.h"
#include "store/unit_repository.h"

#include <map>
#include <set>

namespace periapt::services {
namespace {

using namespace store;

/// What several units and applications share is read once a report.
class StatusReader {
public:
  StatusReader(const ReadTransaction& transaction, ModelId model) : transaction_(transaction), model_(model) {
    for (auto& machine : machines::list(transaction, model)) machines_.emplace(machine.id, std::move(machine));
    ports_ = units::ports_of_model(transaction, model);
  }

  std::vector<MachineId> machine_ids() const {
    std::vector<MachineId> ids;
    for (const auto& [id, machine] : machines_) ids.push_back(id);
    return ids;
  }

  std::vector<MachineReport> read_machines(const std::string& model_name, const std::set<MachineId>& lost) const {
    std::vector<MachineReport> reports;
    reports.reserve(machines_.size());
    for (const auto& [id, machine] : machines_) reports.push_back(report(machine, model_name, lost.contains(id)));
    return reports;
  }

  std::vector<ApplicationReport> read_applications(const std::set<MachineId>& lost) {
    std::map<ApplicationId, std::vector<UnitRow>> units;
    for (auto& unit : units::list(transaction_, model_)) units[unit.application].push_back(std::move(unit));
    std::vector<ApplicationReport> reports;
    for (const auto& application : applications::list(transaction_, model_)) {
      auto entry = report(application);
      entry.units.reserve(units[application.id].size());
      for (const auto& unit : units[application.id]) entry.units.push_back(report(unit, application, lost));
      reports.push_back(std::move(entry));
    }
    return reports;
  }

  std::vector<RelationReport> read_relations() const {
    std::vector<RelationReport> reports;
    relations::for_each(transaction_, model_, [&](RelationRow row) {
      reports.push_back(relation_report(relations::seen_from(transaction_, model_, std::move(row))));
    });
    return reports;
  }

private:
  static MachineReport report(const MachineRow& machine, const std::string& model_name, bool lost) {
    MachineReport entry{.name = machine.name, .hostname = model_name + "-" + machine.name};
    entry.instance_id = machine.address.empty() ? "pending" : entry.hostname;
    if (!machine.address.empty()) entry.addresses = {machine.address};
    entry.agent_status = machine.agent_status;
    if (lost && machine.agent_status.current == "started")
      entry.agent_status = {"down", "agent is not communicating with the server", machine.agent_status.since_ms};
    entry.instance_status = machine.instance_status;
    entry.life = machine.life;
    entry.base_name = machine.base.name;
    entry.base_channel = machine.base.channel();
    entry.constraints = machine.constraints;
    return entry;
  }

  ApplicationReport report(const ApplicationRow& application) {
    const auto& charm = charm_of(application.charm);
    ApplicationReport entry{.name = application.name, .charm_url = charm.ref.url, .charm_name = charm.name};
    entry.charm_revision = charm.revision;
    entry.charm_version = charm.version;
    entry.channel = application.channel;
    entry.base_name = application.base.name;
    entry.base_channel = application.base.channel();
    entry.exposed = application.exposed;
    entry.subordinate = charm.subordinate;
    entry.life = application.life;
    entry.explicit_status = application.status;
    entry.created_ms = application.created_ms;
    entry.workload_version = application.workload_version;
    entry.bindings = bindings_of(application.charm);
    return entry;
  }

  UnitReport report(const UnitRow& unit, const ApplicationRow& application, const std::set<MachineId>& lost) {
    UnitReport entry{.name = unit.name, .workload_status = unit.workload, .agent_status = unit.agent};
    entry.life = unit.life;
    entry.leader = application.leader == unit.id;
    entry.agent_started = unit.agent.current != "allocating";
    entry.agent_lost = entry.agent_started && lost.contains(unit.machine);
    const auto& machine = machines_.at(unit.machine);
    if (!unit.principal) entry.machine = machine.name;
    if (unit.principal) entry.principal = units::get(transaction_, *unit.principal).name;
    if (unit.charm && *unit.charm != application.charm) entry.upgrading_from = charm_of(*unit.charm).ref.url;
    if (const auto ports = ports_.find(unit.id); ports != ports_.end()) entry.open_ports = port_texts(ports->second);
    entry.public_address = machine.address;
    return entry;
  }

  const CharmRow& charm_of(CharmId id) {
    auto place = charms_.find(id);
    if (place == charms_.end()) place = charms_.emplace(id, charms::get(transaction_, id)).first;
    return place->second;
  }

  const std::vector<std::string>& bindings_of(CharmId id) {
    auto place = bindings_.find(id);
    if (place == bindings_.end()) place = bindings_.emplace(id, binding_names(transaction_, id)).first;
    return place->second;
  }

  const ReadTransaction& transaction_;
  ModelId model_;
  std::map<MachineId, MachineRow> machines_;
  std::map<UnitId, std::vector<OpenedPort>> ports_;
  std::map<CharmId, CharmRow> charms_;
  std::map<CharmId, std::vector<std::string>> bindings_;
};

} // namespace

StatusReport status_report(const ReadTransaction& transaction, ModelId model, const Presence& presence, BootMs now,
                           const CloudName& cloud) {
  const auto summary = model_summary(transaction, model);
  StatusReader reader(transaction, model);
  const auto lost = presence.lost(reader.machine_ids(), now);
  StatusReport report{.revision = transaction.revision().str(), .model_name = summary.name};
  report.model_uuid = summary.uuid;
  report.model_owner = summary.owner;
  report.cloud = cloud.cloud;
  report.region = cloud.region;
  report.version = contract_version;
  report.model_life = summary.life;
  report.model_status = summary.status;
  report.machines = reader.read_machines(summary.name, lost);
  report.applications = reader.read_applications(lost);
  report.relations = reader.read_relations();
  report.storage = storage_reports(transaction, model);
  report.offers = offer_reports(transaction, model);
  report.remote_applications = remote_application_reports(transaction, model);
  return report;
}

} // namespace periapt::services
