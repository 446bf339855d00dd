// Storage as a hook's tools see it. Rule: contract/hook-tools.md, section 5.
#include "agent/unit_hook_context.h"

namespace periapt::agent {

std::optional<std::string> UnitHookContext::hook_storage() const {
  if (!facts_.hook.storage) return std::nullopt;
  return facts_.hook.storage->id;
}

std::vector<hook_tools::StorageView> UnitHookContext::storage() const {
  std::vector<hook_tools::StorageView> views;
  for (const auto& [name, storage] : facts_.snapshot.storage) {
    if (storage->location) views.push_back({name, storage->kind, *storage->location});
  }
  return views;
}

void UnitHookContext::add_storage(const std::vector<StorageAddition>& additions) {
  buffer(Commit{.add_storage = additions});
}

} // namespace periapt::agent
