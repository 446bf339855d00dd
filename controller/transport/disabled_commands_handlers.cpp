#include "transport/disabled_commands_handlers.h"

#include "services/disabled_commands.h"
#include "transport/models_handlers.h"

namespace periapt::transport {

std::optional<services::Effect> effect_of(const Route& route) {
  constexpr std::string_view of_model = "/v1/models/{model}/";
  if (route.method != Method::post || !route.pattern.starts_with(of_model)) return {};
  const auto what = route.pattern.substr(of_model.size());
  // Lifting a ban is no change, nor is who may do what; and what was started may always be stopped.
  if (what.starts_with("disabled-commands") || what.ends_with("access") || what == "tasks/cancel") return {};
  if (what == "destroy") return services::Effect::destroys;
  if (what.ends_with("/remove") || what == "storage/detach") return services::Effect::removes;
  return services::Effect::changes;
}

wire::DisabledCommands disabled_commands(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  wire::DisabledCommands answer;
  for (const auto& [set, message] : store::disabled_commands::of_model(transaction, model_of(transaction, call)))
    answer.sets.push_back({.command_set = set, .message = message});
  return answer;
}

wire::Empty disable_commands(Controller&, store::WriteTransaction& transaction, const Call& call,
                             const wire::DisabledCommandSet& request) {
  services::disable_commands(transaction, model_of(transaction, call), request.command_set, request.message);
  return {};
}

wire::Empty enable_commands(Controller&, store::WriteTransaction& transaction, const Call& call,
                            const wire::EnableCommands& request) {
  services::enable_commands(transaction, model_of(transaction, call), request.command_set);
  return {};
}

wire::ModelsWithDisabledCommands models_with_disabled_commands(Controller&, const store::ReadTransaction& transaction,
                                                               const Call&) {
  wire::ModelsWithDisabledCommands answer;
  for (auto& model : services::models_with_disabled_commands(transaction))
    answer.models.push_back({std::move(model.name), std::move(model.uuid), std::move(model.command_sets)});
  return answer;
}

wire::Empty enable_all_commands(Controller&, store::WriteTransaction& transaction, const Call&, const wire::Empty&) {
  services::enable_all_commands(transaction);
  return {};
}

} // namespace periapt::transport
