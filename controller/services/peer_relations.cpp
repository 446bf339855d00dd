#include "services/peer_relations.h"

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
    relations::insert(transaction, application.model, {{application.id, application.name, endpoint, number}}, now);
  }
}

} // namespace periapt::services
