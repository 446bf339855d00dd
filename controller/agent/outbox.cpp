#include "agent/outbox.h"

namespace periapt::agent {
namespace {

constexpr std::chrono::milliseconds retry_delay{1000};

std::size_t bytes_of(const BagChanges& changes) {
  std::size_t size = 0;
  for (const auto& [key, value] : changes) size += key.size() + (value ? value->size() : 0);
  return size;
}

/// Roughly what it takes: texts only.
std::size_t bytes_of(const Commit& commit) {
  std::size_t size = 256 + (commit.local_state ? commit.local_state->size() : 0);
  for (const auto& write : commit.settings) size += bytes_of(write.changes);
  for (const auto& report : commit.tasks) size += report.results ? report.results->text.size() : 0;
  return commit.charm_state ? size + bytes_of(*commit.charm_state) : size;
}

} // namespace

bool is_fence(const Commit& commit) {
  if (!commit.enter_scope.empty() || !commit.leave_scope.empty() || commit.dead) return true;
  if (!commit.add_storage.empty() || !commit.detached_storage.empty()) return true;
  if (!commit.open_ports.empty() || !commit.close_ports.empty()) return true;
  if (commit.secrets && !commit.secrets->writes.empty()) return true;
  for (const auto& write : commit.settings) {
    if (write.application) return true;
  }
  return false;
}

Outbox::Outbox(UnitId unit, ControllerLink& controller, Scheduler& scheduler, Answered answered)
    : unit_(unit), controller_(controller), scheduler_(scheduler), answered_(std::move(answered)) {}

Outbox::~Outbox() { ++*attempt_; }

void Outbox::append(Commit commit) {
  size_bytes_ += bytes_of(commit);
  entries_.push_back(std::move(commit));
  send_first();
}

void Outbox::connected() {
  connected_ = true;
  send_first();
}

void Outbox::disconnected() {
  connected_ = false;
  under_way_ = false;
  retry_.reset();
  ++*attempt_;
}

bool Outbox::full() const { return entries_.size() >= most_entries || size_bytes_ >= most_bytes; }

void Outbox::send_first() {
  if (!connected_ || under_way_ || entries_.empty()) return;
  under_way_ = true;
  retry_.reset();
  const auto take_it = [this, attempts = attempt_, mine = ++*attempt_,
                        number = entries_.front().number](const Reply<CommitAnswer>& reply) {
    if (*attempts == mine) take(number, reply);
  };
  controller_.send_commit(unit_, entries_.front(), take_it);
}

void Outbox::take(std::int64_t number, const Reply<CommitAnswer>& reply) {
  under_way_ = false;
  if (!reply.answered()) {
    retry_ = scheduler_.after(retry_delay, [this] { send_first(); });
    return;
  }
  if (entries_.empty() || entries_.front().number != number) return;
  const Commit commit = std::move(entries_.front());
  entries_.pop_front();
  size_bytes_ -= bytes_of(commit);
  const auto refused = [&] { return CommitAnswer{.accepted = false, .reason = reply.error->what()}; };
  const auto attempts = attempt_;
  const int now = *attempts;
  answered_(commit, reply.value ? *reply.value : refused());
  if (*attempts == now) send_first(); // unless the answer ended the unit, and with it this outbox
}

} // namespace periapt::agent
