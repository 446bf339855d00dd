#include "cli/commands/bootstrap.h"

#include "cli/first_controller.h"
#include "cli/outcome.h"
#include "cli/settings_text.h"
#include "core/controller_setting.h"
#include "core/names.h"
#include "wire/controller_settings_messages.h"

namespace periapt::cli {

namespace {

constexpr const char* api_port = "api-port";

void declare_bootstrap(OptionSet& options) {
  options.value("add-model", "NAME", "also add a model")
      .flag("no-switch", "do not make it the current controller")
      .value("listen", "HOST:PORT", "also answer other machines, over TLS")
      .value("model-default", "KEY=VALUE", "a setting of the added model; may repeat")
      .value("config", "KEY=VALUE", "the same, or a setting of the controller; api-port=PORT: as --listen 0.0.0.0:PORT; may repeat");
  for (const char* accepted :
       {"agent-version", "bootstrap-base", "bootstrap-constraints", "bootstrap-image", "bootstrap-series",
        "constraints", "controller-charm-channel", "controller-charm-path", "credential", "db-snap", "db-snap-asserts",
        "metadata-source", "regions", "storage-pool", "to"})
    options.value(accepted, "VALUE", "accepted; without effect on this machine");
  for (const char* accepted : {"auto-upgrade", "build-agent", "clouds", "force", "keep-broken"})
    options.flag(accepted, "accepted; without effect on this machine");
}

/// The cloud of "localhost/localhost". There is one: this machine.
void check_cloud(const std::string& place) {
  const auto cloud = place.substr(0, place.find('/'));
  if (cloud != local_cloud)
    throw make_error(ErrorKind::not_found, "unknown cloud \"{}\": a controller can be started on \"{}\"", cloud,
                     local_cloud);
}

/// Without words "local"; with a cloud only, as the cloud: "localhost" or "localhost-localhost".
std::string name_of(const std::vector<std::string>& words) {
  if (words.empty()) return "local";
  if (words.size() > 1) return words[1];
  std::string name = words[0];
  for (char& c : name)
    if (c == '/') c = '-';
  return name;
}

wire::AddModel first_model(const Arguments& arguments) {
  wire::AddModel request{.name = ModelName(arguments.text("add-model")).str(), .config = {}, .owner = {}};
  for (const char* option : {"config", "model-default"})
    for (const auto& word : arguments.all(option))
      if (const auto setting = split_setting(word); setting && !find_controller_setting(setting->first))
        request.config[setting->first] = setting->second;
  return request;
}

/// Those of --config that are the controller's own, and may be set.
Settings settings_of_controller(const Arguments& arguments) {
  Settings settings;
  for (const auto& word : arguments.all("config"))
    if (auto setting = split_setting(word)) settings.insert(*setting);
  std::erase_if(settings, [](const auto& one) {
    const auto* known = find_controller_setting(one.first);
    return !known || !known->changeable;
  });
  return settings;
}

/// Where other machines may connect; empty: nowhere.
std::string listener_of(const Arguments& arguments) {
  if (arguments.given("listen")) return arguments.text("listen");
  for (const auto& word : arguments.all("config"))
    if (const auto setting = split_setting(word); setting && setting->first == api_port) return "0.0.0.0:" + setting->second;
  return "";
}

void run_bootstrap(Session& session) {
  const auto& words = session.arguments.positional();
  refuse_surplus(words, 2);
  if (!words.empty()) check_cloud(words.front());
  const auto name = name_of(words);
  check_controller_name(name);
  const auto model =
      session.arguments.given("add-model") ? std::optional(first_model(session.arguments)) : std::nullopt;
  session.console.info(fmt::format("Creating controller \"{}\" on {}", name, local_cloud));
  const auto controller = start_controller(session, name, !session.arguments.flag("no-switch"), listener_of(session.arguments));
  if (const auto settings = settings_of_controller(session.arguments); !settings.empty())
    session.connect(controller).post<wire::Empty>(client::target({"controller-config"}), wire::SetControllerSettings{settings});
  session.console.info(fmt::format("Bootstrap complete, controller \"{}\" is now available", name));
  if (!model) return;
  create_model(session, controller, *model, true);
  session.console.info(fmt::format("Initial model \"{}\" added", model->name));
}

} // namespace

Command bootstrap_command() {
  return {.name = "bootstrap",
          .aliases = {},
          .arguments = "[<cloud>[/<region>] [<controller name>]]",
          .purpose = "Starts a controller on this machine.",
          .details = R"(A controller is one process and one folder; it needs no root and no set-up. The one cloud is
"localhost": its machines are folders on this host. "model add-charm" starts a first controller by itself.
Who owns its folder is "admin". Users of other machines come in over TLS, if it listens for them ("add-user").)",
          .examples = "{program} bootstrap\n{program} bootstrap localhost test --add-model shop\n{program} bootstrap localhost shared --listen 0.0.0.0:17070",
          .see_also = {"add-model", "controllers", "destroy-controller"},
          .declare = declare_bootstrap,
          .run = run_bootstrap};
}

} // namespace periapt::cli
