#include "services/unit_secrets.h"

#include "core/error.h"
#include "services/secret_reports.h"
#include "store/application_repository.h"
#include "store/secret_access_repository.h"
#include "store/secret_content_repository.h"
#include "store/unit_repository.h"

namespace periapt::services {
namespace {

using namespace store;

[[noreturn]] void not_found(const std::string& id) {
  throw make_error(ErrorKind::not_found, "secret \"{}\" not found", id);
}

/// The unit's own name for it, else the owner's for a unit of the owner.
std::optional<SecretInfoRow> find_by_any_label(const ReadTransaction& transaction, const UnitRow& unit,
                                               const std::string& label) {
  if (const auto row = secrets::find_by_consumer_label(transaction, unit.id, label))
    return secrets::find(transaction, *row);
  auto own = secrets::find_by_label(transaction, unit.model, {.application = std::nullopt, .unit = unit.id}, label);
  if (own) return own;
  return secrets::find_by_label(transaction, unit.model, {.application = unit.application, .unit = std::nullopt}, label);
}

SecretInfoRow find_readable(const ReadTransaction& transaction, const UnitRow& unit, const SecretReading& reading) {
  auto info = reading.id.empty() ? find_by_any_label(transaction, unit, reading.label)
                                 : secrets::find(transaction, unit.model, reading.id);
  if (!info && reading.id.empty())
    throw make_error(ErrorKind::not_found, "consumer label \"{}\" not found", reading.label);
  if (!info) not_found(reading.id);
  if (secrets::may_read(transaction, *info, unit.id, unit.application)) return *std::move(info);
  if (secrets::consumer(transaction, info->row, unit.id)) throw Error(ErrorKind::denied, "permission denied");
  not_found(reading.id);
}

/// How the unit calls the secret after this reading.
std::string label_after(const ReadTransaction& transaction, const UnitRow& unit, const SecretInfoRow& info,
                        const SecretReading& reading, const std::string& before) {
  if (reading.id.empty() || reading.label.empty() || reading.label == before) return before;
  const bool is_owner = info.owner.unit == unit.id || info.owner.application == unit.application;
  if (is_owner && reading.label == info.label) return before;
  if (secrets::find_by_consumer_label(transaction, unit.id, reading.label))
    throw make_error(ErrorKind::already_exists, "consumer label \"{}\" already exists", reading.label);
  return reading.label;
}

} // namespace

std::vector<SecretReport> owned_secrets(const ReadTransaction& transaction, UnitId id) {
  const auto unit = units::get(transaction, id);
  auto rows = secrets::of_owner(transaction, unit.model, {.application = std::nullopt, .unit = id});
  if (applications::get(transaction, unit.application).leader == id)
    for (auto& row :
         secrets::of_owner(transaction, unit.model, {.application = unit.application, .unit = std::nullopt}))
      rows.push_back(std::move(row));
  std::vector<SecretReport> reports;
  for (const auto& row : rows) reports.push_back(secret_report(transaction, row));
  return reports;
}

SecretContent read_secret(WriteTransaction& transaction, UnitId id, const SecretReading& reading) {
  const auto unit = units::get(transaction, id);
  if (!reading.operation.empty()) {
    auto content = secrets::pending(transaction, id, reading.operation, reading.id);
    if (!content) not_found(reading.id);
    return *std::move(content);
  }
  const auto info = find_readable(transaction, unit, reading);
  auto consumer = secrets::consumer(transaction, info.row, id).value_or(SecretConsumer{.unit = id});
  consumer.label = label_after(transaction, unit, info, reading, consumer.label);
  if (consumer.revision == 0 || reading.refresh) consumer.revision = info.latest_revision;
  const auto revision = reading.peek ? info.latest_revision : consumer.revision;
  auto content = secrets::content(transaction, info, revision);
  if (!content) throw make_error(ErrorKind::not_found, "secret revision {} of \"{}\" not found", revision, info.id);
  secrets::set_consumer(transaction, info, consumer);
  return *std::move(content);
}

void put_pending_secret(WriteTransaction& transaction, UnitId unit, const std::string& operation,
                        const std::string& id, const SecretContent& content) {
  if (!is_secret_id(id)) throw make_error(ErrorKind::invalid, "secret URI \"{}\" not valid", id);
  if (operation.empty()) throw Error(ErrorKind::invalid, "content of a secret needs an operation");
  check_secret_content(content);
  secrets::put_pending(transaction, unit, operation, id, content);
}

} // namespace periapt::services
