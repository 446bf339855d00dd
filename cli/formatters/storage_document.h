// Storage as data and as a table: status and storage show the same. Rule: contract/status.md 7 and 11.8,
// contract/cli.md 2.20.
#pragma once

#include "cli/formatters/record.h"
#include "cli/formatters/table.h"
#include "core/storage.h"

#include <vector>

namespace periapt::cli {

/// What each of the three maps shows; a map that is empty is left out.
struct StorageParts {
  bool instances = true;
  bool filesystems = true;
  bool volumes = true;
};

Value storage_document(const std::vector<StorageReport>& storage, bool iso_utc, const StorageParts& parts = {});
/// One instance of the map `storage`.
Value storage_instance(const StorageReport& storage, bool iso_utc);

/// `with_mount_point`: the columns of `status --storage`, else those of `storage`.
Table storage_table(const std::vector<StorageReport>& storage, bool with_mount_point);

} // namespace periapt::cli
