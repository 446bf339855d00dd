// Relations, the units in them, and both kinds of bags. Writers append to the journal when something really
// changed; a bag's version is the revision of its last real change. Rule: contract/hooks.md section 5.
#pragma once

#include "core/bag.h"
#include "core/entities.h"
#include "core/status.h"
#include "store/transaction.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace periapt::store {

struct RelationRow {
  RelationId id;
  ModelId model;
  Life life = Life::alive;
  bool suspended = false;
  std::string status; // joining, joined, suspended, broken
  TimeMs status_since_ms = 0;
  std::vector<RelationEnd> ends; // requirer first; one end for a peer relation
  std::vector<ModelId> end_models = {}; // of each end: two models when it runs over an offer

  bool peer() const { return ends.size() == 1; }
  std::int64_t number() const { return ends.front().number; } // of one seen from a model: its number there
  /// "wordpress:db mariadb:db"; "app:peers"
  std::string key() const;
  /// The application's own end; nullptr when it has no part in this relation.
  const RelationEnd* end_of(ApplicationId application) const;
  /// The other application's end; the own one of a peer relation.
  const RelationEnd& other_end(ApplicationId application) const;
};

struct RelationUnitRow {
  RelationId relation;
  UnitId unit;
  std::string unit_name;
  ApplicationId application;
  bool in_scope = false;
  std::int64_t version = 0;
  std::optional<UnitId> container = {}; // container-scoped: the principal's id, the same for those who see each other
};

/// What a write to a bag has come to.
struct BagWritten {
  std::int64_t version = 0; // the bag's new one; 0: nothing really changed
  ChangedKeys keys = {};
};

namespace relations {

/// With an empty bag for each application. `ends` carry their numbers.
RelationId insert(WriteTransaction& transaction, ModelId model, const std::vector<RelationEnd>& ends, TimeMs now);
std::optional<RelationRow> find(const ReadTransaction& transaction, RelationId id);
std::optional<RelationRow> find_by_number(const ReadTransaction& transaction, ModelId model, std::int64_t number);
std::vector<RelationRow> list(const ReadTransaction& transaction, ModelId model); // that touch the model, by id
/// The same one by one: a model may have thousands.
void for_each(const ReadTransaction& transaction, ModelId model, const std::function<void(RelationRow)>& visit_row);
std::vector<RelationRow> of_application(const ReadTransaction& transaction, ApplicationId application); // by id
std::vector<RelationRow> overdue(const ReadTransaction& transaction, TimeMs now); // removal deadline passed

/// As the model knows it: an application of another model under the name that it has here (its SAAS application's, or
/// one made up where nobody consumes it), and one number. A relation within the model stays as it is.
RelationRow seen_from(const ReadTransaction& transaction, ModelId viewer, RelationRow row);
/// The part's unit by the name that it has in `row`.
std::string unit_name_in(const RelationRow& row, const RelationUnitRow& part);

void set_life(WriteTransaction& transaction, const RelationRow& row, Life life);
void set_removal_deadline(WriteTransaction& transaction, const RelationRow& row, TimeMs deadline);
void set_status(WriteTransaction& transaction, const RelationRow& row, const std::string& status, TimeMs now);
/// With all its bags.
void remove(WriteTransaction& transaction, const RelationRow& row);

// --- units' parts ---
std::optional<RelationUnitRow> find_part(const ReadTransaction& transaction, RelationId relation, UnitId unit);
std::vector<RelationUnitRow> parts(const ReadTransaction& transaction, RelationId relation); // by unit
std::vector<RelationUnitRow> parts_of_unit(const ReadTransaction& transaction, UnitId unit); // by relation
bool has_units_in_scope(const ReadTransaction& transaction, RelationId relation);

/// Enters scope with this bag, which replaces one of an earlier stay. In scope already: nothing happens.
BagWritten enter(WriteTransaction& transaction, const RelationRow& row, const RelationUnitRow& part, const Bag& settings);
/// The bag stays readable.
void leave(WriteTransaction& transaction, const RelationRow& row, UnitId unit);
/// Others must look again whether the unit is still a possible member (it is dying).
void note_presence(WriteTransaction& transaction, ModelId model, const RelationUnitRow& part);

Bag unit_settings(const ReadTransaction& transaction, RelationId relation, UnitId unit);
BagWritten change_unit_settings(WriteTransaction& transaction, const RelationRow& row, UnitId unit,
                                const BagChanges& changes);

// --- applications' bags ---
std::int64_t application_version(const ReadTransaction& transaction, RelationId relation, ApplicationId application);
Bag application_settings(const ReadTransaction& transaction, RelationId relation, ApplicationId application);
BagWritten change_application_settings(WriteTransaction& transaction, const RelationRow& row,
                                       ApplicationId application, const BagChanges& changes);

} // namespace relations
} // namespace periapt::store
