// Removal of units, applications and machines is asked for and answered alike.
#pragma once

#include "services/remove.h"
#include "wire/messages.h"

#include <vector>

namespace periapt::transport {

services::RemoveRequest to_service(const wire::Remove& request);
wire::RemovalPlans to_wire(const std::vector<services::RemovalPlan>& plans);

} // namespace periapt::transport
