#include "resolver/next_storage.h"

#include <algorithm>

namespace periapt::resolver {
namespace {

RunHook storage_hook(HookKind kind, const StorageSubject& storage) {
  return {.hook = {.kind = kind, .storage = storage}};
}

/// Of one storage; nullopt: it is told, or not there yet.
std::optional<Operation> next_of(const StorageSubject& subject, const RemoteStorage& now, const LocalState& local,
                                 bool unit_ends) {
  const auto* known = local.find_storage(now.attachment);
  if (known && known->left) return std::nullopt;
  if (unit_ends || now.life != Life::alive) {
    if (known) return storage_hook(HookKind::storage_detaching, subject);
    return ReleaseStorage{subject};
  }
  if (known || !now.provisioned) return std::nullopt;
  return storage_hook(HookKind::storage_attached, subject);
}

} // namespace

std::optional<Operation> next_storage(const LocalState& local, const RemoteState& remote) {
  for (const auto& [id, storage] : remote.storages) {
    if (auto next = next_of({id, storage.attachment}, storage, local, remote.life != Life::alive)) return next;
  }
  return std::nullopt;
}

bool must_wait_for_storage(const LocalState& local, const RemoteState& remote) {
  if (local.installed || remote.life != Life::alive) return false;
  return std::any_of(remote.storages.begin(), remote.storages.end(), [](const auto& storage) {
    return storage.second.life == Life::alive && !storage.second.provisioned;
  });
}

bool is_storage_gone(const HookInfo& hook, const RemoteState& remote) {
  if (!hook.storage) return false;
  const auto now = remote.storages.find(hook.storage->id);
  return now == remote.storages.end() || now->second.attachment != hook.storage->attachment;
}

} // namespace periapt::resolver
