// A model at one moment, as far as commands change it: what a plan compares. Pure values; read in the caller's
// transaction. Threads: that of the transaction.
#pragma once

#include "core/config_value.h"
#include "core/endpoint.h"
#include "core/entities.h"
#include "resolver/local_state.h"
#include "store/transaction.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace periapt::planning {

struct StoragePicture {
  std::int64_t attachment = 0; // 0: attached to nothing
  std::string unit;
  Life attachment_life = Life::alive;
  Life life = Life::alive;
  bool operator==(const StoragePicture&) const = default;
};

struct UnitPicture {
  std::string name;
  std::int64_t number = 0;
  std::string application;
  std::string machine;
  std::optional<std::string> principal;
  Life life = Life::alive;
  ResolvedMode resolved = ResolvedMode::none;
  std::string agent_status; // not compared
  std::string agent_message;
};

struct ApplicationPicture {
  Life life = Life::alive;
  resolver::CharmVersion charm;
  std::string charm_name;
  std::string base;
  std::string channel;
  std::string constraints;
  bool charm_forced = false;
  bool trust = false;
  bool exposed = false;
  ConfigValues config;
  std::optional<std::string> leader; // a unit
  std::int64_t leader_term = 0;
  std::vector<Endpoint> endpoints;
  std::set<std::string> programs; // events that the charm has one for; with `dispatch`: all of them
};

struct RelationPicture {
  RelationId id;
  std::string key;
  Life life = Life::alive;
  bool suspended = false;
  std::vector<RelationEnd> ends;      // with the numbers of this model
  std::set<std::string> foreign_units; // of the end that is another model's
};

struct ModelPicture {
  std::map<std::string, std::string> settings;
  std::map<std::string, Life> machines;
  std::map<std::string, ApplicationPicture> applications;
  std::map<std::string, UnitPicture> units;
  std::map<std::int64_t, RelationPicture> relations; // by number
  std::map<std::string, StoragePicture> storage;     // data/0
  std::map<std::string, std::string> offers;         // name to application:endpoints
  std::map<std::string, std::string> saas;           // name to URL
};

ModelPicture picture_of(const store::ReadTransaction& transaction, ModelId model);

} // namespace periapt::planning
