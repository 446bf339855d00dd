#include "cli/first_controller.h"

#include "base/file.h"
#include "base/unix_socket.h"
#include "cli/file_lock.h"
#include "cli/outcome.h"
#include "cli/removing_models.h"

#include <algorithm>
#include <sstream>

namespace periapt::cli {

namespace {

ControllerEntry entry_of(const LocalController& local) {
  ControllerEntry entry{.name = local.name(), .api_endpoints = {local.endpoint()}};
  client::Client controller(socket_path(local.socket()));
  complete_entry(entry, controller);
  return entry;
}

/// modeld goes on without, as it must where an address of old has gone; a new one was asked for it.
void require_listener(const LocalController& local, const std::string& listen) {
  const auto config = client::Client(socket_path(local.socket())).get<wire::ModelConfig>(client::target({"config"}));
  if (config.values.empty()) throw make_error(ErrorKind::unavailable, "cannot listen on \"{}\": expected HOST:PORT of this machine that is free", listen);
}

/// A folder that was made for nothing goes again.
void start_new(const LocalController& local, const std::string& listen) {
  try {
    if (!listen.empty()) {
      make_folders(local.folder(), 0700);
      write_file_atomically(local.folder() / "listen", listen + "\n", 0600); // modeld reads it at each start
    }
    local.start();
    if (!listen.empty()) require_listener(local, listen);
  } catch (...) {
    local.remove();
    throw;
  }
}

ControllerEntry make_known(Session& session, const LocalController& local, bool make_current) {
  const auto entry = entry_of(local);
  session.files.save_controller(entry);
  session.files.save_account(local.name(), {"admin", "", "superuser"});
  if (make_current) session.files.set_current_controller(local.name());
  return entry;
}

/// One that this client has forgotten (`unregister`) is found again with its models.
ControllerEntry start_unregistered(Session& session, const std::string& name, bool make_current,
                                   const std::string& listen = "") {
  const auto local = session.local(name);
  const bool found = local.exists();
  if (found) session.console.info(fmt::format("Found controller \"{}\" in {}", name, local.folder().string()));
  if (found) local.start();
  else start_new(local, listen);
  return make_known(session, local, make_current);
}

/// A running controller makes room if there is nothing to lose.
void end_if_empty(const LocalController& local) {
  if (!local.is_running()) return;
  client::Client connection(socket_path(local.socket()));
  if (!without_controller_model(connection.get<wire::ModelList>(client::target({"models"})).models).empty())
    throw make_error(ErrorKind::conflict,
                     "cannot restore into controller \"{}\": it has models, which would be lost; name another one",
                     local.name());
  local.stop();
}

/// Held while a controller is made known, so that two commands do not both make the first one.
UniqueFd hold_registration_lock(const Session& session) {
  make_folders(session.surroundings.data_folder, 0700);
  return hold_file_lock(session.surroundings.data_folder / "bootstrap.lock");
}

/// The model that the first controller's user will work in.
void make_default_model(Session& session, const ControllerEntry& controller) {
  constexpr const char* name = "default";
  auto connection = session.connect(controller);
  for (const auto& model : session.refresh_models(controller, connection))
    if (model.name == name) return session.files.set_current_model(controller.name, model.owner + "/" + model.name);
  create_model(session, controller, {.name = name, .config = {}, .owner = {}}, true);
}

} // namespace

void check_controller_name(const std::string& name) {
  const bool plain = name.find_first_of("/: \t\n") == std::string::npos;
  if (name.empty() || !plain || name.starts_with('.') || name.starts_with('-'))
    throw UsageError(fmt::format("\"{}\" is not a valid controller name", name));
}

void complete_entry(ControllerEntry& entry, client::Client& controller) {
  const auto info = controller.get<wire::ControllerInfo>("/v1");
  auto config = controller.get<wire::ModelConfig>(client::target({"config"})).values;
  entry.uuid = info.uuid;
  entry.cloud = info.cloud;
  entry.region = info.region;
  entry.type = "lxd"; // what clients know a local cloud by (contract/cli.md 2.22)
  entry.agent_version = info.contract_version;
  entry.ca_cert = config["ca-cert"];
  std::istringstream addresses(config["api-addresses"]);
  auto& endpoints = entry.api_endpoints; // one that has led there stays, whatever the controller knows of it
  for (std::string address; addresses >> address;)
    if (std::find(endpoints.begin(), endpoints.end(), address) == endpoints.end()) endpoints.push_back(address);
}

ControllerEntry start_controller(Session& session, const std::string& name, bool make_current, const std::string& listen) {
  const auto lock = hold_registration_lock(session);
  if (session.files.controller(name))
    throw make_error(ErrorKind::already_exists, "controller \"{}\" already exists", name);
  return start_unregistered(session, name, make_current, listen);
}

ControllerEntry restore_controller(Session& session, const std::string& name, const std::filesystem::path& backup) {
  const auto lock = hold_registration_lock(session);
  const auto local = session.local(name);
  const bool existed = local.exists();
  const bool was_running = local.is_running();
  end_if_empty(local);
  try {
    local.restore(backup);
  } catch (...) { // one that has lost its database is left as it is: its machines still run
    if (was_running) local.start();
    if (!existed) local.remove();
    throw;
  }
  return make_known(session, local, true);
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
  if (session.surroundings.conditions) return; // a plan is of what is there
  if (session.is_juju() || !session.files.controllers().empty()) return;
  const auto lock = hold_registration_lock(session);
  if (!session.files.controllers().empty()) return; // another command was faster
  session.console.info(with_model ? "Starting a first controller \"local\" with a model \"default\" on this machine"
                                  : "Starting a first controller \"local\" on this machine");
  const auto controller = start_unregistered(session, "local", true);
  if (with_model) make_default_model(session, controller);
}

void explain_trust_once(Session& session, const std::string& controller) {
  if (session.is_juju() || !session.local(controller).exists()) return;
  if (!session.files.first_time(controller, "trust-explained")) return;
  session.console.info("Note: machines of controller \"" + controller +
                       "\" are folders on this host: charms run with your rights and are not isolated from each other");
}

} // namespace periapt::cli
