#include "resolver/next_secret_hook.h"

#include <algorithm>

namespace periapt::resolver {
namespace {

using Next = std::optional<HookInfo>;

bool owns(const RemoteSecret& secret, const LocalState& local) {
  return secret.owner == SecretOwner::unit || (secret.owner == SecretOwner::application && local.leader);
}

HookInfo secret_hook(HookKind kind, const std::string& id, const RemoteSecret& secret, std::int64_t revision = 0) {
  return {.kind = kind, .secret = SecretSubject{.id = id, .label = secret.label, .revision = revision}};
}

std::int64_t expiry_told(const LocalSecret& told, std::int64_t revision) {
  const auto is_of = [&](const ExpiryTold& one) { return one.revision == revision; };
  const auto found = std::find_if(told.expired.begin(), told.expired.end(), is_of);
  return found == told.expired.end() ? 0 : found->due;
}

// --- one secret, one kind ------------------------------------------------------------------------
Next expired(const std::string& id, const RemoteSecret& secret, const LocalSecret& told, const LocalState& local) {
  if (!owns(secret, local)) return std::nullopt;
  for (const auto& [revision, due] : secret.expired) {
    if (due != expiry_told(told, revision)) return secret_hook(HookKind::secret_expired, id, secret, revision);
  }
  return std::nullopt;
}

Next rotate(const std::string& id, const RemoteSecret& secret, const LocalSecret& told, const LocalState& local) {
  const bool due = secret.rotation_due != 0 && secret.rotation_due != told.rotation;
  if (!due || !owns(secret, local)) return std::nullopt;
  return secret_hook(HookKind::secret_rotate, id, secret);
}

/// The first revision is never told: who reads it has just seen it.
Next changed(const std::string& id, const RemoteSecret& secret, const LocalSecret& told, const LocalState&) {
  if (!secret.tracked || secret.latest_revision < 2 || secret.latest_revision == told.changed) return std::nullopt;
  return secret_hook(HookKind::secret_changed, id, secret);
}

Next remove(const std::string& id, const RemoteSecret& secret, const LocalSecret& told, const LocalState& local) {
  if (!owns(secret, local)) return std::nullopt;
  for (const auto revision : secret.obsolete) {
    if (std::find(told.removed.begin(), told.removed.end(), revision) != told.removed.end()) continue;
    return secret_hook(HookKind::secret_remove, id, secret, revision);
  }
  return std::nullopt;
}

} // namespace

Next next_secret_hook(const LocalState& local, const RemoteState& remote) {
  const LocalSecret nothing;
  for (const auto kind : {expired, rotate, changed, remove}) {
    for (const auto& [id, secret] : remote.secrets) {
      const auto* told = local.find_secret(id);
      if (auto hook = kind(id, secret, told ? *told : nothing, local)) return hook;
    }
  }
  return std::nullopt;
}

bool is_secret_gone(const HookInfo& hook, const LocalState& local, const RemoteState& remote) {
  if (!hook.secret) return false;
  const auto* secret = remote.find_secret(hook.secret->id);
  if (!secret) return true;
  switch (hook.kind) {
  case HookKind::secret_changed: return !secret->tracked;
  case HookKind::secret_expired: return !owns(*secret, local) || !secret->expired.contains(hook.secret->revision);
  case HookKind::secret_remove: return !owns(*secret, local) || !secret->obsolete.contains(hook.secret->revision);
  default: return !owns(*secret, local);
  }
}

} // namespace periapt::resolver
