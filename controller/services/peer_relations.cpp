#include "services/peer_relations.h"

#include "services/contracts.h"
#include "store/charm_repository.h"
#include "store/model_repository.h"
#include "store/relation_repository.h"

#include <set>

namespace periapt::services {

using namespace store;

void add_peer_relations(WriteTransaction& transaction, const ApplicationRow& application, TimeMs now) {
  std::set<std::string> there;
  for (const auto& relation : relations::of_application(transaction, application.id))
    if (relation.peer()) there.insert(relation.ends.front().endpoint.name);
  for (const auto& endpoint : charms::endpoints(transaction, application.charm)) {
    if (endpoint.role != Role::peer || there.contains(endpoint.name)) continue;
    const auto number = models::take_number(transaction, application.model, "relation");
    const std::vector<RelationEnd> ends{{application.id, application.name, endpoint, number}};
    const auto contract = choose_contract(transaction, application.name + ":" + endpoint.name, ends);
    const auto id = relations::insert(transaction, application.model, ends, now);
    make_under_contract(transaction, *relations::find(transaction, id), contract, now);
  }
}

} // namespace periapt::services
