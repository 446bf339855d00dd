// The listening sockets of the machine's units. The supervisor holds them so that a hook's tool call made while no
// agent runs waits in the kernel's backlog instead of failing (DESIGN section 9, rules 8 and 10).
#pragma once

#include "base/machine_layout.h"
#include "base/unique_fd.h"

#include <map>
#include <string>

namespace periapt::agent {

class UnitSockets {
public:
  explicit UnitSockets(MachineLayout layout) : layout_(std::move(layout)) {}
  UnitSockets(const UnitSockets&) = delete;
  UnitSockets& operator=(const UnitSockets&) = delete;
  /// Removes all of them.
  ~UnitSockets();

  /// A duplicate; the socket and the unit's folder are made if needed. Errors: std::system_error.
  UniqueFd share(const std::string& tag);
  void drop(const std::string& tag);

private:
  MachineLayout layout_;
  std::map<std::string, UniqueFd> listening_; // by tag
};

} // namespace periapt::agent
