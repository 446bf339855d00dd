#include "transport/reports_handlers.h"

#include "base/clock.h"
#include "services/models.h"
#include "services/reports.h"
#include "services/status_log.h"
#include "transport/model_logs.h"
#include "transport/models_handlers.h"

#include <algorithm>
#include <future>
#include <memory>
#include <optional>
#include <vector>

namespace periapt::transport {
namespace {

constexpr std::int64_t default_log_bytes = 256 * 1024;
constexpr std::int64_t most_log_bytes = 1024 * 1024;

/// A model's relations, read on a thread of their own, or by whom they are asked for when there can be none; nullopt when
/// the model is not at that revision any more.
using ReadRelations = std::future<std::optional<std::vector<RelationReport>>>;

ReadRelations read_relations(store::Store& store, ModelId model, Revision revision) {
  return std::async([&store, model, revision] {
    return store.read([&](const store::ReadTransaction& transaction) {
      std::optional<std::vector<RelationReport>> relations;
      if (transaction.revision() != revision) return relations;
      relations.emplace();
      services::each_relation(transaction, model, [&](RelationReport relation) { relations->push_back(std::move(relation)); });
      return relations;
    });
  });
}

} // namespace

/// The relations of a large model are as much work as all the rest, so they are read beside it, from the same state.
wire::Unfinished<StatusReport> model_status(Controller& controller, const store::ReadTransaction& transaction, const Call& call) {
  const services::CloudName cloud{controller.info.cloud, controller.info.region};
  const auto model = model_of(transaction, call);
  const auto relations = std::make_shared<ReadRelations>(read_relations(controller.store, model, transaction.revision()));
  const auto reading =
      std::make_shared<services::StatusReading>(transaction, model, controller.presence, call.boot_now, cloud);
  wire::Unfinished<StatusReport> answer(reading->summary());
  answer.add<MachineReport>(&StatusReport::machines, [reading](const auto& give) { reading->machines(give); });
  answer.add<ApplicationReport>(&StatusReport::applications, [reading](const auto& give) { reading->applications(give); });
  answer.add<RelationReport>(&StatusReport::relations, [&transaction, model, relations](const auto& give) {
    const auto beside = relations->get();
    if (!beside) return services::each_relation(transaction, model, give);
    for (const auto& relation : *beside) give(relation);
  });
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
