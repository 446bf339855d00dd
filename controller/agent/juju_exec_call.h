// What `juju-exec` is asked for on its command line. Rule: contract/environment.md, section 12. Pure.
#pragma once

#include "core/names.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace periapt::agent {

struct JujuExecCall {
  bool no_context = false;      // run the commands as they are, for no unit
  std::optional<UnitName> unit; // unless no_context
  std::string commands;
  std::optional<std::int64_t> relation;
  std::string remote_unit;
  std::string remote_application;
  bool force_remote_unit = false;
};

/// "mysql/0" or "unit-mysql-0"
std::optional<UnitName> parse_unit_or_tag(const std::string& text);

/// `only_unit` is asked for when no unit is named: that of the machine if it has exactly one.
/// Throws Error(invalid) with what is wrong.
JujuExecCall parse_juju_exec(const std::vector<std::string>& arguments,
                             const std::function<std::optional<UnitName>()>& only_unit);

} // namespace periapt::agent
