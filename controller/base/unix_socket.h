// Unix stream sockets whose paths may be longer than the kernel's 107 bytes: a path over 100 bytes is bound
// as /tmp/periapt-<uid>/<hash>.sock (folder 0700) instead, and a symbolic link at the long path points there.
// Both ends, and JUJU_AGENT_SOCKET_ADDRESS, use socket_path(). Not $XDG_RUNTIME_DIR: the ends may have
// different environments, and that folder goes with the login session while our daemons stay.
// Rule: DESIGN section 9, rule 11. Errors: std::system_error. Any thread.
#pragma once

#include "base/unique_fd.h"

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

namespace periapt {

/// Where a socket meant for `path` really is: `path` itself where that is short enough.
std::filesystem::path socket_path(const std::filesystem::path& path);

/// Mode 0600, non-blocking. Replaces a dead socket file; EADDRINUSE if somebody answers there.
UniqueFd listen_unix(const std::filesystem::path& path, int backlog = 128);
/// Blocking connect; the descriptor is blocking.
UniqueFd connect_unix(const std::filesystem::path& path);
/// Removes the socket file and, for a long path, its link. Absence is success.
void remove_socket(const std::filesystem::path& path);

/// Binds a name in the abstract namespace: a claim that ends with the descriptor. Empty if taken.
UniqueFd claim_abstract_name(std::string_view name);
/// Whether any process of any user has claimed a name that begins so.
bool abstract_name_claimed(std::string_view prefix);

struct PeerCredentials {
  pid_t pid = 0;
  uid_t uid = 0;
  gid_t gid = 0;
};
PeerCredentials peer_credentials(int fd);

/// A connected stream pair, blocking.
std::pair<UniqueFd, UniqueFd> socket_pair();

/// Sends bytes, with one descriptor beside the first byte if passed_fd >= 0. Returns what was taken;
/// 0 when the socket would block. A closed peer is EPIPE (no signal).
std::size_t send_with_fd(int fd, std::string_view bytes, int passed_fd = -1);

struct Received {
  std::size_t size_bytes = 0; // 0 with !closed: would block
  bool closed = false;
  UniqueFd passed_fd;
};
Received receive_with_fd(int fd, char* buffer, std::size_t capacity);

} // namespace periapt
