// Interface contracts: those that charms bring, the one a relation was made under, and how its promises stand.
// They are no entities of their own: a relation's contract never changes, and promises are for people.
#pragma once

#include "charm/charm.h"
#include "core/interface_promise.h"
#include "store/transaction.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace periapt::store {

struct ContractRow {
  std::string interface;
  std::int64_t version = 0;
  std::string text; // YAML
};

struct PromiseRow {
  RelationId relation;
  ApplicationId application;
  UnitId unit; // 0: of the application's own bag
  std::string promiser;
  PromiseKeeping keeping = PromiseKeeping::not_given;
  std::string reason;
  TimeMs since_ms = 0;
};

namespace contracts {

void insert_versions(WriteTransaction& transaction, CharmId charm, const charm::ContractVersions& versions);
void insert_of_charm(WriteTransaction& transaction, CharmId charm, const ContractRow& contract);
/// What the endpoint speaks; empty: every version.
std::vector<std::int64_t> versions_of(const ReadTransaction& transaction, CharmId charm, const std::string& endpoint);
std::vector<ContractRow> of_charm(const ReadTransaction& transaction, CharmId charm);
/// Those that charms of the model bring, by the charm's URL.
std::vector<std::pair<std::string, ContractRow>> of_model(const ReadTransaction& transaction, ModelId model);

void pin(WriteTransaction& transaction, RelationId relation, const ContractRow& contract);
std::optional<ContractRow> of_relation(const ReadTransaction& transaction, RelationId relation);

/// `since_ms` stays what it was while the promise stands as it stood.
void set_promise(WriteTransaction& transaction, const PromiseRow& promise);
void drop_promise(WriteTransaction& transaction, RelationId relation, UnitId unit);
std::vector<PromiseRow> promises(const ReadTransaction& transaction, RelationId relation);

} // namespace contracts
} // namespace periapt::store
