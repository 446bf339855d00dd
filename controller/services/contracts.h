// Interface contracts in a model: what a charm brings is checked when it is added, a relation is made under one
// version that both sides speak, and every publication is judged by it. Rule: DESIGN section 6.
// Threads: inside the caller's transaction.
#pragma once

#include "charm/charm.h"
#include "core/bag.h"
#include "core/interface_promise.h"
#include "store/contract_repository.h"
#include "store/relation_repository.h"
#include "store/unit_repository.h"

#include <optional>
#include <string>
#include <vector>

namespace periapt::services {

/// The contracts that `charm` brings. Throws Error(invalid) where one cannot be read, is not what its path says, or
/// gives a version that the program brings another meaning, and where an endpoint speaks a version nobody has written.
std::vector<store::ContractRow> contracts_of(const charm::Charm& charm);

/// For a relation between these ends: the newest version that both speak. nullopt: nobody has a contract for it.
/// Throws Error(conflict): `cannot add relation "a:db b:db": interface "mysql": a:db speaks version 2, b:db version 1`.
std::optional<store::ContractRow> choose_contract(const store::ReadTransaction& transaction, const std::string& key,
                                                  const std::vector<RelationEnd>& ends);

/// Pins the contract, and notes what both applications have not published yet.
void make_under_contract(store::WriteTransaction& transaction, const store::RelationRow& relation,
                         const std::optional<store::ContractRow>& contract, TimeMs now);

/// After a bag has changed: how its promise stands.
void judge_unit(store::WriteTransaction& transaction, const store::RelationRow& relation, const store::UnitRow& unit,
                TimeMs now);
void judge_application(store::WriteTransaction& transaction, const store::RelationRow& relation,
                       ApplicationId application, TimeMs now);

// --- for people; `application`: only what it promises, or is told ---
std::vector<InterfacePromise> promise_reports(const store::ReadTransaction& transaction, ModelId model,
                                              const std::optional<std::string>& application);
std::vector<EventReport> event_reports(const store::ReadTransaction& transaction, ModelId model,
                                       const std::optional<std::string>& application);
std::vector<KnownContract> known_contracts(const store::ReadTransaction& transaction, ModelId model);

} // namespace periapt::services
