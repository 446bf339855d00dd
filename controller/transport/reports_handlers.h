// What operators look at: the model's status and its log. Use cases: services/reports.h, model_logs.h.
#pragma once

#include "store/transaction.h"
#include "transport/call.h"
#include "transport/controller.h"
#include "wire/handler_messages.h"
#include "wire/status_log_messages.h"
#include "wire/unfinished.h"

namespace periapt::transport {

wire::Unfinished<StatusReport> model_status(Controller& controller, const store::ReadTransaction& transaction, const Call& call);
/// What came of its handlers: `?application=NAME`.
wire::HandlerReports model_handlers(Controller& controller, const store::ReadTransaction& transaction, const Call& call);
/// A piece of the model's log: `?offset=N&limit_bytes=M`; a negative offset counts from the end.
wire::LogChunk read_model_log(Controller& controller, const store::ReadTransaction& transaction, const Call& call);
/// What an entity's statuses have been: `?type=unit&name=wordpress/0`.
wire::StatusLog status_log(Controller& controller, const store::ReadTransaction& transaction, const Call& call);

} // namespace periapt::transport
