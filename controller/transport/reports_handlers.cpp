#include "transport/reports_handlers.h"

#include "base/clock.h"
#include "services/models.h"
#include "services/reports.h"
#include "services/status_log.h"
#include "transport/model_logs.h"
#include "transport/models_handlers.h"

#include <algorithm>
#include <memory>

namespace periapt::transport {
namespace {

constexpr std::int64_t default_log_bytes = 256 * 1024;
constexpr std::int64_t most_log_bytes = 1024 * 1024;

} // namespace

wire::Unfinished<StatusReport> model_status(Controller& controller, const store::ReadTransaction& transaction, const Call& call) {
  const services::CloudName cloud{controller.info.cloud, controller.info.region};
  const auto reading = std::make_shared<services::StatusReading>(transaction, model_of(transaction, call), controller.presence,
                                                                 call.boot_now, cloud);
  wire::Unfinished<StatusReport> answer(reading->summary());
  answer.add<MachineReport>(&StatusReport::machines, [reading](const auto& give) { reading->machines(give); });
  answer.add<ApplicationReport>(&StatusReport::applications, [reading](const auto& give) { reading->applications(give); });
  answer.add<RelationReport>(&StatusReport::relations, [reading](const auto& give) { reading->relations(give); });
  return answer;
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
