#include "cli/session.h"

#include "base/file.h"
#include "base/unix_socket.h"
#include "cli/endpoints.h"
#include "cli/outcome.h"

#include <algorithm>

namespace periapt::cli {

namespace {

constexpr std::size_t shortest_uuid_prefix = 6;

std::string no_controllers(const std::string& program) {
  std::string text = fmt::format("No controllers registered.\n\n"
                                 "Please either create a new controller using \"{0} bootstrap\" or connect to\n"
                                 "another controller that you have been given access to using \"{0} register\".",
                                 program);
  if (program != "juju")
    text += "\n\nOr just add a charm: the first \"" + program + " add-charm\" starts a controller on this machine.";
  return text;
}

std::string no_selected_controller(const std::string& program, const std::vector<ControllerEntry>& controllers) {
  std::string text =
      "No selected controller.\n\nUse \"" + program + " switch\" to select from the following controllers:\n";
  for (const auto& controller : controllers) text += "\n  - " + controller.name;
  return text;
}

std::string no_model(const std::string& program) {
  std::string text = fmt::format("No model in focus.\n\n"
                                 "Please use \"{0} models\" to see models available to you.\n"
                                 "You can set current model by running \"{0} switch\"\n"
                                 "or specify any other model on the command line using the \"-m\" option.",
                                 program);
  if (program != "juju") text += "\n\nOr make one: \"" + program + " add-model NAME\".";
  return text;
}

/// "[<controller>:][<user>/]<model>"
struct ModelText {
  std::optional<std::string> controller;
  std::optional<std::string> owner;
  std::string name;

