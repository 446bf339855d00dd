// Models, their configuration and the numbers they give out; the controller's own row.
#pragma once

#include "core/entities.h"
#include "core/status.h"
#include "store/transaction.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace periapt::store {

struct ControllerRow {
  std::string uuid;
  std::string name;
  std::string network;
};
ControllerRow controller_row(const ReadTransaction& transaction);
/// No journal row: it is told by what changes with it, the machines' addresses.
void set_controller_network(WriteTransaction& transaction, const std::string& network);

struct ModelRow {
  ModelId id;
  Uuid uuid;
  std::string name;
  std::string owner;
  Life life = Life::alive;
  TimeMs created_ms = 0;
  TimeMs since_ms = 0; // of `life`
  bool is_controller = false; // the controller's own, which holds nothing
};

struct ModelCounts {
  int machines = 0;
  int applications = 0;
  int units = 0;
};

namespace models {

ModelId insert(WriteTransaction& transaction, const Uuid& uuid, const std::string& name, TimeMs now,
               const std::string& owner = "admin", bool is_controller = false);
std::optional<ModelRow> find(const ReadTransaction& transaction, ModelId id);
ModelRow get(const ReadTransaction& transaction, ModelId id); // throws not_found
std::vector<ModelRow> list(const ReadTransaction& transaction); // by owner and name
ModelCounts counts(const ReadTransaction& transaction, ModelId id);

/// True if this changed something.
bool set_life(WriteTransaction& transaction, ModelId id, Life life, TimeMs now);
/// With everything in it.
void remove(WriteTransaction& transaction, ModelId id);

std::map<std::string, std::string> config(const ReadTransaction& transaction, ModelId id);
/// nullopt resets. One journal row however many values change.
void set_config(WriteTransaction& transaction, ModelId id,
                const std::map<std::string, std::optional<std::string>>& changes);

std::string constraints(const ReadTransaction& transaction, ModelId id);
void set_constraints(WriteTransaction& transaction, ModelId id, const std::string& constraints);

/// 0, 1, 2…: `sequence` is "machine", "relation", "operation" or "charm:<name>".
std::int64_t take_number(WriteTransaction& transaction, ModelId id, const std::string& sequence);

} // namespace models
} // namespace periapt::store
