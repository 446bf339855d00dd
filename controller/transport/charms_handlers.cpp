#include "transport/charms_handlers.h"

#include "charm/build_record.h"
#include "charm/charm.h"
#include "core/error.h"
#include "core/names.h"
#include "services/charm_origin.h"
#include "services/charms.h"
#include "services/unit_services.h"
#include "transport/kept_file.h"
#include "transport/models_handlers.h"

namespace periapt::transport {

wire::CharmAdded add_charm(Controller& controller, Call call, const ReceivedFile& file) {
  const auto charm = charm::read_charm_archive(file.path);
  charm::check(charm);
  services::CharmOrigin origin{.source = call.query_value("source").value_or(""),
                               .commit_id = call.query_value("commit").value_or(""),
                               .build = charm::read_build_record(file.path).value_or(charm::BuildRecord{})};
  keep_file(file.path, controller.charms_folder / file.sha256);
  const services::CharmFile kept{controller.charms_folder, file.sha256, file.size_bytes};
  const auto version = call.query_value("version").value_or("");
  const auto store_name = call.query_value("store-name").value_or("");
  if (!store_name.empty() && !is_valid_application_name(store_name))
    throw make_error(ErrorKind::invalid, "\"{}\" cannot be a charm's name in a store", store_name);
  const auto take_unused = call.query_value("unused") ? services::TakeUnused::yes : services::TakeUnused::no;
  const auto added = controller.store.write([&](store::WriteTransaction& transaction) {
    const auto model = model_of(transaction, call);
    auto charm_added = services::add_charm(transaction, model, charm, kept, version, call.now, store_name, take_unused);
    origin.charm_url = charm_added.url;
    services::note_charm_origin(transaction, model, origin);
    return charm_added;
  });
  return {.url = added.url, .name = added.name, .revision = added.revision, .sha256 = added.sha256};
}

wire::CharmOrigin charm_origin(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  auto origin = services::charm_origin(transaction, model_of(transaction, call), call.argument("app"));
  wire::CharmOrigin answer{.charm_url = std::move(origin.charm_url),
                           .source = std::move(origin.source),
                           .commit_id = std::move(origin.commit_id),
                           .layers = {},
                           .files = std::move(origin.build.files)};
  for (auto& layer : origin.build.layers) answer.layers.push_back({std::move(layer.url), std::move(layer.revision)});
  return answer;
}

Reply download_charm(Controller& controller, Call call) {
  const auto& sha256 = call.argument("sha256");
  const bool allowed = controller.store.read([&](const store::ReadTransaction& transaction) {
    return services::machine_may_read_charm(transaction, call.machine, sha256);
  });
  if (!allowed) throw make_error(ErrorKind::not_found, "charm not found");
  return {.file = controller.charms_folder / sha256};
}

} // namespace periapt::transport
