// The controller over its socket: requests of the machine's token (wire/README.md).
// Threads: the agent's one thread; handlers are called by the io_context.
#pragma once

#include "agent/controller_link.h"
#include "agent/resource_cache.h"
#include "client/async_client.h"

namespace periapt::agent {

class HttpControllerLink final : public ControllerLink {
public:
  /// Both are borrowed.
  HttpControllerLink(client::AsyncClient& client, ResourceCache& resources, MachineId machine)
      : client_(client), resources_(resources), machine_(machine) {}

  void send_commit(UnitId unit, const Commit& commit, ReplyHandler<CommitAnswer> handler) override;
  void heartbeat(const wire::Heartbeat& heartbeat, ReplyHandler<wire::HeartbeatAnswer> handler) override;
  void fetch_state(UnitId unit, ReplyHandler<wire::UnitStateAnswer> handler) override;
  void set_leader_settings(UnitId unit, const wire::LeaderSet& settings, ReplyHandler<CommitAnswer> handler) override;
  void tell_settled(const wire::Settled& settled) override;
  void report_task(const TaskReport& report, ReplyHandler<wire::Empty> handler) override;
  void fetch_goal_state(UnitId unit, ReplyHandler<wire::GoalState> handler) override;
  void fetch_application_status(UnitId unit, ReplyHandler<wire::ApplicationStatusAnswer> handler) override;
  void fetch_cloud_spec(UnitId unit, ReplyHandler<wire::CloudSpec> handler) override;
  void fetch_resource(UnitId unit, const UnitName& name, const charm::Resource& resource,
                      ReplyHandler<std::string> handler) override;
  void fetch_bag(UnitId unit, RelationId relation, const std::string& of_unit,
                 ReplyHandler<wire::BagAnswer> handler) override;
  void fetch_owned_secrets(UnitId unit, ReplyHandler<wire::SecretList> handler) override;
  void read_secret(UnitId unit, const wire::ReadSecret& reading, ReplyHandler<wire::SecretData> handler) override;
  void put_pending_secret(UnitId unit, const wire::PendingSecret& secret, ReplyHandler<wire::Empty> handler) override;

private:
  struct ResourceCall;
  void ask_for_resource(std::shared_ptr<ResourceCall> call);

  client::AsyncClient& client_;
  ResourceCache& resources_;
  MachineId machine_;
};

} // namespace periapt::agent
