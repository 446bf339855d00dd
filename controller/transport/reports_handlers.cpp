#include "transport/reports_handlers.h"

#include "base/clock.h"
#include "core/error.h"
#include "services/models.h"
#include "services/reports.h"
#include "transport/model_logs.h"
#include "transport/models_handlers.h"

#include <algorithm>
#include <charconv>

namespace periapt::transport {
namespace {

constexpr std::int64_t default_log_bytes = 256 * 1024;
constexpr std::int64_t most_log_bytes = 1024 * 1024;

std::int64_t query_number(const Call& call, std::string_view name, std::int64_t otherwise) {
  const auto text = call.query_value(name);
  if (!text) return otherwise;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc() || end != text->data() + text->size())
    throw make_error(ErrorKind::invalid, "\"{}\" is not a number: \"{}\"", name, *text);
  return value;
}

} // namespace

StatusReport model_status(Controller& controller, const store::ReadTransaction& transaction, const Call& call) {
  const services::CloudName cloud{controller.info.cloud, controller.info.region};
  return services::status_report(transaction, model_of(transaction, call), controller.presence, call.boot_now, cloud);
}

wire::LogChunk read_model_log(Controller& controller, const store::ReadTransaction& transaction, const Call& call) {
  const auto model = services::model_summary(transaction, model_of(transaction, call));
  const auto limit = std::clamp(query_number(call, "limit_bytes", default_log_bytes), std::int64_t{1}, most_log_bytes);
  return controller.logs.read(model.uuid, query_number(call, "offset", 0), static_cast<std::size_t>(limit));
}

} // namespace periapt::transport
