#include "transport/removal.h"

namespace periapt::transport {

services::RemoveRequest to_service(const wire::Remove& request) {
  return {.names = request.names,
          .dry_run = request.dry_run,
          .destroy_storage = request.destroy_storage,
          .force = request.force};
}

wire::RemovalPlans to_wire(const std::vector<services::RemovalPlan>& plans) {
  wire::RemovalPlans answer;
  for (const auto& plan : plans)
    answer.plans.push_back({.name = plan.name,
                            .error = plan.error,
                            .units = plan.units,
                            .destroyed_storage = plan.destroyed_storage,
                            .detached_storage = plan.detached_storage});
  return answer;
}

} // namespace periapt::transport
