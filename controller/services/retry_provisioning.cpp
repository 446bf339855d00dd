#include "services/retry_provisioning.h"

#include "store/machine_repository.h"

#include <fmt/format.h>

namespace periapt::services {
namespace {

namespace machines = store::machines;

/// nullopt, or why it is not tried again.
std::optional<std::string> retry(store::WriteTransaction& transaction, const store::MachineRow& row, TimeMs now) {
  if (row.instance_status.current != machines::failed_instance)
    return fmt::format("machine {} is not in an error state ({})", row.name, row.instance_status.current);
  machines::set_instance_status(transaction, row, "pending", "", now);
  return std::nullopt;
}

} // namespace

std::vector<RetriedMachine> retry_provisioning(store::WriteTransaction& transaction, ModelId model,
                                               const std::vector<std::string>& names, TimeMs now) {
  std::vector<RetriedMachine> results;
  for (const auto& name : names) {
    const auto row = machines::find(transaction, model, name);
    results.push_back({name, row ? retry(transaction, *row, now) : fmt::format("machine {} not found", name)});
  }
  return results;
}

std::vector<RetriedMachine> retry_all_provisioning(store::WriteTransaction& transaction, ModelId model, TimeMs now) {
  std::vector<RetriedMachine> results;
  for (const auto& row : machines::list(transaction, model))
    if (row.instance_status.current == machines::failed_instance)
      results.push_back({row.name, retry(transaction, row, now)});
  return results;
}

} // namespace periapt::services
