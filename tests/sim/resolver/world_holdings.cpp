// Storage and secrets of the reference model. Rule: contract/hooks.md, sections 16 and 17.
#include "sim/resolver/world.h"

namespace periapt::sim {

// --- storage -----------------------------------------------------------------------------------
void World::add_storage(const std::string& unit, bool provisioned, bool first) {
  const auto number = ++next_holding_;
  const auto id = "data/" + std::to_string(number);
  storages[id] = {.unit = unit, .attachment = number, .provisioned = provisioned};
  if (first)
    history_.push_back({.fact = Fact::storage_added, .unit = units.at(unit).label(), .remote = id, .version = number});
  ++revision_;
}

/// It becomes available, is taken away, or is detached from one unit and attached to it again.
void World::change_storage(Random& random) {
  if (storages.empty()) return;
  auto& [id, storage] = random.pick(storages);
  ++revision_;
  if (!storage.provisioned) {
    storage.provisioned = true;
  } else if (storage.life == Life::alive) {
    storage.life = Life::dying;
    history_.push_back({.fact = Fact::storage_removed, .unit = units.at(storage.unit).label(), .remote = id, .version = storage.attachment});
  }
}

void World::leave_storage(const std::string& id) {
  const auto storage = storages.find(id);
  if (storage == storages.end()) return;
  const auto unit = storage->second.unit;
  const bool comes_back = units.at(unit).life == Life::alive && storage->second.attachment % 3 == 0;
  ++revision_;
  if (!comes_back) return void(storages.erase(storage));
  storage->second = {.unit = unit, .attachment = ++next_holding_, .provisioned = true};
}

// --- secrets -----------------------------------------------------------------------------------
/// A new one, or a new reader, revision or due time of one that is there, or its end.
void World::change_secret(Random& random) {
  if (units.empty()) return;
  ++revision_;
  const auto& unit = random.pick(units).second;
  if (secrets.size() < 4) {
    auto& secret = secrets["s" + std::to_string(++next_holding_)];
    secret.application = unit.application;
    if (random.percent(50)) secret.unit = unit.name;
    return;
  }
  const auto found = secrets.find(random.pick(secrets).first);
  auto& secret = found->second;
  switch (random.below(7)) {
  case 0: secret.latest += static_cast<std::int64_t>(1 + random.below(2)); return;
  case 1: secret.readers.insert(unit.name); return;
  case 2: secret.rotation_due = revision_; return;
  case 3: secret.expired[secret.latest] = revision_; return;
  case 4:
    if (secret.latest > 1) secret.obsolete.insert(secret.latest - 1);
    return;
  case 5:
    if (secret.readers.erase(unit.name) == 0) return;
    history_.push_back({.fact = Fact::secret_dropped, .unit = unit.label(), .remote = found->first});
    return;
  default:
    if (random.percent(30)) secrets.erase(found);
  }
}

// --- what units are told -----------------------------------------------------------------------
void World::view_holdings(resolver::RemoteState& view, const WorldUnit& unit) const {
  for (const auto& [id, storage] : storages)
    if (storage.unit == unit.name)
      view.storages[id] = {.attachment = storage.attachment, .life = storage.life, .provisioned = storage.provisioned};
  for (const auto& [id, secret] : secrets) {
    const bool reads = secret.readers.contains(unit.name);
    auto owner = resolver::SecretOwner::none;
    if (secret.unit == unit.name) owner = resolver::SecretOwner::unit;
    else if (secret.unit.empty() && secret.application == unit.application) owner = resolver::SecretOwner::application;
    if (!reads && owner == resolver::SecretOwner::none) continue;
    if (defect_ == Defect::follower_rotates && owner == resolver::SecretOwner::application)
      owner = resolver::SecretOwner::unit;
    auto& told = view.secrets[id];
    told = {.latest_revision = secret.latest, .tracked = reads, .owner = owner};
    if (owner == resolver::SecretOwner::none) continue;
    told.rotation_due = secret.rotation_due;
    told.expired = secret.expired;
    told.obsolete = secret.obsolete;
  }
}

void World::drop_holdings(const std::string& unit) {
  std::erase_if(storages, [&](const auto& storage) { return storage.second.unit == unit; });
  std::erase_if(secrets, [&](const auto& secret) { return secret.second.unit == unit; });
  for (auto& [id, secret] : secrets) secret.readers.erase(unit);
}

void World::final_holdings(FinalState& state) const {
  for (const auto& [id, storage] : storages)
    if (storage.life == Life::alive && storage.provisioned && units.at(storage.unit).life == Life::alive)
      state.units[units.at(storage.unit).label()].storages.insert({id, storage.attachment});
  for (const auto& [id, secret] : secrets) {
    for (const auto& reader : secret.readers)
      if (units.at(reader).life == Life::alive && secret.latest > 1)
        state.units[units.at(reader).label()].secrets["secret-changed " + id] = secret.latest;
    const auto owner = units.find(secret.unit);
    if (owner == units.end() || owner->second.life != Life::alive) continue;
    auto& told = state.units[owner->second.label()].secrets;
    if (secret.rotation_due != 0) told["secret-rotate " + id] = secret.rotation_due;
    for (const auto& [revision, due] : secret.expired) told["secret-expired " + id + "/" + std::to_string(revision)] = due;
    for (const auto revision : secret.obsolete) told["secret-remove " + id + "/" + std::to_string(revision)] = revision;
  }
}

} // namespace periapt::sim
