#include "cli/formatters/storage_document.h"

#include "cli/formatters/times.h"
#include "core/names.h"
#include "core/storage_name.h"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>
#include <map>

namespace periapt::cli {

namespace {

std::string text_of(Life life) { return boost::describe::enum_to_string(life, ""); }

Value status_of(const StorageReport& storage, bool iso_utc) {
  return Record()
      .add("current", storage.status.current)
      .add_if("message", storage.status.message)
      .add_if("since", since_text(storage.status.since_ms, iso_utc))
      .value();
}

/// {unit: {machine, location, life}}; empty while it is attached to none
Map units_of(const StorageReport& storage) {
  if (storage.unit.empty()) return {};
  return {{storage.unit, Record()
                             .add_if("machine", storage.machine)
                             .add_if("location", storage.location)
                             .add_if("life", text_of(storage.attachment_life))
                             .value()}};
}

Value machine_attachment(const StorageReport& storage) {
  Record record;
  if (storage.kind == StorageKind::filesystem) record.add("mount-point", storage.location);
  else record.add_if("device", storage.location.substr(storage.location.rfind('/') + 1));
  return record.add("read-only", storage.read_only).add_if("life", text_of(storage.attachment_life)).value();
}

/// Its filesystem or volume.
Value backing(const StorageReport& storage, bool iso_utc) {
  Record record;
  if (!storage.location.empty()) record.add("provider-id", storage.backing_id);
  record.add("storage", storage.id);
  if (!storage.unit.empty())
    record.add("attachments", Record()
                                  .add("machines", Map{{storage.machine, machine_attachment(storage)}})
                                  .add("units", units_of(storage))
                                  .value());
  record.add_if("pool", storage.pool).add("size", storage.size_mib);
  if (storage.kind == StorageKind::block) record.add("persistent", storage.persistent);
  return record.add("life", text_of(storage.life)).add("status", status_of(storage, iso_utc)).value();
}

Map map_of(const std::vector<StorageReport>& storage, bool iso_utc, StorageKind kind) {
  std::map<std::string, Value> sorted;
  for (const auto& one : storage)
    if (one.kind == kind) sorted.emplace(one.backing_id, backing(one, iso_utc));
  return Map(sorted.begin(), sorted.end());
}

} // namespace

Value storage_instance(const StorageReport& storage, bool iso_utc) {
  Record record;
  record.add("kind", boost::describe::enum_to_string(storage.kind, ""))
      .add("life", text_of(storage.life))
      .add("status", status_of(storage, iso_utc))
      .add("persistent", storage.persistent);
  if (!storage.unit.empty()) record.add("attachments", Record().add("units", units_of(storage)).value());
  return record.value();
}

Value storage_document(const std::vector<StorageReport>& storage, bool iso_utc, const StorageParts& parts) {
  std::map<std::string, Value> instances;
  for (const auto& one : storage) instances.emplace(one.id, storage_instance(one, iso_utc));
  Record record;
  if (parts.instances) record.add_if("storage", Map(instances.begin(), instances.end()));
  if (parts.filesystems) record.add_if("filesystems", map_of(storage, iso_utc, StorageKind::filesystem));
  if (parts.volumes) record.add_if("volumes", map_of(storage, iso_utc, StorageKind::block));
  return record.value();
}

Table storage_table(const std::vector<StorageReport>& storage, bool with_mount_point) {
  std::vector<const StorageReport*> rows;
  for (const auto& one : storage) rows.push_back(&one);
  std::sort(rows.begin(), rows.end(), [](const auto* left, const auto* right) {
    if (left->unit != right->unit) return natural_less(left->unit, right->unit);
    return natural_less(left->id, right->id);
  });
  std::vector<std::string> titles{with_mount_point ? "Storage Unit" : "Unit", "Storage ID", "Type", "Pool"};
  if (with_mount_point) titles.emplace_back("Mountpoint");
  titles.insert(titles.end(), {"Size", "Status", "Message"});
  Table table(titles);
  for (const auto* one : rows) {
    std::vector<Cell> cells{one->unit, one->id, boost::describe::enum_to_string(one->kind, ""), one->pool};
    if (with_mount_point) cells.emplace_back(one->location);
    cells.insert(cells.end(), {size_text(one->size_mib),
                               Cell(one->status.current, colour_of_status(one->status.current)), one->status.message});
    table.add(std::move(cells));
  }
  return table;
}

} // namespace periapt::cli
