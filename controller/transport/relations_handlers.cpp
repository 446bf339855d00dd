#include "transport/relations_handlers.h"

#include "services/relate.h"
#include "transport/models_handlers.h"

namespace periapt::transport {

wire::Related relate(Controller&, store::WriteTransaction& transaction, const Call& call,
                     const wire::Relate& request) {
  const auto model = model_of(transaction, call);
  const auto related = services::relate(transaction, model, request.left, request.right, call.now);
  return {.key = related.key, .number = related.number};
}

wire::Empty remove_relation(Controller&, store::WriteTransaction& transaction, const Call& call,
                            const wire::RemoveRelation& request) {
  const services::RemoveRelationRequest wanted{request.left, request.right, request.number, request.force};
  services::remove_relation(transaction, model_of(transaction, call), wanted, call.now);
  return {};
}

} // namespace periapt::transport
