#include "transport/applications_handlers.h"

#include "services/configure.h"
#include "services/deploy.h"
#include "services/refresh.h"
#include "services/reports.h"
#include "transport/models_handlers.h"
#include "transport/removal.h"
#include "transport/resources_handlers.h"

namespace periapt::transport {

wire::Deployed deploy(Controller& controller, store::WriteTransaction& transaction, const Call& call,
                      const wire::Deploy& request) {
  const services::DeployRequest wanted{.charm_url = request.charm_url,
                                       .application = request.application,
                                       .num_units = request.num_units,
                                       .config = request.config,
                                       .to = request.to,
                                       .trust = request.trust,
                                       .base = request.base,
                                       .force = request.force,
                                       .storage = request.storage,
                                       .attach_storage = request.attach_storage,
                                       .resources = to_service(request.resources),
                                       .files_folder = controller.charms_folder,
                                       .channel = request.channel.value_or(""),
                                       .constraints = request.constraints.value_or(""),
                                       .block_obstacle = controller.block_obstacle};
  const auto deployed = services::deploy(transaction, model_of(transaction, call), wanted, call.now);
  return {.application = deployed.application, .base = deployed.base};
}

wire::Refreshed refresh(Controller& controller, store::WriteTransaction& transaction, const Call& call,
                        const wire::Refresh& request) {
  const services::RefreshRequest wanted{.charm_url = request.charm_url,
                                        .switching = request.switching,
                                        .config = request.config,
                                        .trust = request.trust,
                                        .force = request.force,
                                        .force_base = request.force_base,
                                        .force_units = request.force_units,
                                        .storage = request.storage,
                                        .block_obstacle = controller.block_obstacle,
                                        .resources = to_service(request.resources),
                                        .files_folder = controller.charms_folder,
                                        .channel = request.channel.value_or("")};
  const auto model = model_of(transaction, call);
  const auto refreshed = services::refresh(transaction, model, call.argument("app"), wanted, call.now);
  return {.charm_url = refreshed.charm_url, .changed = refreshed.changed};
}

wire::RemovalPlans remove_applications(Controller&, store::WriteTransaction& transaction, const Call& call,
                                       const wire::Remove& request) {
  const auto model = model_of(transaction, call);
  return to_wire(services::remove_applications(transaction, model, to_service(request), call.now));
}

wire::ApplicationInfo application_info(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  auto info = services::application_info(transaction, model_of(transaction, call), call.argument("app"));
  wire::ApplicationInfo answer{.name = std::move(info.name),
                               .charm_name = std::move(info.charm_name),
                               .charm_url = std::move(info.charm_url),
                               .channel = std::move(info.channel),
                               .constraints = std::move(info.constraints),
                               .base = std::move(info.base),
                               .principal = info.principal,
                               .exposed = info.exposed,
                               .exposed_endpoints = {},
                               .life = info.life,
                               .bindings = std::move(info.bindings)};
  for (auto& one : info.exposure)
    answer.exposed_endpoints.push_back({std::move(one.endpoint), std::move(one.spaces), std::move(one.cidrs)});
  return answer;
}

wire::ApplicationConfig application_config(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  auto view = services::application_config(transaction, model_of(transaction, call), call.argument("app"));
  wire::ApplicationConfig answer{.application = std::move(view.application),
                                 .charm = std::move(view.charm),
                                 .trust = view.trust,
                                 .options = {}};
  for (auto& option : view.options)
    answer.options.push_back({.name = std::move(option.name),
                              .type = std::move(option.type),
                              .description = std::move(option.description),
                              .value = std::move(option.value),
                              .default_value = std::move(option.default_value),
                              .source = std::move(option.source)});
  return answer;
}

wire::Empty set_application_config(Controller&, store::WriteTransaction& transaction, const Call& call,
                                   const wire::SetConfig& request) {
  services::configure(transaction, model_of(transaction, call), call.argument("app"),
                      {.set = request.set, .reset = request.reset});
  return {};
}

} // namespace periapt::transport
