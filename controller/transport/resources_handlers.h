// Resources: uploaded and listed by operators, fetched by units. Use cases: services/resources.h.
#pragma once

#include "services/resources.h"
#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"
#include "transport/route.h"
#include "wire/resource_messages.h"

namespace periapt::transport {

/// For a request that will name it.
ResourceFile upload_resource(Controller& controller, Call call, const ReceivedFile& file);
/// Two steps: what it replaces is removed once nothing can bring its name back.
wire::Empty attach_resource(Controller& controller, Call call, const wire::AttachResource& request);
wire::ResourceList list_resources(Controller&, const store::ReadTransaction& transaction, const Call& call);

/// Which resource is a query: `?name=`.
wire::UnitResource unit_resource(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::Empty note_resource(Controller&, store::WriteTransaction& transaction, const Call& call,
                          const wire::ResourceFetched& request);
Reply download_resource(Controller& controller, Call call);

/// As the use cases take them.
services::ResourceUploads to_service(const std::map<std::string, wire::ResourceUpload>& uploads);

} // namespace periapt::transport
