// A unit's commits on their way to the controller: numbered, durable, sent one after the other in order. The
// same number sent again gets the same answer, so an unknown fate is settled by asking again.
// Rule: DESIGN section 9, 14 to 18. Threads: the agent's one thread.
#pragma once

#include "agent/controller_link.h"
#include "agent/scheduler.h"

#include <deque>
#include <functional>
#include <memory>

namespace periapt::agent {

/// True for a commit the controller may refuse, or that changes who sees this unit: nothing may run ahead of its
/// answer (rule 15).
bool is_fence(const Commit& commit);

class Outbox {
public:
  /// Called once for each entry, in order, with the controller's answer.
  using Answered = std::function<void(const Commit&, const CommitAnswer&)>;

  static constexpr std::size_t most_entries = 1000;
  static constexpr std::size_t most_bytes = 64 << 20;

  Outbox(UnitId unit, ControllerLink& controller, Scheduler& scheduler, Answered answered);
  ~Outbox();
  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;

  /// `commit` is durable already and has its number.
  void append(Commit commit);
  /// Sending starts, stops. What was sent meanwhile is sent again.
  void connected();
  void disconnected();

  const std::deque<Commit>& entries() const { return entries_; }
  /// Rule 15: an outbox this full is itself a fence.
  bool full() const;

private:
  void send_first();
  void take(std::int64_t number, const Reply<CommitAnswer>& reply);

  UnitId unit_;
  ControllerLink& controller_;
  Scheduler& scheduler_;
  Answered answered_;
  std::deque<Commit> entries_;
  std::size_t size_bytes_ = 0;
  bool connected_ = false;
  bool under_way_ = false;
  std::unique_ptr<Scheduler::Timer> retry_;
  std::shared_ptr<int> attempt_ = std::make_shared<int>(0); // answers to earlier attempts are dropped
};

} // namespace periapt::agent
