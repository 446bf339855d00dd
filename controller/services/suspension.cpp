#include "services/suspension.h"

#include "core/error.h"
#include "services/relate.h"
#include "store/suspension_repository.h"

namespace periapt::services {
namespace {

using namespace store;

/// An offered application's relations are its consumers': theirs is the model that they were made in.
bool is_of_offer(const RelationRow& relation, ModelId model) { return relation.model != model; }

} // namespace

void set_suspended(WriteTransaction& transaction, ModelId model, const SuspensionRequest& request, TimeMs now) {
  const char* verb = request.suspended ? "suspend" : "resume";
  for (const auto number : request.relations) {
    const auto relation = find_relation(transaction, model, {.left = {}, .right = {}, .number = number});
    if (!is_of_offer(relation, model))
      throw make_error(ErrorKind::conflict, "cannot {} relation {} (\"{}\"): it does not run over an offer of this model",
                       verb, number, relation.key());
    if (relation.life != Life::alive)
      throw make_error(ErrorKind::conflict, "cannot {} relation {} (\"{}\"): it is being removed", verb, number,
                       relation.key());
    suspensions::set(transaction, relation, request.suspended, request.suspended ? request.reason : "", now);
  }
}

} // namespace periapt::services
