// The controller as the agent's core sees it: questions with answers that come later, or not at all.
// Production: http_controller_link.h. The simulation's delays, loses, repeats and restarts.
// Threads: the agent's one thread. An answer never comes from inside the asking call; after the link is gone,
// none comes.
#pragma once

#include "charm/charm.h"
#include "core/commit.h"
#include "core/error.h"
#include "core/ids.h"
#include "core/names.h"
#include "wire/cloud_messages.h"
#include "wire/messages.h"
#include "wire/secret_messages.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace periapt::agent {

/// The value, or why there is none. No answer at all (broken connection, too late) is `unavailable`: whether the
/// controller has acted on the question is then unknown.
template <class T>
struct Reply {
  std::optional<T> value;
  std::optional<Error> error;
  bool answered() const { return value || error->kind() != ErrorKind::unavailable; }
};

template <class T>
using ReplyHandler = std::function<void(const Reply<T>&)>;

class ControllerLink {
public:
  virtual ~ControllerLink() = default;

  virtual void send_commit(UnitId unit, const Commit& commit, ReplyHandler<CommitAnswer> handler) = 0;
  virtual void heartbeat(const wire::Heartbeat& heartbeat, ReplyHandler<wire::HeartbeatAnswer> handler) = 0;
  virtual void fetch_state(UnitId unit, ReplyHandler<wire::UnitStateAnswer> handler) = 0;
  virtual void set_leader_settings(UnitId unit, const wire::LeaderSet& settings, ReplyHandler<CommitAnswer> handler) = 0;
  /// Everything that the machine was told up to this revision is done; lost without harm.
  virtual void tell_settled(const wire::Settled& settled) = 0;
  /// Of commands on the machine itself.
  virtual void report_task(const TaskReport& report, ReplyHandler<wire::Empty> handler) = 0;
  virtual void fetch_goal_state(UnitId unit, ReplyHandler<wire::GoalState> handler) = 0;
  virtual void fetch_application_status(UnitId unit, ReplyHandler<wire::ApplicationStatusAnswer> handler) = 0;
  virtual void fetch_cloud_spec(UnitId unit, ReplyHandler<wire::CloudSpec> handler) = 0;
  /// Makes the resource be on this machine, as it was supplied last, and answers with its path. While the controller
  /// is away: the one that is there already.
  virtual void fetch_resource(UnitId unit, const UnitName& name, const charm::Resource& resource,
                              ReplyHandler<std::string> handler) = 0;
  /// The bag of any unit in one of `unit`'s relations: a sibling's, or one that has left.
  virtual void fetch_bag(UnitId unit, RelationId relation, const std::string& of_unit,
                         ReplyHandler<wire::BagAnswer> handler) = 0;
  virtual void fetch_owned_secrets(UnitId unit, ReplyHandler<wire::SecretList> handler) = 0;
  /// Content, and the only way it comes to this machine.
  virtual void read_secret(UnitId unit, const wire::ReadSecret& reading, ReplyHandler<wire::SecretData> handler) = 0;
  virtual void put_pending_secret(UnitId unit, const wire::PendingSecret& secret,
                                  ReplyHandler<wire::Empty> handler) = 0;
};

} // namespace periapt::agent
