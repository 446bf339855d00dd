#include "agent/http_controller_link.h"

#include <string_view>
#include <utility>

namespace periapt::agent {
namespace {

template <class T>
client::AnswerHandler decoding(ReplyHandler<T> handler) {
  return [handler = std::move(handler)](const client::Answer& answer) {
    Reply<T> reply;
    try {
      reply.value = answer.decode<T>();
    } catch (const Error& error) {
      reply.error = error;
    }
    handler(reply);
  };
}

std::string unit_target(UnitId unit, std::string_view what) {
  return client::target({"units", std::to_string(unit.value), what});
}

std::string secrets_target(UnitId unit, std::string_view what) {
  return client::target({"units", std::to_string(unit.value), "secrets", what});
}

} // namespace

void HttpControllerLink::send_commit(UnitId unit, const Commit& commit, ReplyHandler<CommitAnswer> handler) {
  client_.post(unit_target(unit, "commits"), commit, decoding(std::move(handler)));
}

void HttpControllerLink::heartbeat(const wire::Heartbeat& heartbeat, ReplyHandler<wire::HeartbeatAnswer> handler) {
  client_.post(client::target({"machines", std::to_string(machine_.value), "heartbeat"}), heartbeat,
               decoding(std::move(handler)));
}

void HttpControllerLink::fetch_state(UnitId unit, ReplyHandler<wire::UnitStateAnswer> handler) {
  client_.get(unit_target(unit, "state"), decoding(std::move(handler)));
}

void HttpControllerLink::set_leader_settings(UnitId unit, const wire::LeaderSet& settings,
                                             ReplyHandler<CommitAnswer> handler) {
  client_.post(unit_target(unit, "leader-settings"), settings, decoding(std::move(handler)));
}

void HttpControllerLink::report_task(const TaskReport& report, ReplyHandler<wire::Empty> handler) {
  client_.post(client::target({"machines", std::to_string(machine_.value), "tasks"}), report,
               decoding(std::move(handler)));
}

void HttpControllerLink::fetch_goal_state(UnitId unit, ReplyHandler<wire::GoalState> handler) {
  client_.get(unit_target(unit, "goal-state"), decoding(std::move(handler)));
}

void HttpControllerLink::fetch_application_status(UnitId unit, ReplyHandler<wire::ApplicationStatusAnswer> handler) {
  client_.get(unit_target(unit, "application-status"), decoding(std::move(handler)));
}

void HttpControllerLink::fetch_cloud_spec(UnitId unit, ReplyHandler<wire::CloudSpec> handler) {
  client_.get(unit_target(unit, "cloud-spec"), decoding(std::move(handler)));
}

void HttpControllerLink::fetch_bag(UnitId unit, RelationId relation, const std::string& of_unit,
                                   ReplyHandler<wire::BagAnswer> handler) {
  const auto slash = of_unit.find('/');
  const auto target = client::target({"units", std::to_string(unit.value), "relations", std::to_string(relation.value),
                                      "units", of_unit.substr(0, slash), of_unit.substr(slash + 1)});
  client_.get(target, decoding(std::move(handler)));
}

void HttpControllerLink::fetch_owned_secrets(UnitId unit, ReplyHandler<wire::SecretList> handler) {
  client_.get(unit_target(unit, "secrets"), decoding(std::move(handler)));
}

void HttpControllerLink::read_secret(UnitId unit, const wire::ReadSecret& reading,
                                     ReplyHandler<wire::SecretData> handler) {
  client_.post(secrets_target(unit, "read"), reading, decoding(std::move(handler)));
}

void HttpControllerLink::put_pending_secret(UnitId unit, const wire::PendingSecret& secret,
                                            ReplyHandler<wire::Empty> handler) {
  client_.post(secrets_target(unit, "pending"), secret, decoding(std::move(handler)));
}

} // namespace periapt::agent
