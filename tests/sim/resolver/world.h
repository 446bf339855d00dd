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
  std::int64_t next_unit = 0;
  std::optional<std::string> leader; // unit name
  std::int64_t term = 0;
  std::int64_t leader_settings = 0;
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

class World {
public:
  World(History& history, Defect defect) : history_(history), defect_(defect) {}

  // --- what an operator does ---
  void add_application();
  void add_unit(const std::string& application);
  void remove_unit(const std::string& unit);
  void set_config(const std::string& application) { touch(applications.at(application).config); }
  void upgrade_charm(const std::string& application) { touch(applications.at(application).charm); }
  void relate(const std::string& left, const std::string& right);
  void remove_relation(std::int64_t number);

  // --- what units report ---
  void enter(const std::string& unit, std::int64_t number);
  void leave(const std::string& unit, std::int64_t number);
  void write(const std::string& unit, std::int64_t number, const std::string& value);
  /// False: refused, the term is not current.
  bool write_application(const std::string& unit, std::int64_t number, std::int64_t term);
  void dead(const std::string& unit);

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

private:
  void touch(std::int64_t& number) { number = ++revision_; }
  bool present(const WorldRelation& relation, const std::string& unit) const;
  resolver::RemoteRelation relation_view(std::int64_t number, const WorldUnit& unit) const;
  void drop_if_empty(std::int64_t number);

  History& history_;
  Defect defect_;
  std::int64_t revision_ = 1;
  std::int64_t next_application_ = 1;
  std::int64_t next_relation_ = 0;
};

} // namespace periapt::sim
