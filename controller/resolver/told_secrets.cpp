#include "resolver/told_secrets.h"

#include <algorithm>

namespace periapt::resolver {
namespace {

LocalSecret& entry(LocalState& local, const std::string& id) {
  for (auto& secret : local.secrets) {
    if (secret.id == id) return secret;
  }
  return local.secrets.emplace_back(LocalSecret{.id = id});
}

void forget_revisions(LocalSecret& told, const RemoteSecret& now) {
  std::erase_if(told.expired, [&](const auto& one) { return !now.expired.contains(one.revision); });
  std::erase_if(told.removed, [&](const auto revision) { return !now.obsolete.contains(revision); });
  if (!now.tracked) told.changed = 0;
}

void set_expired(LocalSecret& told, std::int64_t revision, std::int64_t due) {
  std::erase_if(told.expired, [&](const auto& one) { return one.revision == revision; });
  told.expired.push_back({revision, due});
}

} // namespace

void forget_secrets(LocalState& local, const RemoteState& remote) {
  std::erase_if(local.secrets, [&](const auto& told) { return !remote.secrets.contains(told.id); });
  for (auto& told : local.secrets) forget_revisions(told, remote.secrets.at(told.id));
}

void observe_secret(Observed& observed, const RemoteState& remote, const HookInfo& hook) {
  const auto* secret = hook.secret ? remote.find_secret(hook.secret->id) : nullptr;
  if (!secret) return;
  observed.secret_latest = secret->latest_revision;
  if (hook.kind == HookKind::secret_rotate) observed.secret_due = secret->rotation_due;
  const auto expiry = secret->expired.find(hook.secret->revision);
  if (hook.kind == HookKind::secret_expired && expiry != secret->expired.end()) observed.secret_due = expiry->second;
}

void tell_secret(LocalState& local, const HookInfo& hook, const Observed& observed) {
  if (!hook.secret) return;
  auto& told = entry(local, hook.secret->id);
  switch (hook.kind) {
  case HookKind::secret_changed: told.changed = observed.secret_latest; break;
  case HookKind::secret_rotate: told.rotation = observed.secret_due; break;
  case HookKind::secret_expired: set_expired(told, hook.secret->revision, observed.secret_due); break;
  case HookKind::secret_remove: told.removed.push_back(hook.secret->revision); break;
  default: break;
  }
}

} // namespace periapt::resolver
