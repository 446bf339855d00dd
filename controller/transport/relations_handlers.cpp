#include "transport/relations_handlers.h"

#include "services/relate.h"
#include "services/relation_details.h"
#include "services/suspension.h"
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
  const services::RelationWanted wanted{request.left, request.right, request.number};
  services::remove_relation(transaction, model_of(transaction, call), wanted, request.force, call.now);
  return {};
}

wire::Empty set_suspended(Controller&, store::WriteTransaction& transaction, const Call& call,
                          const wire::SetSuspended& request) {
  const services::SuspensionRequest wanted{request.relations, request.suspended, request.reason};
  services::set_suspended(transaction, model_of(transaction, call), wanted, call.now);
  return {};
}

RelationDetails relation_details(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  services::RelationWanted wanted{call.query_value("left"), call.query_value("right"), {}};
  if (call.query_value("number")) wanted.number = call.query_number("number", 0);
  return services::relation_details(transaction, model_of(transaction, call), wanted);
}

} // namespace periapt::transport