  static ModelText parse(std::string text) {
    ModelText parsed;
    if (const auto colon = text.find(':'); colon != std::string::npos) {
      if (colon > 0) parsed.controller = text.substr(0, colon);
      text.erase(0, colon + 1);
    }
    if (const auto slash = text.find('/'); slash != std::string::npos) {
      parsed.owner = text.substr(0, slash);
      text.erase(0, slash + 1);
    }
    parsed.name = std::move(text);
    return parsed;
  }
};

} // namespace

std::string ModelClient::target(std::initializer_list<std::string_view> segments) const {
  std::string path = client::target({"models", model_.uuid});
  for (const auto segment : segments) path += client::target({segment}).substr(std::string_view("/v1").size());
  return path;
}

void ModelClient::throw_if_gone(const Error& error) const {
  if (error.kind() == ErrorKind::not_found &&
      std::string_view(error.what()).find(model_.uuid) != std::string_view::npos)
    throw make_error(ErrorKind::not_found, "model {} not found", model_.full());
}

std::string ModelClient::post_conditionally(const std::string& target, std::string body) {
  const auto text_of = [&](client::Answer answer) {
    if (answer.error) throw *answer.error;
    return std::move(answer.body);
  };
  if (conditions_->made) throw Error(ErrorKind::invalid, "it makes more than one change, and only the first can be planned");
  conditions_->model = model_.full();
  const auto revision = std::exchange(conditions_->if_revision, std::nullopt);
  auto whole = target;
  if (conditions_->plan) whole = client::with_query(whole, {{"plan", ""}});
  if (revision) whole += (conditions_->plan ? "&if-revision=" : "?if-revision=") + *revision;
  auto answer = text_of(client_.send(client::Method::post, whole, std::move(body)));
  if (!conditions_->plan) return answer;
  conditions_->made = wire::decode<Plan>(answer);
  return conditions_->made->answer;
}

Session::Session(const Surroundings& surroundings_, Console& console_, const Arguments& arguments_)
    : surroundings(surroundings_), console(console_), arguments(arguments_), files(surroundings_.data_folder) {}

std::optional<std::string> Session::variable(const std::string& name) const {
  const auto found = surroundings.environment.find(name);
  if (found == surroundings.environment.end() || found->second.empty()) return std::nullopt;
  return found->second;
}

ControllerEntry Session::controller() const {
  if (arguments.given("controller")) return controller_named(arguments.text("controller"));
  if (const auto name = variable("JUJU_CONTROLLER")) return controller_named(*name);
  const auto known = files.controllers();
  if (known.empty()) throw Error(ErrorKind::not_found, no_controllers(surroundings.program));
  const auto current = files.current_controller();
  if (!current) throw Error(ErrorKind::not_found, no_selected_controller(surroundings.program, known));
  return controller_named(*current);
}

ControllerEntry Session::controller_of_model_option() const {
  const auto model = arguments.text("model");
  const auto colon = model.find(':');
  const bool names_one = !arguments.given("controller") && colon != std::string::npos;
  return names_one ? controller_named(model.substr(0, colon)) : controller();
}

ControllerEntry Session::controller_named(const std::string& name) const {
  if (auto entry = files.controller(name)) return *std::move(entry);
  throw make_error(ErrorKind::not_found, "controller {} not found", name);
}

bool Session::is_up(const ControllerEntry& controller) const { return client::is_listening(address_of(controller)); }

LocalController Session::local(const std::string& controller) const {
  return LocalController(surroundings.data_folder, controller);
}

client::Client Session::connect(const ControllerEntry& controller) const {
  const auto account = files.account(controller.name);
  if (!account)
    throw make_error(ErrorKind::denied, "not logged in to controller \"{}\": log in with \"{} login\"", controller.name,
                     surroundings.program);
  return connect_with(controller, account->session_token);
}

client::Client Session::connect_with(const ControllerEntry& controller, const std::string& token) const {
  const auto socket = address_of(controller);
  const auto local_one = local(controller.name);
  if (socket == socket_path(local_one.socket()) && !client::is_listening(socket)) {
    if (!local_one.exists())
      throw make_error(ErrorKind::unavailable,
                       "controller {0} is gone: there is no folder {1}; \"{2} unregister {0}\" forgets it",
                       controller.name, local_one.folder().string(), surroundings.program);
    console.debug(fmt::format("controller {} is down: starting it", controller.name));
    local_one.start();
  }
  return client::Client(socket, token);
}

ModelClient Session::model() {
  if (arguments.given("model")) return model_named(arguments.text("model"));
  if (const auto name = variable("JUJU_MODEL")) return model_named(*name);
  const auto current = files.current_model(controller().name);
  if (!current) throw Error(ErrorKind::not_found, no_model(surroundings.program));
  return model_named(*current);
}

ModelClient Session::model_named(const std::string& text) {
  const auto wanted = ModelText::parse(text);
  const auto entry = wanted.controller ? controller_named(*wanted.controller) : controller();
  const auto owner = wanted.owner.value_or(files.user(entry.name));
  auto connection = connect(entry);
  auto found = cached_model(entry.name, owner, wanted.name);
  if (!found) {
    refresh_models(entry, connection);
    found = cached_model(entry.name, owner, wanted.name);
  }
  if (!found) throw make_error(ErrorKind::not_found, "model {}:{}/{} not found", entry.name, owner, wanted.name);
  return ModelClient(std::move(connection), *std::move(found), surroundings.conditions);
}

std::optional<ModelRef> Session::cached_model(const std::string& controller, const std::string& owner,
                                              const std::string& name) const {
  const auto models = files.models(controller);
  const auto ref_of = [&](const ModelEntry& entry) {
    const auto parts = ModelText::parse(entry.name);
    return ModelRef{controller, parts.owner.value_or(owner), parts.name, entry.uuid};
  };
  for (const auto& entry : models)
    if (entry.name == owner + "/" + name) return ref_of(entry);
  if (name.size() >= shortest_uuid_prefix)
    for (const auto& entry : models)
      if (entry.uuid.starts_with(name)) return ref_of(entry);
  return std::nullopt;
}

std::vector<wire::ModelInfo> Session::refresh_models(const ControllerEntry& controller, client::Client& client) {
  auto models = client.get<wire::ModelList>(client::target({"models"})).models;
  std::sort(models.begin(), models.end(), [](const auto& left, const auto& right) { return left.name < right.name; });
  std::vector<ModelEntry> entries;
  for (const auto& model : models) entries.push_back({model.owner + "/" + model.name, model.uuid});
  files.replace_models(controller.name, entries);
  return models;
}

void Session::print(const std::string& result) const {
  if (const auto file = arguments.text("output"); !file.empty())
    return write_file_atomically(surroundings.working_directory / file, result);
  console.print(result);
  console.out.flush();
}

bool Session::colour() const {
  if (arguments.flag("color") && arguments.flag("no-color")) throw UsageError("cannot mix --no-color and --color");
  if (arguments.flag("color")) return true;
  if (arguments.flag("no-color") || !arguments.text("output").empty()) return false;
  return console.out_is_terminal && !surroundings.environment.contains("NO_COLOR") && variable("TERM") != "dumb";
}

bool Session::iso_time() const {
  if (arguments.flag("utc")) return true;
  const auto text = variable("JUJU_STATUS_ISO_TIME");
  if (!text || *text == "false" || *text == "0") return false;
  if (*text == "true" || *text == "1") return true;
  throw make_error(ErrorKind::invalid, "invalid JUJU_STATUS_ISO_TIME env var, expected true|false: \"{}\"", *text);
}

} // namespace periapt::cli
