#include "agent/secret_composition.h"

#include <algorithm>

namespace periapt::agent {
namespace {

using resolver::RemoteSecret;
using resolver::SecretOwner;

constexpr TimeMs expired_again_ms = 5 * 60 * 1000;

SecretOwner owner_of(const SecretEntity& secret, const UnitSnapshot& snapshot) {
  if (secret.owner_unit == snapshot.unit->id) return SecretOwner::unit;
  if (secret.owner_application == snapshot.unit->application) return SecretOwner::application;
  return SecretOwner::none;
}

const SecretConsumer* consumer_of(const SecretEntity& secret, UnitId unit) {
  const auto found = std::find_if(secret.consumers.begin(), secret.consumers.end(),
                                  [&](const SecretConsumer& one) { return one.unit == unit; });
  return found == secret.consumers.end() ? nullptr : &*found;
}

/// 0 before it expires; then another number every five minutes, until the revision is removed.
std::int64_t times_expired(TimeMs expire_ms, TimeMs now) {
  return now < expire_ms ? 0 : 1 + (now - expire_ms) / expired_again_ms;
}

RemoteSecret compose(const SecretEntity& secret, const UnitSnapshot& snapshot, TimeMs now) {
  RemoteSecret remote{.label = secret.label, .latest_revision = secret.latest_revision};
  if (const auto* consumer = consumer_of(secret, snapshot.unit->id)) {
    remote.tracked = true;
    if (!consumer->label.empty()) remote.label = consumer->label;
  }
  remote.owner = owner_of(secret, snapshot);
  if (remote.owner == SecretOwner::none) return remote;
  if (secret.rotate_ms && *secret.rotate_ms <= now) remote.rotation_due = *secret.rotate_ms;
  for (const auto& [revision, expire_ms] : secret.expiries) {
    if (const auto times = times_expired(expire_ms, now)) remote.expired.emplace(revision, times);
  }
  remote.obsolete.insert(secret.obsolete.begin(), secret.obsolete.end());
  return remote;
}

} // namespace

std::map<std::string, RemoteSecret> compose_secrets(const UnitSnapshot& snapshot, TimeMs now) {
  std::map<std::string, RemoteSecret> secrets;
  for (const auto& [id, secret] : snapshot.secrets) secrets.emplace(id, compose(*secret, snapshot, now));
  return secrets;
}

std::optional<TimeMs> next_secret_due(const UnitSnapshot& snapshot, TimeMs now) {
  std::optional<TimeMs> first;
  const auto consider = [&](TimeMs due) {
    if (due > now && (!first || due < *first)) first = due;
  };
  for (const auto& [id, secret] : snapshot.secrets) {
    if (owner_of(*secret, snapshot) == SecretOwner::none) continue;
    if (secret->rotate_ms) consider(*secret->rotate_ms);
    for (const auto& [revision, expire_ms] : secret->expiries)
      consider(expire_ms + times_expired(expire_ms, now) * expired_again_ms);
  }
  return first;
}

} // namespace periapt::agent
