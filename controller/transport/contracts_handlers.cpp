#include "transport/contracts_handlers.h"

#include "services/contracts.h"
#include "transport/models_handlers.h"

namespace periapt::transport {

wire::InterfaceList known_interfaces(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  return {.interfaces = services::known_contracts(transaction, model_of(transaction, call))};
}

wire::NamedEvents named_events(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  return {.events = services::event_reports(transaction, model_of(transaction, call), call.query_value("application"))};
}

wire::RelationPromises relation_promises(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  return {.promises = services::promise_reports(transaction, model_of(transaction, call), call.query_value("application"))};
}

} // namespace periapt::transport
