// Storage as values: instances "data/0" that a charm asks for by a name of its metadata, and what is said about
// them between controller and agents. Rule: contract/charm-format.md 3.2, contract/hooks.md 16.
#pragma once

#include "core/ids.h"
#include "core/life.h"
#include "core/status.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <string>

namespace periapt {

enum class StorageKind { filesystem, block };
BOOST_DESCRIBE_ENUM(StorageKind, filesystem, block)

using StorageId = Id<struct StorageTag>;
/// One attachment of a storage to a unit: attached again, it is another one.
using AttachmentId = Id<struct AttachmentTag>;

/// What a unit's agent is told of one attachment.
struct StorageEntity {
  AttachmentId id;
  UnitId unit;
  std::string name; // data/0
  StorageKind kind = StorageKind::filesystem;
  Life life = Life::alive;
  std::optional<std::string> location; // mount point or device; none until it is provided
  std::string source;                  // what its machine mounts at the location; empty: it is there
  bool read_only = false;              // the mount
};
BOOST_DESCRIBE_STRUCT(StorageEntity, (), (id, unit, name, kind, life, location, source, read_only))

/// storage-add: more of a storage that the charm declares.
struct StorageAddition {
  std::string name; // data
  int count = 1;
  bool operator==(const StorageAddition&) const = default;
};
BOOST_DESCRIBE_STRUCT(StorageAddition, (), (name, count))

/// How one storage is shown to people. Rule: contract/status.md 7.
struct StorageReport {
  std::string id; // data/0
  StorageKind kind = StorageKind::filesystem;
  Life life = Life::alive;
  StatusRecord status;
  bool persistent = false;        // outlives its machine
  std::string backing_id;         // of the filesystem or volume: "3", or "0/3" on machine 0
  std::string pool;
  std::int64_t size_mib = 0;
  std::string unit;               // attached to; empty: to none
  std::string machine;            // of that unit
  Life attachment_life = Life::alive;
  bool read_only = false;
  std::string location;           // empty until it is provided
};
BOOST_DESCRIBE_STRUCT(StorageReport, (),
                      (id, kind, life, status, persistent, backing_id, pool, size_mib, unit, machine, attachment_life,
                       read_only, location))

} // namespace periapt
