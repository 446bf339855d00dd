#include "store/listener_repository.h"

#include "database/connection.h"
#include "store/model_repository.h"

namespace periapt::store {
namespace {

constexpr auto select_addresses = "SELECT api_addresses FROM controller";
constexpr auto update_addresses = "UPDATE controller SET api_addresses = ?";

} // namespace

std::string api_addresses(const ReadTransaction& transaction) {
  auto statement = transaction.connection().prepare(select_addresses);
  statement.step();
  return statement.text(0);
}

void set_api_addresses(WriteTransaction& transaction, const std::string& addresses) {
  if (api_addresses(transaction) == addresses) return;
  transaction.connection().execute(update_addresses, addresses);
  for (const auto& model : models::list(transaction))
    transaction.record(model.id, {EntityKind::model, model.id.value, 0}, ChangeOp::changed);
}

} // namespace periapt::store
