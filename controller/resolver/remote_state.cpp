#include "resolver/remote_state.h"

namespace periapt::resolver {

const RemoteRelation* RemoteState::find_relation(std::int64_t number) const {
  const auto found = relations.find(number);
  return found == relations.end() ? nullptr : &found->second;
}

const RemoteSecret* RemoteState::find_secret(const std::string& id) const {
  const auto found = secrets.find(id);
  return found == secrets.end() ? nullptr : &found->second;
}

std::string config_identity(const LocalState& local, const RemoteState& remote) {
  return local.charm.url + " " + local.charm.sha256 + " " + remote.settings;
}

} // namespace periapt::resolver
