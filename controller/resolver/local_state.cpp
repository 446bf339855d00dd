#include "resolver/local_state.h"

#include <algorithm>
#include <utility>

namespace periapt::resolver {

const LocalRelation* LocalState::find_relation(RelationId id) const {
  const auto found = std::find_if(relations.begin(), relations.end(), [&](const auto& one) { return one.id == id; });
  return found == relations.end() ? nullptr : &*found;
}

LocalRelation* LocalState::find_relation(RelationId id) {
  return const_cast<LocalRelation*>(std::as_const(*this).find_relation(id));
}

const LocalStorage* LocalState::find_storage(std::int64_t attachment) const {
  const auto found = std::find_if(storages.begin(), storages.end(),
                                  [&](const auto& one) { return one.attachment == attachment; });
  return found == storages.end() ? nullptr : &*found;
}

const LocalSecret* LocalState::find_secret(const std::string& id) const {
  const auto found = std::find_if(secrets.begin(), secrets.end(), [&](const auto& one) { return one.id == id; });
  return found == secrets.end() ? nullptr : &*found;
}

} // namespace periapt::resolver
