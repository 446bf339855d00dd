#include "delivery/delivery.h"

#include "base/fault_point.h"
#include "store/agent_view.h"
#include "store/journal.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace periapt::delivery {

namespace {

using Index = std::unordered_multimap<std::int64_t, SubscriptionId>;

void erase(Index& index, std::int64_t key, SubscriptionId id) {
  const auto [first, last] = index.equal_range(key);
  index.erase(std::find_if(first, last, [id](const auto& entry) { return entry.second == id; }));
}

} // namespace

Delivery::Delivery(store::Store& store, Limits limits) : store_(store), limits_(limits) {
  cursor_ = store_.read([](const store::ReadTransaction& transaction) { return transaction.revision().number; });
}

// --- who watches --------------------------------------------------------------------------------
SubscriptionId Delivery::subscribe_machine(MachineId machine, std::optional<Revision> since) {
  const auto id = ++last_id_;
  MachineSubscriber subscriber{.id = id, .machine = machine};
  store_.read([&](const store::ReadTransaction& transaction) {
    read_journal(transaction);
    if (since) subscriber.told = *since;
    if (since) catch_up(transaction, subscriber, *since);
    else mark_dirty(subscriber, true, {});
  });
  machines_.emplace(id, std::move(subscriber));
  by_machine_.emplace(machine.value, id);
  return id;
}

SubscriptionId Delivery::subscribe_model(ModelId model, std::optional<Revision> since) {
  const auto now = store_.read([](const store::ReadTransaction& transaction) { return transaction.revision(); });
  const auto id = ++last_id_;
  models_.emplace(id, ModelSubscriber{.id = id, .model = model, .changed = since != now});
  by_model_.emplace(model.value, id);
  return id;
}

SubscriptionId Delivery::subscribe_settlement(ModelId model) {
  const auto id = ++last_id_;
  settlements_.emplace(id, SettlementSubscriber{.model = model});
  return id;
}

void Delivery::unsubscribe(SubscriptionId id) {
  settlements_.erase(id);
  if (const auto model = models_.find(id); model != models_.end()) {
    erase(by_model_, model->second.model.value, id);
    models_.erase(model);
  }
  if (const auto machine = machines_.find(id); machine != machines_.end()) {
    const auto of = machine->second.machine;
    erase(by_machine_, of.value, id);
    machines_.erase(machine);
    if (!by_machine_.contains(of.value)) settled_.erase(of);
  }
}

void Delivery::next_update(SubscriptionId id, UpdateHandler handler) {
  const auto found = machines_.find(id);
  if (found == machines_.end()) return;
  found->second.handler = std::move(handler);
  note(found->second);
}

void Delivery::next_change(SubscriptionId id, ChangedHandler handler) {
  const auto found = models_.find(id);
  if (found == models_.end()) return;
  found->second.handler = std::move(handler);
  note(found->second);
}

void Delivery::next_settlement(SubscriptionId id, SettlementHandler handler) {
  const auto found = settlements_.find(id);
  if (found != settlements_.end()) found->second.handler = std::move(handler);
}

// --- who is at rest -----------------------------------------------------------------------------
void Delivery::note_settled(MachineId machine, Revision revision) {
  if (by_machine_.contains(machine.value)) settled_[machine] = revision;
}

AgentState Delivery::agent_of(MachineId machine) const {
  const auto [first, last] = by_machine_.equal_range(machine.value);
  if (first == last) return AgentState::away;
  const auto settled = settled_.find(machine);
  if (settled == settled_.end()) return AgentState::busy;
  const bool done = std::all_of(first, last, [&](const auto& entry) {
    const auto& subscriber = machines_.at(entry.second);
    return !subscriber.has_news() && subscriber.told <= settled->second;
  });
  return done ? AgentState::settled : AgentState::busy;
}

// --- what changed -------------------------------------------------------------------------------
void Delivery::catch_up(const store::ReadTransaction& transaction, MachineSubscriber& subscriber, Revision since) {
  const auto now = transaction.revision();
  const bool known = since.epoch == now.epoch && since.number <= now.number &&
                     since.number >= store::journal_floor(transaction);
  if (!known) return mark_dirty(subscriber, true, {});
  const auto missed = store::changes_since(transaction, since.number, limits_.rows_to_catch_up + 1);
  if (missed.size() > limits_.rows_to_catch_up) return mark_dirty(subscriber, true, {});
  for (const auto& change : missed)
    for (const auto& concern : store::machines_concerned(transaction, change))
      if (concern.machine == subscriber.machine) mark_dirty(subscriber, concern.snapshot, concern.keys);
}

