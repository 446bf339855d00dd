#include "transport/resources_handlers.h"

#include "base/sha384.h"
#include "core/error.h"
#include "services/charms.h"
#include "transport/authorization.h"
#include "transport/kept_file.h"
#include "transport/models_handlers.h"

namespace periapt::transport {

ResourceFile upload_resource(Controller& controller, Call call, const ReceivedFile& file) {
  controller.store.read([&](const store::ReadTransaction& transaction) { return model_of(transaction, call); });
  const ResourceFile resource{file.sha256, sha384_of_file(file.path), file.size_bytes};
  keep_file(file.path, controller.charms_folder / file.sha256);
  controller.store.write([&](store::WriteTransaction& transaction) {
    services::add_resource_file(transaction, resource, controller.charms_folder, call.now);
  });
  return resource;
}

wire::Empty attach_resource(Controller& controller, Call call, const wire::AttachResource& request) {
  controller.store.write([&](store::WriteTransaction& transaction) {
    refuse_disabled(transaction, call);
    services::attach_resource(transaction, model_of(transaction, call), call.argument("app"), request.name,
                              {request.upload.sha256, request.upload.path}, controller.charms_folder, call.now);
  });
  controller.store.write([&](store::WriteTransaction& transaction) {
    services::remove_unused_files(transaction, controller.charms_folder, call.now);
  });
  return {};
}

wire::ResourceList list_resources(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  auto all = services::application_resources(transaction, model_of(transaction, call), call.argument("app"));
  wire::ResourceList answer{.resources = std::move(all.resources), .units = {}};
  for (auto& unit : all.units) answer.units.push_back({std::move(unit.unit), std::move(unit.resources)});
  return answer;
}

wire::UnitResource unit_resource(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  auto resource = services::unit_resource(transaction, UnitId{call.id()}, call.query_value("name").value_or(""));
  return {.file = std::move(resource.file), .noted = resource.noted};
}

wire::Empty note_resource(Controller&, store::WriteTransaction& transaction, const Call& call,
                          const wire::ResourceFetched& request) {
  services::note_fetched(transaction, UnitId{call.id()}, request.name, request.fingerprint);
  return {};
}

Reply download_resource(Controller& controller, Call call) {
  const auto& sha256 = call.argument("sha256");
  const bool allowed = controller.store.read([&](const store::ReadTransaction& transaction) {
    return services::machine_may_read_resource(transaction, call.machine, sha256);
  });
  if (!allowed) throw make_error(ErrorKind::not_found, "resource not found");
  return {.file = controller.charms_folder / sha256, .file_type = "application/octet-stream"};
}

services::ResourceUploads to_service(const std::map<std::string, wire::ResourceUpload>& uploads) {
  services::ResourceUploads all;
  for (const auto& [name, upload] : uploads) all[name] = {upload.sha256, upload.path};
  return all;
}

} // namespace periapt::transport
