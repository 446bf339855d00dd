// Backups of the controller.
#pragma once

#include "core/status.h"

#include <boost/describe/class.hpp>

#include <cstdint>
#include <string>

namespace periapt::wire {

struct CreateBackup {
  std::string notes;
};
BOOST_DESCRIBE_STRUCT(CreateBackup, (), (notes))

struct BackupInfo {
  std::string name; // "juju-backup-20260609-091450.tar.gz": GET /v1/backups/{name}
  std::string path; // where the controller has it
  int format = 0;
  std::string version;
  std::string controller_uuid;
  std::string hostname;
  std::string sha256;
  std::int64_t size_bytes = 0;
  TimeMs started_ms = 0;
  TimeMs finished_ms = 0;
  std::string notes;
};
BOOST_DESCRIBE_STRUCT(BackupInfo, (),
                      (name, path, format, version, controller_uuid, hostname, sha256, size_bytes, started_ms,
                       finished_ms, notes))

} // namespace periapt::wire
