// Units: life, statuses, what their agents have committed, charm state and ports.
#pragma once

#include "core/bag.h"
#include "core/commit.h"
#include "core/entities.h"
#include "core/status.h"
#include "store/transaction.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::store {

struct UnitRow {
  UnitId id;
  ModelId model;
  ApplicationId application;
  std::int64_t number = 0;
  std::string name; // "wordpress/0"
  MachineId machine;
  std::optional<UnitId> principal;
  Life life = Life::alive;
  ResolvedMode resolved = ResolvedMode::none;
  std::optional<CharmId> charm; // on its disk
  std::int64_t outbox_number = 0;
  StatusRecord workload;
  StatusRecord agent;
  std::string workload_version;
  std::optional<TimeMs> removal_deadline_ms;
};

struct NewUnit {
  ModelId model;
  ApplicationId application;
  std::int64_t number = 0;
  std::string name;
  MachineId machine;
  StatusRecord workload;
  StatusRecord agent;
  std::optional<UnitId> principal = {}; // of a subordinate
};

namespace units {

UnitId insert(WriteTransaction& transaction, const NewUnit& row);
std::optional<UnitRow> find(const ReadTransaction& transaction, UnitId id);
std::optional<UnitRow> find(const ReadTransaction& transaction, ModelId model, const std::string& name);
UnitRow get(const ReadTransaction& transaction, UnitId id); // throws not_found `unit not found`
std::vector<UnitRow> list(const ReadTransaction& transaction, ModelId model); // by application and number
std::vector<UnitRow> of_application(const ReadTransaction& transaction, ApplicationId id); // by number
std::vector<UnitRow> on_machine(const ReadTransaction& transaction, MachineId id);         // by id
std::vector<UnitRow> of_principal(const ReadTransaction& transaction, UnitId principal);   // its subordinates, by id
std::vector<UnitRow> overdue(const ReadTransaction& transaction, TimeMs now); // removal deadline passed

void set_life(WriteTransaction& transaction, const UnitRow& row, Life life);
void set_removal_deadline(WriteTransaction& transaction, const UnitRow& row, TimeMs deadline); // an earlier one stays
void set_resolved(WriteTransaction& transaction, const UnitRow& row, ResolvedMode mode);
void set_charm(WriteTransaction& transaction, const UnitRow& row, CharmId charm);
/// Sets the time also when status and message stay.
void set_workload_status(WriteTransaction& transaction, const UnitRow& row, const StatusRecord& status);
void set_agent_status(WriteTransaction& transaction, const UnitRow& row, const StatusRecord& status);
void set_workload_version(WriteTransaction& transaction, const UnitRow& row, const std::string& version);
/// With its state and ports; its parts in relations stay.
void remove(WriteTransaction& transaction, const UnitRow& row);

std::optional<std::string> local_state(const ReadTransaction& transaction, UnitId id);
void set_local_state(WriteTransaction& transaction, UnitId id, const std::string& state);

/// The answer given to this number, also for a unit that is gone; only to the machine it was given to.
std::optional<CommitAnswer> answer(const ReadTransaction& transaction, MachineId machine, UnitId id,
                                   std::int64_t number);
/// Notes the answer and raises the unit's outbox number.
void keep_answer(WriteTransaction& transaction, const UnitRow& row, std::int64_t number, const CommitAnswer& answer);

Bag charm_state(const ReadTransaction& transaction, UnitId id);
void change_charm_state(WriteTransaction& transaction, UnitId id, const BagChanges& changes);

std::vector<OpenedPort> ports(const ReadTransaction& transaction, UnitId id); // sorted
/// Of every unit that has some.
std::map<UnitId, std::vector<OpenedPort>> ports_of_model(const ReadTransaction& transaction, ModelId model);
void open_port(WriteTransaction& transaction, const UnitRow& row, const OpenedPort& port);
void close_port(WriteTransaction& transaction, const UnitRow& row, const OpenedPort& port);

} // namespace units
} // namespace periapt::store
