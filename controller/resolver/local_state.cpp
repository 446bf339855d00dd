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

} // namespace periapt::resolver
