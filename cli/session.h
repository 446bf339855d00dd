// What a running command has at hand: its arguments, the console, this client's files, and ways to the
// controllers and models they name. Which controller and model a command means is decided here.
// Rule: contract/cli.md, 1.6 and 1.7; DESIGN section 9, rule 30. Threads: one.
#pragma once

#include "cli/client_files.h"
#include "cli/console.h"
#include "cli/options.h"
#include "cli/local_controller.h"
#include "cli/write_conditions.h"
#include "client/client.h"
#include "wire/messages.h"

#include <filesystem>
#include <optional>
#include <string>

namespace periapt::cli {

/// What the process was given.
struct Surroundings {
  std::string program; // "model" or "juju"
  Environment environment;
  std::filesystem::path data_folder;
  std::filesystem::path working_directory;
  WriteConditions* conditions = nullptr; // of `plan` and `apply`, for the command that they run
};

/// A model as this client knows it.
struct ModelRef {
  std::string controller;
  std::string owner;
  std::string name;
  std::string uuid;
  std::string qualified() const { return owner + "/" + name; }
  /// "ctrl:admin/foo"
  std::string full() const { return controller + ":" + qualified(); }
};

/// Requests about one model. A model that has gone is told as the contract words it.
class ModelClient {
public:
  ModelClient(client::Client client, ModelRef model, WriteConditions* conditions = nullptr)
      : client_(std::move(client)), model_(std::move(model)), conditions_(conditions) {}

  const ModelRef& model() const { return model_; }
  client::Client& client() { return client_; }
  /// "/v1/models/<uuid>/<segments…>"
  std::string target(std::initializer_list<std::string_view> segments) const;

  template <class T>
  T get(std::initializer_list<std::string_view> segments) {
    return explained([&] { return client_.get<T>(target(segments)); });
  }
  template <class T, class Request>
  T post(std::initializer_list<std::string_view> segments, const Request& request) {
    return explained([&] {
      if (conditions_) return wire::decode<T>(post_conditionally(target(segments), wire::encode(request)));
      return client_.post<T>(target(segments), request);
    });
  }

private:
  template <class Call>
  auto explained(const Call& call) {
    try {
      return call();
    } catch (const Error& error) {
      throw_if_gone(error);
      throw;
    }
  }
  void throw_if_gone(const Error& error) const;
  /// The answer's text.
  std::string post_conditionally(const std::string& target, std::string body);

  client::Client client_;
  ModelRef model_;
  WriteConditions* conditions_;
};

class Session {
public:
  Session(const Surroundings& surroundings, Console& console, const Arguments& arguments);

  const Surroundings& surroundings;
  Console& console;
  const Arguments& arguments;
  ClientFiles files;

  bool is_juju() const { return surroundings.program == "juju"; }
  std::optional<std::string> variable(const std::string& name) const;

  /// -c, else JUJU_CONTROLLER, else the current one. Throws the contract's errors.
  ControllerEntry controller() const;
  /// For what is the controller's but was asked of a model: -c, else the controller of -m, else as controller().
  ControllerEntry controller_of_model_option() const;
  ControllerEntry controller_named(const std::string& name) const;
  /// As the user that this client is logged in as. Restarts a local controller that is down. Throws Error(denied) when
  /// not logged in.
  client::Client connect(const ControllerEntry& controller) const;
  /// With a session's token; empty: as who owns the controller's socket, or as nobody.
  client::Client connect_with(const ControllerEntry& controller, const std::string& token) const;
  /// Whether it answers now; nothing is started.
  bool is_up(const ControllerEntry& controller) const;
  LocalController local(const std::string& controller) const;

  /// -m, else JUJU_MODEL, else the current model.
  ModelClient model();
  /// `text` as for -m.
  ModelClient model_named(const std::string& text);
  /// Asks the controller and remembers what it says.
  std::vector<wire::ModelInfo> refresh_models(const ControllerEntry& controller, client::Client& client);

  /// Where a result goes: stdout, or the file of --output.
  void print(const std::string& result) const;
  bool colour() const;
  /// Times in UTC and ISO form: --utc, else JUJU_STATUS_ISO_TIME.
  bool iso_time() const;
  std::string format() const { return arguments.text("format"); }
  /// The command is only to be planned: nothing may be changed, nobody asked.
  bool is_plan() const { return surroundings.conditions && surroundings.conditions->plan; }

private:
  std::optional<ModelRef> cached_model(const std::string& controller, const std::string& owner,
                                       const std::string& name) const;

  bool has_option(const std::string& name) const { return arguments.given(name); }
};

} // namespace periapt::cli