void Delivery::read_journal(const store::ReadTransaction& transaction) {
  constexpr std::size_t rows_at_once = 1000;
  while (true) {
    const auto changes = store::changes_since(transaction, cursor_, rows_at_once);
    for (const auto& change : changes) mark(transaction, change);
    if (!changes.empty()) cursor_ = changes.back().revision;
    if (changes.size() < rows_at_once) return;
  }
}

void Delivery::mark(const store::ReadTransaction& transaction, const store::Change& change) {
  const auto [first_watcher, last_watcher] = by_model_.equal_range(change.model.value);
  for (auto entry = first_watcher; entry != last_watcher; ++entry) {
    auto& subscriber = models_.at(entry->second);
    subscriber.changed = true;
    note(subscriber);
  }
  if (by_machine_.empty()) return;
  for (const auto& concern : store::machines_concerned(transaction, change)) {
    const auto [first, last] = by_machine_.equal_range(concern.machine.value);
    for (auto entry = first; entry != last; ++entry)
      mark_dirty(machines_.at(entry->second), concern.snapshot, concern.keys);
  }
}

void Delivery::mark_dirty(MachineSubscriber& subscriber, bool snapshot, const std::vector<EntityKey>& keys) {
  if (!subscriber.snapshot) subscriber.dirty.insert(keys.begin(), keys.end());
  if (snapshot || subscriber.dirty.size() > limits_.dirty_keys) {
    subscriber.snapshot = true;
    subscriber.dirty.clear();
  }
  note(subscriber);
}

// --- telling ------------------------------------------------------------------------------------
void Delivery::pump() {
  std::vector<std::pair<MachineSubscriber*, AgentUpdate>> updates;
  std::vector<ModelSubscriber*> changed;
  std::vector<std::pair<SettlementSubscriber*, Settlement>> settlements;
  Revision revision;
  store_.read([&](const store::ReadTransaction& transaction) {
    revision = transaction.revision();
    read_journal(transaction);
    for (const auto id : due_) {
      if (const auto machine = machines_.find(id); machine != machines_.end() && machine->second.handler)
        updates.emplace_back(&machine->second, current_values(transaction, machine->second));
      if (const auto model = models_.find(id); model != models_.end() && model->second.handler)
        changed.push_back(&model->second);
    }
    for (auto& [id, subscriber] : settlements_) {
      if (!subscriber.handler) continue;
      auto now = read_settlement(transaction, subscriber.model, [this](MachineId machine) { return agent_of(machine); });
      if (!subscriber.told || subscriber.told->waiting != now.waiting || subscriber.told->errors != now.errors)
        settlements.emplace_back(&subscriber, std::move(now));
    }
  });
  // Only now is anything forgotten: had a read failed, the marks would still be there.
  due_.clear();
  std::vector<std::function<void()>> messages;
  for (auto& [subscriber, update] : updates) {
    subscriber->snapshot = false;
    subscriber->dirty.clear();
    subscriber->told = revision;
    auto handler = std::exchange(subscriber->handler, nullptr);
    messages.push_back([handler = std::move(handler), update = std::move(update)] { handler(update); });
  }
  for (auto* subscriber : changed) {
    subscriber->changed = false;
    auto handler = std::exchange(subscriber->handler, nullptr);
    messages.push_back([handler = std::move(handler), revision] { handler(revision); });
  }
  for (auto& [subscriber, settlement] : settlements) {
    subscriber->told = settlement;
    auto handler = std::exchange(subscriber->handler, nullptr);
    messages.push_back([handler = std::move(handler), settlement = std::move(settlement)] { handler(settlement); });
  }
  std::exception_ptr failure; // one that cannot be told does not keep the others waiting
  for (const auto& tell : messages) {
    PERIAPT_FAULT_POINT("delivery.before-message");
    try {
      tell();
    } catch (...) {
      failure = std::current_exception();
    }
  }
  if (failure) std::rethrow_exception(failure);
}

AgentUpdate Delivery::current_values(const store::ReadTransaction& transaction,
                                     const MachineSubscriber& subscriber) const {
  return subscriber.snapshot ? store::read_snapshot(transaction, subscriber.machine)
                             : store::read_update(transaction, subscriber.machine, subscriber.dirty);
}

} // namespace periapt::delivery
