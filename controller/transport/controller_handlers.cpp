#include "transport/controller_handlers.h"

#include "transport/metrics.h"
#include "wire/codec.h"

namespace periapt::transport {

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

Reply shut_down(Controller&, Call) { return {.body = wire::encode(wire::Empty{}), .shut_down = true}; }

} // namespace periapt::transport
