#include "core/status.h"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

namespace periapt {

std::string_view name_of(WorkloadStatus status) { return boost::describe::enum_to_string(status, "unknown"); }
std::string_view name_of(AgentStatus status) { return boost::describe::enum_to_string(status, "lost"); }

std::optional<WorkloadStatus> parse_workload_status(std::string_view text) {
  WorkloadStatus status{};
  if (!boost::describe::enum_from_string(std::string(text).c_str(), status)) return std::nullopt;
  return status;
}

bool may_be_set_by_charm(WorkloadStatus status) {
  return status == WorkloadStatus::maintenance || status == WorkloadStatus::blocked ||
         status == WorkloadStatus::waiting || status == WorkloadStatus::active;
}

std::optional<StatusRecord> derive_application_status(std::span<const StatusRecord> units) {
  const auto weight = [](const StatusRecord& unit) {
    switch (parse_workload_status(unit.current).value_or(WorkloadStatus::unknown)) {
    case WorkloadStatus::error: return 100;
    case WorkloadStatus::blocked: return 90;
    case WorkloadStatus::maintenance: return 80;
    case WorkloadStatus::waiting: return 70;
    case WorkloadStatus::active: return 60;
    case WorkloadStatus::terminated: return 50;
    case WorkloadStatus::unknown: return 40;
    }
    return 0;
  };
  const StatusRecord* worst = nullptr;
  for (const auto& unit : units)
    if (!worst || weight(unit) > weight(*worst)) worst = &unit;
  if (!worst) return std::nullopt;
  return *worst;
}

} // namespace periapt
