#include "transport/model_defaults_handlers.h"

#include "core/error.h"
#include "services/model_defaults.h"

namespace periapt::transport {

wire::ModelDefaults model_defaults(Controller&, const store::ReadTransaction& transaction, const Call&) {
  auto defaults = services::model_defaults(transaction);
  wire::ModelDefaults answer{.controller = std::move(defaults.controller), .regions = {}};
  for (auto& [region, values] : defaults.regions) answer.regions.push_back({region, std::move(values)});
  return answer;
}

wire::Empty set_model_defaults(Controller& controller, store::WriteTransaction& transaction, const Call&,
                               const wire::SetModelDefaults& request) {
  if (!request.region.empty() && request.region != controller.info.region)
    throw make_error(ErrorKind::not_found, "region \"{}\" not found", request.region);
  services::set_model_defaults(transaction, {request.region, request.set, request.reset});
  return {};
}

} // namespace periapt::transport
