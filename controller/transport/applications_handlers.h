// Applications and their configuration. Use cases: services/deploy.h, refresh.h, remove.h, configure.h, reports.h.
#pragma once

#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"
#include "wire/refresh_messages.h"

namespace periapt::transport {

wire::Deployed deploy(Controller&, store::WriteTransaction& transaction, const Call& call,
                      const wire::Deploy& request);
wire::Refreshed refresh(Controller&, store::WriteTransaction& transaction, const Call& call,
                        const wire::Refresh& request);
wire::RemovalPlans remove_applications(Controller&, store::WriteTransaction& transaction, const Call& call,
                                       const wire::Remove& request);
wire::ApplicationInfo application_info(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::ApplicationConfig application_config(Controller&, const store::ReadTransaction& transaction, const Call& call);
wire::Empty set_application_config(Controller&, store::WriteTransaction& transaction, const Call& call,
                                   const wire::SetConfig& request);

} // namespace periapt::transport
