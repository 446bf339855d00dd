#include "cli/removing_models.h"

#include "cli/disabled_commands_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace periapt::cli {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds poll_interval{100};
constexpr milliseconds dot_interval{2000};

/// One line for each new count, and a dot now and then while it stays the same.
class WaitingLines {
public:
  explicit WaitingLines(Console& console) : console_(console) {}

  void show(const wire::ModelInfo& model) {
    if (console_.quiet) return;
    const auto text = fmt::format("\nWaiting for model to be removed, {}...", contents_of(model));
    if (text != last_)
      console_.err << text << std::flush;
    else if (steady_clock::now() - told_ < dot_interval)
      return;
    else
      console_.err << '.' << std::flush;
    last_ = text;
    told_ = steady_clock::now();
  }

private:
  Console& console_;
  std::string last_;
  steady_clock::time_point told_;
};

std::optional<wire::ModelInfo> look(ModelClient& model) {
  try {
    return model.client().get<wire::ModelInfo>(model.target({}));
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::not_found) return std::nullopt;
    throw;
  }
}

void wait_until_gone(Session& session, ModelClient& model, std::optional<milliseconds> patience) {
  const auto begin = steady_clock::now();
  WaitingLines lines(session.console);
  while (const auto info = look(model)) {
    lines.show(*info);
    if (patience && steady_clock::now() - begin > *patience)
      throw make_error(ErrorKind::unavailable, "timed out waiting for model {} to be removed",
                       model.model().qualified());
    std::this_thread::sleep_for(poll_interval);
  }
}

} // namespace

std::string contents_of(const wire::ModelInfo& model) {
  return fmt::format("{} machine(s), {} application(s)", model.machine_count, model.application_count);
}

std::vector<wire::ModelInfo> without_controller_model(std::vector<wire::ModelInfo> models) {
  std::erase_if(models, [](const auto& model) { return model.is_controller.value_or(false); });
  return models;
}

StorageChoice storage_choice(const Arguments& arguments) {
  if (arguments.flag("destroy-storage")) return StorageChoice::destroy;
  return arguments.flag("release-storage") ? StorageChoice::release : StorageChoice::unspoken;
}

void destroy_model(Session& session, ModelClient& model, bool force, StorageChoice storage,
                   std::optional<milliseconds> patience) {
  session.console.info("Destroying model");
  try {
    model.post<wire::ModelInfo>({"destroy"}, wire::DestroyModel{.force = force,
                                                                  .destroy_storage = storage == StorageChoice::destroy,
                                                                  .release_storage = storage == StorageChoice::release});
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::not_found || is_refused_as_disabled(error)) throw;
    throw make_error(error.kind(), "cannot destroy model: {}", error.what());
  }
  wait_until_gone(session, model, patience);
  session.console.info("\nModel destroyed.");
  session.files.remove_model(model.model().controller, model.model().qualified());
}

bool is_own_controller(const Session& session, const ControllerEntry& controller) {
  return controller.api_endpoints.empty() || // of an entry that was cut short
         std::find(controller.api_endpoints.begin(), controller.api_endpoints.end(), session.local(controller.name).endpoint()) !=
             controller.api_endpoints.end();
}

void remove_controller(Session& session, const ControllerEntry& controller) {
  session.connect(controller).post<wire::Empty>("/v1/shutdown", wire::Empty{});
  if (is_own_controller(session, controller)) session.local(controller.name).remove();
  session.files.remove_controller(controller.name);
}

void remove_controller_by_force(Session& session, const ControllerEntry& controller) {
  const auto local = session.local(controller.name);
  local.end_machines();
  local.remove();
  session.files.remove_controller(controller.name);
}

} // namespace periapt::cli
