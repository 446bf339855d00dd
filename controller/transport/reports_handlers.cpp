#include "transport/reports_handlers.h"

#include "base/clock.h"
#include "services/models.h"
#include "services/reports.h"
#include "services/status_log.h"
#include "transport/model_logs.h"
#include "transport/models_handlers.h"

#include <algorithm>

namespace periapt::transport {
namespace {

constexpr std::int64_t default_log_bytes = 256 * 1024;
constexpr std::int64_t most_log_bytes = 1024 * 1024;

} // namespace

StatusReport model_status(Controller& controller, const store::ReadTransaction& transaction, const Call& call) {
  const services::CloudName cloud{controller.info.cloud, controller.info.region};
  return services::status_report(transaction, model_of(transaction, call), controller.presence, call.boot_now, cloud);
}

wire::HandlerReports model_handlers(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  return {.handlers = services::handler_reports(transaction, model_of(transaction, call), call.query_value("application"))};
}

wire::LogChunk read_model_log(Controller& controller, const store::ReadTransaction& transaction, const Call& call) {
  const auto model = services::model_summary(transaction, model_of(transaction, call));
  const auto limit = std::clamp(call.query_number("limit_bytes", default_log_bytes), std::int64_t{1}, most_log_bytes);
  return controller.logs.read(model.uuid, call.query_number("offset", 0), static_cast<std::size_t>(limit));
}

wire::StatusLog status_log(Controller&, const store::ReadTransaction& transaction, const Call& call) {
  wire::StatusLog answer;
  const auto type = call.query_value("type").value_or("unit"), name = call.query_value("name").value_or("");
  for (auto& entry : services::status_log(transaction, model_of(transaction, call), type, name))
    answer.entries.push_back({std::move(entry.type), std::move(entry.status)});
  return answer;
}

} // namespace periapt::transport
