// Status values and how an application's is made from its units'. Rule: contract/status.md, sections 4 and 8.
#pragma once

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace periapt {

enum class WorkloadStatus { unknown, terminated, active, waiting, maintenance, blocked, error };
BOOST_DESCRIBE_ENUM(WorkloadStatus, unknown, terminated, active, waiting, maintenance, blocked, error)

enum class AgentStatus { allocating, executing, idle, error, failed, lost, rebooting };
BOOST_DESCRIBE_ENUM(AgentStatus, allocating, executing, idle, error, failed, lost, rebooting)

/// UTC milliseconds since 1970.
using TimeMs = std::int64_t;

/// `current` is one of the enumerations' names ("active", "idle", "started", …).
struct StatusRecord {
  std::string current;
  std::string message;
  TimeMs since_ms = 0;
  auto operator<=>(const StatusRecord&) const = default;
};
BOOST_DESCRIBE_STRUCT(StatusRecord, (), (current, message, since_ms))

std::string_view name_of(WorkloadStatus status);
std::string_view name_of(AgentStatus status);
std::optional<WorkloadStatus> parse_workload_status(std::string_view text);
/// maintenance, blocked, waiting, active: what a charm may set
bool may_be_set_by_charm(WorkloadStatus status);

/// The worst of the units' statuses; nullopt when there are none. Ties keep the first.
std::optional<StatusRecord> derive_application_status(std::span<const StatusRecord> units);

} // namespace periapt
