// From the journal to those who watch. A subscriber is a place in the journal and a set of dirty keys, never
// a queue: what it asks for is read when it asks, in one read transaction, so changes coalesce and a slow
// reader costs bounded memory. Rule: DESIGN section 9, rules 4 to 7.
// Threads: none of its own, all calls from one thread; DeliveryThread gives it one.
#pragma once

#include "core/entities.h"
#include "core/revision.h"
#include "delivery/settlement.h"
#include "store/store.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace periapt::store {
struct Change;
}

namespace periapt::delivery {

using SubscriptionId = std::int64_t;
using UpdateHandler = std::function<void(const AgentUpdate&)>;
using ChangedHandler = std::function<void(Revision)>;
using SettlementHandler = std::function<void(const Settlement&)>;

struct Limits {
  std::size_t rows_to_catch_up = 1000; // further behind, a snapshot is cheaper than reading what changed
  std::size_t dirty_keys = 5000;       // more, likewise
};

class Delivery {
public:
  explicit Delivery(store::Store& store, Limits limits = {});

  /// A machine's agent, to be told all it must know. It resumes after `since`; without one, below the
  /// journal's floor, of another epoch or too far behind, its first update is a snapshot.
  SubscriptionId subscribe_machine(MachineId machine, std::optional<Revision> since);
  /// Somebody watching a model, to be told that it changed. Told at once when it changed after `since`, or
  /// without one.
  SubscriptionId subscribe_model(ModelId model, std::optional<Revision> since);
  /// Somebody waiting for a model to come to rest, to be told what keeps it, at once and whenever that changes.
  SubscriptionId subscribe_settlement(ModelId model);
  void unsubscribe(SubscriptionId id);

  /// Asks for one more message: `handler` is called once, from pump(), when there is something to tell.
  /// An update holds every change up to its revision.
  void next_update(SubscriptionId id, UpdateHandler handler);
  void next_change(SubscriptionId id, ChangedHandler handler);
  void next_settlement(SubscriptionId id, SettlementHandler handler);

  /// A machine's agent says that it has done all that it was told up to this revision. Kept in memory only: an agent
  /// says it again when it comes back.
  void note_settled(MachineId machine, Revision revision);

  /// Reads what is new in the journal and serves those who have asked. To be called after each commit,
  /// subscription and request.
  void pump();

private:
  struct MachineSubscriber {
    SubscriptionId id;
    MachineId machine;
    bool snapshot = false;
    std::set<EntityKey> dirty;
    Revision told{};       // of its last update, or where it resumed
    UpdateHandler handler; // set while asked for

    bool has_news() const { return snapshot || !dirty.empty(); }
  };
  struct ModelSubscriber {
    SubscriptionId id;
    ModelId model;
    bool changed = false;
    ChangedHandler handler; // set while asked for

    bool has_news() const { return changed; }
  };

  struct SettlementSubscriber {
    ModelId model;
    std::optional<Settlement> told;
    SettlementHandler handler; // set while asked for
  };

  void read_journal(const store::ReadTransaction& transaction);
  void mark(const store::ReadTransaction& transaction, const store::Change& change);
  void catch_up(const store::ReadTransaction& transaction, MachineSubscriber& subscriber, Revision since);
  void mark_dirty(MachineSubscriber& subscriber, bool snapshot, const std::vector<EntityKey>& keys);
  /// To be called when it may have become true that a subscriber has news and has asked.
  template <class Subscriber>
  void note(const Subscriber& subscriber) {
    if (subscriber.handler && subscriber.has_news()) due_.insert(subscriber.id);
  }
  AgentState agent_of(MachineId machine) const;
  AgentUpdate current_values(const store::ReadTransaction& transaction, const MachineSubscriber& subscriber) const;

  store::Store& store_;
  Limits limits_;
  std::int64_t cursor_ = 0; // the last journal row that has been marked
  SubscriptionId last_id_ = 0;
  std::map<SubscriptionId, MachineSubscriber> machines_;
  std::map<SubscriptionId, ModelSubscriber> models_;
  std::map<SubscriptionId, SettlementSubscriber> settlements_;
  std::map<MachineId, Revision> settled_; // what agents have said
  std::unordered_multimap<std::int64_t, SubscriptionId> by_machine_;
  std::unordered_multimap<std::int64_t, SubscriptionId> by_model_;
  std::set<SubscriptionId> due_; // those to be served, among thousands that are not; may hold some that left
};

} // namespace periapt::delivery
