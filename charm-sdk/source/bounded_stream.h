// Connections of libgit2 that wait for a silent server only so long: libgit2 of Debian 12 has no time limit of its own.
// TLS runs over the same connections. Our choice: README.md of this room. Threads: limits and reasons are each thread's own.
#pragma once

#include <chrono>
#include <string>

namespace periapt::source {

/// While it lives, connections that this thread makes end when nothing can be sent or received for so long. libgit2 must
/// have been started.
class SilenceLimit {
public:
  explicit SilenceLimit(std::chrono::milliseconds limit);
  ~SilenceLimit();
  SilenceLimit(const SilenceLimit&) = delete;

  /// Why a connection ended: "the server said nothing for 60 seconds"; empty: not for this.
  static std::string reason();
};

} // namespace periapt::source
