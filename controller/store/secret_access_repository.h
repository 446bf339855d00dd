// Who may read a secret, and who does. Rule: contract/hook-tools.md 7, "Access"; contract/hooks.md 17.
#pragma once

#include "store/secret_repository.h"

namespace periapt::store {

struct SecretGrantRow {
  ApplicationId application;
  std::optional<UnitId> unit;         // nullopt: the whole application
  std::optional<RelationId> relation; // nullopt: for as long as the model lives
  bool operator==(const SecretGrantRow&) const = default;
};

namespace secrets {

std::vector<SecretGrantRow> grants(const ReadTransaction& transaction, SecretRow row);
/// A grant to the same application or unit again moves it to the new relation.
void grant(WriteTransaction& transaction, const SecretInfoRow& info, const SecretGrantRow& grant);
/// The unit's grant, or without a unit all of the application's. Who may read no more loses what it tracks.
void revoke(WriteTransaction& transaction, const SecretInfoRow& info, ApplicationId application,
            std::optional<UnitId> unit);
/// What this relation's life was for; to be called before the relation is removed.
void revoke_relation(WriteTransaction& transaction, RelationId relation);

/// Owner, a unit of the owning application, or granted.
bool may_read(const ReadTransaction& transaction, const SecretInfoRow& info, UnitId unit, ApplicationId application);

// --- consumers ----------------------------------------------------------------------------------
std::optional<SecretConsumer> consumer(const ReadTransaction& transaction, SecretRow row, UnitId unit);
/// The secret that this unit calls so.
std::optional<SecretRow> find_by_consumer_label(const ReadTransaction& transaction, UnitId unit,
                                                const std::string& label);
void set_consumer(WriteTransaction& transaction, const SecretInfoRow& info, const SecretConsumer& consumer);
/// The unit is about to go: what it tracked may be obsolete now, and what it owned goes.
void forget_unit(WriteTransaction& transaction, ModelId model, UnitId unit);
/// The application is about to go: what it owned and what it was granted goes.
void forget_application(WriteTransaction& transaction, ModelId model, ApplicationId application);

} // namespace secrets
} // namespace periapt::store
