#include "transport/charms_handlers.h"

#include "charm/charm.h"
#include "core/error.h"
#include "core/names.h"
#include "services/charms.h"
#include "services/unit_services.h"
#include "transport/kept_file.h"
#include "transport/models_handlers.h"

namespace periapt::transport {

wire::CharmAdded add_charm(Controller& controller, Call call, const ReceivedFile& file) {
  const auto charm = charm::read_charm_archive(file.path);
  charm::check(charm);
  keep_file(file.path, controller.charms_folder / file.sha256);
  const services::CharmFile kept{controller.charms_folder, file.sha256, file.size_bytes};
  const auto version = call.query_value("version").value_or("");
  const auto store_name = call.query_value("store-name").value_or("");
  if (!store_name.empty() && !is_valid_application_name(store_name))
    throw make_error(ErrorKind::invalid, "\"{}\" cannot be a charm's name in a store", store_name);
  const auto added = controller.store.write([&](store::WriteTransaction& transaction) {
    return services::add_charm(transaction, model_of(transaction, call), charm, kept, version, call.now, store_name);
  });
  return {.url = added.url, .name = added.name, .revision = added.revision, .sha256 = added.sha256};
}

Reply download_charm(Controller& controller, Call call) {
  const auto& sha256 = call.argument("sha256");
  const bool allowed = controller.store.read([&](const store::ReadTransaction& transaction) {
    authorize(transaction, call);
    return services::machine_may_read_charm(transaction, call.machine, sha256);
  });
  if (!allowed) throw make_error(ErrorKind::not_found, "charm not found");
  return {.file = controller.charms_folder / sha256};
}

} // namespace periapt::transport
