#include "delivery/delivery.h"

#include "base/fault_point.h"
#include "store/agent_view.h"
#include "store/journal.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace periapt::delivery {

Delivery::Delivery(store::Store& store, Limits limits) : store_(store), limits_(limits) {
  cursor_ = store_.read([](const store::ReadTransaction& transaction) { return transaction.revision().number; });
}

// --- who watches --------------------------------------------------------------------------------
SubscriptionId Delivery::subscribe_machine(MachineId machine, std::optional<Revision> since) {
  MachineSubscriber subscriber{.machine = machine};
  store_.read([&](const store::ReadTransaction& transaction) {
    read_journal(transaction);
    if (since) catch_up(transaction, subscriber, *since);
    else mark_dirty(subscriber, true, {});
  });
  const auto id = ++last_id_;
  machines_.emplace(id, std::move(subscriber));
  by_machine_.emplace(machine.value, id);
  return id;
}

SubscriptionId Delivery::subscribe_model(ModelId model, std::optional<Revision> since) {
  const auto now = store_.read([](const store::ReadTransaction& transaction) { return transaction.revision(); });
  const auto id = ++last_id_;
  models_.emplace(id, ModelSubscriber{.model = model, .changed = since != now});
  return id;
}

void Delivery::unsubscribe(SubscriptionId id) {
  models_.erase(id);
  const auto machine = machines_.find(id);
  if (machine == machines_.end()) return;
  const auto [first, last] = by_machine_.equal_range(machine->second.machine.value);
  by_machine_.erase(std::find_if(first, last, [id](const auto& entry) { return entry.second == id; }));
  machines_.erase(machine);
}

void Delivery::next_update(SubscriptionId id, UpdateHandler handler) {
  if (const auto found = machines_.find(id); found != machines_.end()) found->second.handler = std::move(handler);
}

void Delivery::next_change(SubscriptionId id, ChangedHandler handler) {
  if (const auto found = models_.find(id); found != models_.end()) found->second.handler = std::move(handler);
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
  for (auto& [id, subscriber] : models_)
    if (subscriber.model == change.model) subscriber.changed = true;
  if (by_machine_.empty()) return;
  for (const auto& concern : store::machines_concerned(transaction, change)) {
    const auto [first, last] = by_machine_.equal_range(concern.machine.value);
    for (auto entry = first; entry != last; ++entry)
      mark_dirty(machines_.at(entry->second), concern.snapshot, concern.keys);
  }
}

void Delivery::mark_dirty(MachineSubscriber& subscriber, bool snapshot, const std::vector<EntityKey>& keys) {
  if (!subscriber.snapshot) subscriber.dirty.insert(keys.begin(), keys.end());
  if (!snapshot && subscriber.dirty.size() <= limits_.dirty_keys) return;
  subscriber.snapshot = true;
  subscriber.dirty.clear();
}

// --- telling ------------------------------------------------------------------------------------
void Delivery::pump() {
  std::vector<std::pair<MachineSubscriber*, AgentUpdate>> updates;
  Revision revision;
  store_.read([&](const store::ReadTransaction& transaction) {
    revision = transaction.revision();
    read_journal(transaction);
    for (auto& [id, subscriber] : machines_)
      if (subscriber.handler && subscriber.has_news())
        updates.emplace_back(&subscriber, current_values(transaction, subscriber));
  });
  // Only now is anything forgotten: had a read failed, the marks would still be there.
  std::vector<std::function<void()>> messages;
  for (auto& [subscriber, update] : updates) {
    subscriber->snapshot = false;
    subscriber->dirty.clear();
    auto handler = std::exchange(subscriber->handler, nullptr);
    messages.push_back([handler = std::move(handler), update = std::move(update)] { handler(update); });
  }
  for (auto& [id, subscriber] : models_) {
    if (!subscriber.handler || !std::exchange(subscriber.changed, false)) continue;
    auto handler = std::exchange(subscriber.handler, nullptr);
    messages.push_back([handler = std::move(handler), revision] { handler(revision); });
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
