#include "cli/first_controller.h"

#include "base/unix_socket.h"

namespace periapt::cli {

namespace {

ControllerEntry entry_of(const LocalController& local, const wire::ControllerInfo& info) {
  return {.name = local.name(),
          .uuid = info.uuid,
          .api_endpoints = {local.endpoint()},
          .ca_cert = "",
          .cloud = info.cloud,
          .region = info.region,
          .type = "lxd", // what clients know a local cloud by (contract/cli.md 2.22)
          .agent_version = info.contract_version,
          .machine_count = 0};
}

wire::ControllerInfo start_and_ask(const LocalController& local) {
  try {
    local.start();
    return client::Client(socket_path(local.socket())).get<wire::ControllerInfo>("/v1");
  } catch (...) {
    local.remove(0, {});
    throw;
  }
}

} // namespace

ControllerEntry start_controller(Session& session, const std::string& name, bool make_current) {
  if (session.files.controller(name)) throw make_error(ErrorKind::already_exists, "controller \"{}\" already exists", name);
  const auto local = session.local(name);
  if (local.exists())
    throw make_error(ErrorKind::already_exists, "cannot start controller \"{}\": {} already holds one", name,
                     local.folder().string());
  const auto entry = entry_of(local, start_and_ask(local));
  session.files.save_controller(entry);
  session.files.save_user(name, "admin", "superuser");
  if (make_current) session.files.set_current_controller(name);
  return entry;
}

wire::ModelInfo create_model(Session& session, const ControllerEntry& controller, const wire::AddModel& request,
                             bool make_current) {
  auto connection = session.connect(controller);
  auto model = connection.post<wire::ModelInfo>(client::target({"models"}), request);
  const std::string qualified = model.owner + "/" + model.name;
  session.files.save_model(controller.name, {qualified, model.uuid});
  if (make_current) session.files.set_current_model(controller.name, qualified);
  return model;
}

void ensure_first_controller(Session& session, bool with_model) {
  if (session.is_juju() || !session.files.controllers().empty()) return;
  session.console.info(with_model ? "Starting a first controller \"local\" with a model \"default\" on this machine"
                                  : "Starting a first controller \"local\" on this machine");
  const auto controller = start_controller(session, "local", true);
  if (with_model) create_model(session, controller, {.name = "default", .config = {}}, true);
}

void explain_trust_once(Session& session, const std::string& controller) {
  if (session.is_juju() || !session.local(controller).exists()) return;
  if (!session.files.first_time(controller, "trust-explained")) return;
  session.console.info("Note: machines of controller \"" + controller +
                       "\" are folders on this host: charms run with your rights and are not isolated from each other");
}

} // namespace periapt::cli
