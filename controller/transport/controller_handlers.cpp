#include "transport/controller_handlers.h"

#include "wire/codec.h"

namespace periapt::transport {

wire::ControllerInfo controller_info(Controller& controller, const store::ReadTransaction&, const Call&) {
  return controller.info;
}

Reply shut_down(Controller&, Call) { return {.body = wire::encode(wire::Empty{}), .shut_down = true}; }

} // namespace periapt::transport
