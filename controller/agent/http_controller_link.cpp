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

void HttpControllerLink::tell_settled(const wire::Settled& settled) {
  client_.post(client::target({"machines", std::to_string(machine_.value), "settled"}), settled, [](const client::Answer&) {});
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

// --- resources ----------------------------------------------------------------------------------
struct HttpControllerLink::ResourceCall {
  UnitId unit;
  CachedResource resource;
  ReplyHandler<std::string> handler;
  int attempts_left = 3; // a file may be replaced between the answer and its download
};

void HttpControllerLink::fetch_resource(UnitId unit, const UnitName& name, const charm::Resource& resource,
                                        ReplyHandler<std::string> handler) {
  const CachedResource cached{name, resource.name, resource.filename};
  ask_for_resource(std::make_shared<ResourceCall>(ResourceCall{unit, cached, std::move(handler)}));
}

void HttpControllerLink::ask_for_resource(std::shared_ptr<ResourceCall> call) {
  --call->attempts_left;
  const auto announced = [this, call](const Reply<wire::UnitResource>& reply) {
    if (reply.error) {
      const auto held = reply.error->kind() == ErrorKind::unavailable ? resources_.held(call->resource) : std::nullopt;
      if (held) return call->handler({*held, std::nullopt});
      return call->handler({std::nullopt, reply.error});
    }
    const auto arrived = [this, call, wanted = *reply.value](const std::string& path, const std::optional<Error>& error) {
      if (error && error->kind() == ErrorKind::not_found && call->attempts_left > 0) return ask_for_resource(call);
      if (error) return call->handler({std::nullopt, error});
      if (!wanted.noted)
        client_.post(unit_target(call->unit, "resources"),
                     wire::ResourceFetched{call->resource.name, wanted.file.fingerprint}, [](const client::Answer&) {});
      call->handler({path, std::nullopt});
    };
    resources_.fetch(call->resource, reply.value->file, arrived);
  };
  const auto target = client::with_query(unit_target(call->unit, "resources"), {{"name", call->resource.name}});
  client_.get(target, decoding<wire::UnitResource>(announced));
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
