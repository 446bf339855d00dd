// Storage instances with their attachments, what applications are deployed with, and pools. Writers append to the
// journal: for an attachment, so that its unit's agent is told; else a note for people.
#pragma once

#include "core/status.h"
#include "core/storage.h"
#include "store/transaction.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace periapt::store {

struct AttachmentRow {
  AttachmentId id;
  UnitId unit;
  std::string unit_name;
  MachineId machine; // of the unit
  Life life = Life::alive;
  bool read_only = false;
  std::optional<TimeMs> removal_deadline_ms;
};

struct StorageRow {
  StorageId id;
  ModelId model;
  std::string name;         // data
  std::int64_t number = 0;
  StorageKind kind = StorageKind::filesystem;
  std::string pool;
  std::string provider;
  std::string machine_name; // empty: it outlives machines
  std::int64_t backing_number = 0;
  std::int64_t size_mib = 0;
  Life life = Life::alive;
  bool released = false;
  std::string location;
  std::string source;       // what is mounted at the location; empty: it is there
  StatusRecord status;
  std::optional<AttachmentRow> attachment;

  std::string label() const; // data/0
  bool persistent() const { return machine_name.empty(); }
};

struct NewStorage {
  ModelId model;
  std::string name;
  std::int64_t number = 0;
  StorageKind kind = StorageKind::filesystem;
  std::string pool;
  std::string provider;
  std::string machine_name;
  std::int64_t backing_number = 0;
  std::int64_t size_mib = 0;
  TimeMs now = 0;
};

/// What each new unit of an application gets of one storage.
struct ApplicationStorage {
  std::string pool;
  int count = 0;
  std::int64_t size_mib = 0;
};

struct StoragePool {
  std::string provider;
  std::map<std::string, std::string> attributes;
};

namespace storage {

StorageId insert(WriteTransaction& transaction, const NewStorage& row);
std::optional<StorageRow> find(const ReadTransaction& transaction, StorageId id);
std::optional<StorageRow> find(const ReadTransaction& transaction, ModelId model, const std::string& label);
std::optional<StorageRow> find(const ReadTransaction& transaction, AttachmentId attachment);
std::vector<StorageRow> list(const ReadTransaction& transaction, ModelId model); // by number
std::vector<StorageRow> of_unit(const ReadTransaction& transaction, UnitId unit); // by number
/// Those that a manager must look at: not provided yet, just detached, or to be destroyed.
std::vector<StorageRow> unsettled(const ReadTransaction& transaction);
std::vector<StorageRow> overdue(const ReadTransaction& transaction, TimeMs now);
bool exists(const ReadTransaction& transaction, ModelId model);

AttachmentId attach(WriteTransaction& transaction, const StorageRow& row, UnitId unit, bool read_only);
void set_attachment_life(WriteTransaction& transaction, const StorageRow& row, Life life);
void set_removal_deadline(WriteTransaction& transaction, const StorageRow& row, TimeMs deadline); // an earlier one stays
/// The row's location and source go with it.
void detach(WriteTransaction& transaction, const StorageRow& row);
void set_life(WriteTransaction& transaction, const StorageRow& row, Life life);
void release(WriteTransaction& transaction, const StorageRow& row);
void set_status(WriteTransaction& transaction, const StorageRow& row, const StatusRecord& status);
void set_location(WriteTransaction& transaction, const StorageRow& row, const std::string& location,
                  const std::string& source);
/// Nothing may be attached.
void remove(WriteTransaction& transaction, const StorageRow& row);

void set_application_storage(WriteTransaction& transaction, ApplicationId application, const std::string& name,
                             const ApplicationStorage& storage);
std::map<std::string, ApplicationStorage> application_storage(const ReadTransaction& transaction,
                                                              ApplicationId application);

void insert_pool(WriteTransaction& transaction, ModelId model, const std::string& name, const StoragePool& pool);
/// Without a pool of that name nothing happens.
void remove_pool(WriteTransaction& transaction, ModelId model, const std::string& name);
/// By a storage or by what an application was deployed with.
bool uses_pool(const ReadTransaction& transaction, ModelId model, const std::string& name);
std::map<std::string, StoragePool> pools(const ReadTransaction& transaction, ModelId model);

} // namespace storage
} // namespace periapt::store
