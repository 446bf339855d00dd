// Commands that a program on the machine wants run in a unit's context: juju-exec. They are not the operator's
// (`model exec`, which are tasks): nobody but the caller is told of them. Rule: contract/environment.md, section 12.
#pragma once

#include <boost/describe/class.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace periapt::agent {

struct CommandRequest {
  std::string unit;     // "mysql/0"
  std::string commands; // bash's input
  std::optional<std::int64_t> relation;
  std::string remote_unit; // empty: the only one
  std::string remote_application;
  bool force_remote_unit = false; // whatever it is
};
BOOST_DESCRIBE_STRUCT(CommandRequest, (),
                      (unit, commands, relation, remote_unit, remote_application, force_remote_unit))

struct CommandResult {
  int exit_code = 0;
  std::string out;
  std::string err;
  std::string refusal; // why they were not run, or what they changed was not kept; empty: neither
};
using CommandsEnded = std::function<void(const CommandResult&)>;

} // namespace periapt::agent
