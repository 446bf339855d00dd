#include "transport/controller_handlers.h"

#include "services/controller_settings.h"
#include "transport/metrics.h"
#include "wire/codec.h"

namespace periapt::transport {
namespace {

/// "10.0.0.5:17070 127.0.0.1:17070": one listener, whatever the address.
std::string port_of(const std::string& addresses) {
  const auto first = addresses.substr(0, addresses.find(' '));
  const auto colon = first.rfind(':');
  return colon == std::string::npos ? "0" : first.substr(colon + 1);
}

} // namespace

wire::ControllerInfo controller_info(Controller& controller, const store::ReadTransaction&, const Call& call) {
  auto info = controller.info;
  if (call.from_owner) return info;
  info.pid = 0; // this machine's matters
  info.network.clear();
  return info;
}

wire::ModelConfig controller_config(Controller& controller, const store::ReadTransaction&, const Call&) {
  return {.values = controller.config};
}

Reply metrics(Controller& controller, Call) {
  return {.body = controller.metrics->text(controller.store), .body_type = "text/plain; version=0.0.4; charset=utf-8"};
}

wire::ControllerSettings controller_settings(Controller& controller, const store::ReadTransaction& transaction, const Call&) {
  wire::ControllerSettings settings{services::controller_settings(transaction)};
  settings.values["controller-name"] = controller.info.name;
  settings.values["controller-uuid"] = controller.info.uuid;
  if (controller.config.empty()) return settings; // nobody else can reach it
  settings.values["api-port"] = port_of(controller.config.at("api-addresses"));
  settings.values["ca-cert"] = controller.config.at("ca-cert");
  return settings;
}

wire::Empty set_controller_settings(Controller&, store::WriteTransaction& transaction, const Call&,
                                    const wire::SetControllerSettings& request) {
  services::set_controller_settings(transaction, request.set);
  return {};
}

Reply shut_down(Controller&, Call) { return {.body = wire::encode(wire::Empty{}), .shut_down = true}; }

} // namespace periapt::transport
