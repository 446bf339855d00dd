#include "services/contracts.h"

#include "interfaces/catalogue.h"
#include "store/application_repository.h"
#include "store/charm_repository.h"

#include <algorithm>

namespace periapt::services {
namespace {

using namespace store;
using interfaces::BagKind;
using interfaces::Contract;

/// The relations that were made under a contract, with the names that the model has for both sides.
template <class Look>
void for_each_contract(const ReadTransaction& transaction, ModelId model, const Look& look) {
  for (const auto& relation : relations::list(transaction, model))
    if (const auto pinned = contracts::of_relation(transaction, relation.id))
      look(relations::seen_from(transaction, model, relation), *pinned);
}

void require_application(const ReadTransaction& transaction, ModelId model, const std::optional<std::string>& name) {
  if (name) applications::get(transaction, model, *name);
}

/// What one application is told in one relation.
class EventsOfEnd {
public:
  EventsOfEnd(const ReadTransaction& transaction, const RelationRow& relation, const Contract& contract,
              const RelationEnd& told, std::vector<EventReport>& reports)
      : transaction_(transaction), relation_(relation), contract_(contract), told_(told),
        other_(relation.other_end(told.application)), reports_(reports),
        programs_(charms::events(transaction, applications::get(transaction, told.application).charm)) {}

  void report() {
    for (const auto& part : relations::parts(transaction_, relation_.id))
      if (part.in_scope && part.application == other_.application)
        add(relations::unit_name_in(relation_, part), BagKind::unit, relations::unit_settings(transaction_, relation_.id, part.unit));
    add(other_.application_name, BagKind::application,
        relations::application_settings(transaction_, relation_.id, other_.application));
  }

private:
  void add(const std::string& publisher, BagKind kind, const Bag& bag) {
    const auto held = contract_.true_events({other_.endpoint.role, kind}, bag);
    for (const auto& event : contract_.events()) {
      if (event.publisher != interfaces::Promiser{other_.endpoint.role, kind}) continue;
      const auto program = told_.endpoint.name + "-" + event.name;
      reports_.push_back({.application = told_.application_name,
                          .event = program,
                          .relation = relation_.key(),
                          .number = told_.number,
                          .publisher = publisher,
                          .holds = std::find(held.begin(), held.end(), event.name) != held.end(),
                          .handled = std::find(programs_.begin(), programs_.end(), program) != programs_.end(),
                          .description = event.description});
    }
  }

  const ReadTransaction& transaction_;
  const RelationRow& relation_;
  const Contract& contract_;
  const RelationEnd& told_;
  const RelationEnd& other_;
  std::vector<EventReport>& reports_;
  std::vector<std::string> programs_;
};

std::string promiser_in(const RelationRow& relation, const PromiseRow& promise) {
  return relations::unit_name_in(
      relation, {.relation = relation.id, .unit = promise.unit, .unit_name = promise.promiser, .application = promise.application});
}

KnownContract known(const ContractRow& row, const std::string& source) {
  const auto contract = interfaces::read_contract(row.text);
  KnownContract known{.interface = row.interface, .version = row.version, .summary = contract->summary(), .source = source,
                      .events = {}, .relations = {}};
  for (const auto& event : contract->events()) known.events.push_back(event.name);
  return known;
}

} // namespace

std::vector<InterfacePromise> promise_reports(const ReadTransaction& transaction, ModelId model,
                                              const std::optional<std::string>& application) {
  require_application(transaction, model, application);
  std::vector<InterfacePromise> reports;
  for_each_contract(transaction, model, [&](const RelationRow& relation, const ContractRow& contract) {
    for (const auto& promise : contracts::promises(transaction, relation.id)) {
      const auto* end = relation.end_of(promise.application);
      if (application && end->application_name != *application) continue;
      reports.push_back({.relation = relation.key(),
                         .number = end->number,
                         .interface = contract.interface,
                         .version = contract.version,
                         .application = end->application_name,
                         .promiser = promise.unit.value == 0 ? end->application_name : promiser_in(relation, promise),
                         .endpoint = end->endpoint.name,
                         .keeping = promise.keeping,
                         .reason = promise.reason,
                         .since_ms = promise.since_ms});
    }
  });
  return reports;
}

std::vector<EventReport> event_reports(const ReadTransaction& transaction, ModelId model,
                                       const std::optional<std::string>& application) {
  require_application(transaction, model, application);
  std::vector<EventReport> reports;
  for_each_contract(transaction, model, [&](const RelationRow& relation, const ContractRow& pinned) {
    const auto contract = interfaces::read_contract(pinned.text);
    for (std::size_t i = 0; i < relation.ends.size(); ++i) {
      const auto& end = relation.ends[i];
      const bool is_here = relation.end_models[i] == model; // what another model's applications are told is told there
      if (is_here && (!application || end.application_name == *application))
        EventsOfEnd(transaction, relation, *contract, end, reports).report();
    }
  });
  return reports;
}

std::vector<KnownContract> known_contracts(const ReadTransaction& transaction, ModelId model) {
  std::vector<KnownContract> all;
  for (const auto& shipped : interfaces::shipped_contracts())
    all.push_back(known({shipped.interface, shipped.version, shipped.text}, ""));
  for (const auto& [url, contract] : contracts::of_model(transaction, model)) all.push_back(known(contract, url));
  for_each_contract(transaction, model, [&](const RelationRow& relation, const ContractRow& pinned) {
    const auto made_under = std::find_if(all.begin(), all.end(), [&](const auto& one) {
      return one.interface == pinned.interface && one.version == pinned.version;
    });
    if (made_under != all.end()) made_under->relations.push_back(relation.key());
  });
  return all;
}

} // namespace periapt::services
