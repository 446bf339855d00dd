// A small reference model of a controller: applications, units, relations, bags and leaders, with the rules of
// contract/hooks.md section 5 written down once more, as plainly as possible, and nothing of the real store.
#pragma once

#include "resolver/remote_state.h"
#include "sim/history.h"
#include "sim/random.h"
#include "sim/resolver/defect.h"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace periapt::sim {

inline const std::string charm_prefix = "local:charm-";

struct WorldBag {
  std::int64_t version = 0;
  std::string value;
};

struct WorldUnit {
  std::string name; // "app1/0"
  std::string application;
  Life life = Life::alive;
  ResolvedMode resolved = ResolvedMode::none;
  std::string label() const { return name + "#" + name; } // names are never used again here
};

struct WorldApplication {
  std::int64_t config = 1;
  std::int64_t charm = 1;
  bool charm_forced = false;
  std::int64_t next_unit = 0;
  std::optional<std::string> leader; // unit name
  std::int64_t term = 0;
  std::int64_t leader_settings = 0;
};

struct WorldStorage {
  std::string unit;
  std::int64_t attachment = 0;
  Life life = Life::alive;
  bool provisioned = false;
};

struct WorldSecret {
  std::string application;
  std::string unit; // the owner; empty: the application
  std::int64_t latest = 1;
  std::int64_t rotation_due = 0;
  std::map<std::int64_t, std::int64_t> expired; // revision -> when
  std::set<std::int64_t> obsolete;
  std::set<std::string> readers; // units
};

struct WorldRelation {
  std::vector<std::string> applications; // one: a peer relation
  Life life = Life::alive;
  std::set<std::string> scope;           // units that entered and did not leave
  std::map<std::string, WorldBag> unit_bags;
  std::map<std::string, WorldBag> application_bags;
  bool peer() const { return applications.size() == 1; }
  bool has(const std::string& application) const;
};

struct WorldTask {
  std::string unit;
  bool begun = false;
};

class World {
public:
  World(History& history, Defect defect) : history_(history), defect_(defect) {}

  // --- what an operator does ---
  void add_application();
  void add_unit(const std::string& application);
  void remove_unit(const std::string& unit);
  void set_config(const std::string& application) { touch(applications.at(application).config); }
  void upgrade_charm(const std::string& application, bool forced) {
    applications.at(application).charm_forced = forced;
    touch(applications.at(application).charm);
  }
  void relate(const std::string& left, const std::string& right);
  void remove_relation(std::int64_t number);

  // --- storage and secrets (world_holdings.cpp): of any unit, whatever the random number says ---
  void add_storage(const std::string& unit, bool provisioned, bool first);
  void change_storage(Random& random);
  void change_secret(Random& random);
  void ask_for_task(const std::string& unit) { tasks[++revision_] = {.unit = unit}; }

  // --- what units report ---
  void enter(const std::string& unit, std::int64_t number);
  void leave(const std::string& unit, std::int64_t number);
  void write(const std::string& unit, std::int64_t number, const std::string& value);
  /// False: refused, the term is not current.
  bool write_application(const std::string& unit, std::int64_t number, std::int64_t term);
  void dead(const std::string& unit);
  /// storage-detaching has committed, or nothing was attached.
  void leave_storage(const std::string& id);

  // --- leases ---
  void grant_leases(Random& random);
  void take_lease(const std::string& application);

  /// What a unit would be told now.
  resolver::RemoteState view_of(const std::string& unit) const;
  /// Config and charm as one number: what config-changed is about.
  static std::int64_t config_version(std::int64_t config, std::int64_t charm) { return config * 1'000'000 + charm; }
  FinalState final_state() const;
  std::int64_t revision() const { return revision_; }

  std::map<std::string, WorldApplication> applications;
  std::map<std::string, WorldUnit> units;
  std::map<std::int64_t, WorldRelation> relations;
  std::map<std::string, WorldStorage> storages; // by id
  std::map<std::string, WorldSecret> secrets;   // by id
  std::map<std::int64_t, WorldTask> tasks; // that are not over, by number

private:
  void touch(std::int64_t& number) { number = ++revision_; }
  bool present(const WorldRelation& relation, const std::string& unit) const;
  resolver::RemoteRelation relation_view(std::int64_t number, const WorldUnit& unit) const;
  void drop_if_empty(std::int64_t number);
  void view_holdings(resolver::RemoteState& view, const WorldUnit& unit) const;
  void drop_holdings(const std::string& unit);
  void final_holdings(FinalState& state) const;

  History& history_;
  Defect defect_;
  std::int64_t revision_ = 1;
  std::int64_t next_application_ = 1;
  std::int64_t next_relation_ = 0;
  std::int64_t next_holding_ = 0; // storages, attachments and secrets
};

} // namespace periapt::sim
