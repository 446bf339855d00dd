#include "services/status_log.h"

#include "core/error.h"
#include "services/models.h"
#include "services/remote_applications.h"
#include "store/application_repository.h"
#include "store/machine_repository.h"
#include "store/status_history_repository.h"
#include "store/unit_repository.h"

#include <algorithm>

namespace periapt::services {
namespace {

using namespace store;

/// A container is a machine in a machine: its history is under the machine's types.
bool is_machine_type(const std::string& type) {
  return type == "machine" || type == "juju-machine" || type == "container" || type == "juju-container";
}

/// Of what has one status at a time and no history: that one.
std::optional<StatusRecord> only_status(const ReadTransaction& transaction, ModelId model, const std::string& type,
                                        const std::string& name) {
  if (type == "model") {
    const auto summary = model_summary(transaction, model);
    if (name != summary.name && name != summary.owner + "/" + summary.name)
      throw make_error(ErrorKind::not_found, "model \"{}\" not found", name);
    return summary.status;
  }
  for (const auto& report : remote_application_reports(transaction, model))
    if (report.name == name) return report.status;
  throw make_error(ErrorKind::not_found, "saas application \"{}\" not found", name);
}

bool is_unit_type(const std::string& type) { return type == "unit" || type == "workload" || type == "juju-unit"; }

std::int64_t machine_id_of(const ReadTransaction& transaction, ModelId model, const std::string& name) {
  const auto row = machines::find(transaction, model, name);
  if (!row) throw make_error(ErrorKind::not_found, "machine {} not found", name);
  return row->id.value;
}

std::int64_t entity_of(const ReadTransaction& transaction, ModelId model, const std::string& type,
                       const std::string& name) {
  if (is_unit_type(type)) {
    const auto row = units::find(transaction, model, name);
    if (!row) throw make_error(ErrorKind::not_found, "unit \"{}\" not found", name);
    return row->id.value;
  }
  if (type == "application") return applications::get(transaction, model, name).id.value;
  if (is_machine_type(type)) return machine_id_of(transaction, model, name);
  throw make_error(ErrorKind::invalid, "no status history is kept of \"{}\"", type);
}

void add_entries(std::vector<StatusLogEntry>& log, const ReadTransaction& transaction, const std::string& type,
                 std::int64_t entity) {
  for (auto& record : status_history::list(transaction, type, entity)) log.push_back({type, std::move(record)});
}

} // namespace

std::vector<StatusLogEntry> status_log(const ReadTransaction& transaction, ModelId model, const std::string& type,
                                       const std::string& name) {
  std::vector<StatusLogEntry> log;
  if (type == "model" || type == "saas") {
    if (auto status = only_status(transaction, model, type, name)) log.push_back({type, *std::move(status)});
    return log;
  }
  const auto entity = entity_of(transaction, model, type, name);
  if (type != "unit") {
    const auto kept_as = type == "container" ? "machine" : type == "juju-container" ? "juju-machine" : type;
    add_entries(log, transaction, kept_as, entity);
    return log;
  }
  add_entries(log, transaction, "juju-unit", entity);
  add_entries(log, transaction, "workload", entity);
  std::stable_sort(log.begin(), log.end(),
                   [](const auto& left, const auto& right) { return left.status.since_ms < right.status.since_ms; });
  return log;
}

} // namespace periapt::services
