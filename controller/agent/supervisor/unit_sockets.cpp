#include "agent/supervisor/unit_sockets.h"

#include "base/file.h"
#include "base/system_error.h"
#include "base/unix_socket.h"

#include <fcntl.h>

namespace periapt::agent {

UnitSockets::~UnitSockets() {
  for (const auto& [tag, socket] : listening_) {
    try {
      remove_socket(layout_.agent_socket(tag));
    } catch (const std::system_error&) {
      // the folder may have been removed already
    }
  }
}

UniqueFd UnitSockets::share(const std::string& tag) {
  UniqueFd& socket = listening_[tag];
  if (!socket) {
    make_folders(layout_.unit(tag));
    socket = listen_unix(layout_.agent_socket(tag));
  }
  UniqueFd copy(::fcntl(socket.get(), F_DUPFD_CLOEXEC, 0));
  if (!copy) throw_errno("cannot share the socket of \"{}\"", tag);
  return copy;
}

void UnitSockets::drop(const std::string& tag) {
  if (listening_.erase(tag) > 0) remove_socket(layout_.agent_socket(tag));
}

} // namespace periapt::agent
