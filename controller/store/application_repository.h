// Applications with their explicit configuration, leadership and leader settings. Writers append to the
// journal when something really changed.
#pragma once

#include "charm/base.h"
#include "core/bag.h"
#include "core/config_value.h"
#include "core/entities.h"
#include "core/status.h"
#include "store/transaction.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::store {

struct ApplicationRow {
  ApplicationId id;
  ModelId model;
  std::string name;
  CharmId charm;
  std::int64_t charm_modified = 0;
  bool charm_forced = false; // units in error take the charm too
  Life life = Life::alive;
  charm::Base base;
  bool trust = false;
  bool exposed = false;
  std::optional<UnitId> leader;
  std::int64_t leader_term = 0;
  std::int64_t leader_settings_version = 0;
  std::string workload_version;
  std::optional<StatusRecord> status; // set by the leader
  TimeMs created_ms = 0;
  std::string channel; // of the store that the charm is from; empty: uploaded
  std::string constraints;
};

/// To whom one endpoint is open; an empty endpoint means all.
struct ExposureRow {
  std::string endpoint;
  std::vector<std::string> spaces;
  std::vector<std::string> cidrs;
};

struct NewApplication {
  ModelId model;
  std::string name;
  CharmId charm;
  charm::Base base;
  bool trust = false;
  TimeMs created_ms = 0;
  std::string channel = {};
  std::string constraints = {};
};

namespace applications {

ApplicationId insert(WriteTransaction& transaction, const NewApplication& row);
std::optional<ApplicationRow> find(const ReadTransaction& transaction, ApplicationId id);
std::optional<ApplicationRow> find(const ReadTransaction& transaction, ModelId model, const std::string& name);
ApplicationRow get(const ReadTransaction& transaction, ApplicationId id);
/// Throws Error(not_found) `application "x" not found`.
ApplicationRow get(const ReadTransaction& transaction, ModelId model, const std::string& name);
std::vector<ApplicationRow> list(const ReadTransaction& transaction, ModelId model); // by name

std::int64_t take_unit_number(WriteTransaction& transaction, ApplicationId id);
void set_life(WriteTransaction& transaction, const ApplicationRow& row, Life life);
/// The row must be without units and relations.
void remove(WriteTransaction& transaction, const ApplicationRow& row);

/// Something that its units' charm reads has changed: they run upgrade-charm.
void note_modified(WriteTransaction& transaction, const ApplicationRow& row);

/// Of units that are added later.
void set_base(WriteTransaction& transaction, const ApplicationRow& row, const charm::Base& base);
void set_channel(WriteTransaction& transaction, const ApplicationRow& row, const std::string& channel);
void set_constraints(WriteTransaction& transaction, const ApplicationRow& row, const std::string& constraints);
std::vector<ExposureRow> exposure(const ReadTransaction& transaction, ApplicationId id); // by endpoint
/// The whole of it; without rows an exposed application is open to everybody.
void set_exposure(WriteTransaction& transaction, const ApplicationRow& row, bool exposed,
                  const std::vector<ExposureRow>& rows);

ConfigValues config(const ReadTransaction& transaction, ApplicationId id);
using ConfigChanges = std::map<std::string, std::optional<ConfigValue>>; // nullopt resets
/// One journal row however many values change.
void set_config(WriteTransaction& transaction, const ApplicationRow& row, const ConfigChanges& changes,
                std::optional<bool> trust);

/// A new holder starts a new term, which is returned; nullopt = nobody holds it, the term stays.
std::int64_t set_leader(WriteTransaction& transaction, const ApplicationRow& row, std::optional<UnitId> leader);
Bag leader_settings(const ReadTransaction& transaction, ApplicationId id);
void set_leader_settings(WriteTransaction& transaction, const ApplicationRow& row, const BagChanges& changes);

void set_status(WriteTransaction& transaction, const ApplicationRow& row, const StatusRecord& status);
void set_workload_version(WriteTransaction& transaction, const ApplicationRow& row, const std::string& version);

} // namespace applications
} // namespace periapt::store
