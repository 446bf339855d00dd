// The models' logs: lines that agents ship from their machines, one bounded log a model, never through SQL.
//   <folder>/<model uuid>/    (base/segmented_log.h)
// Losing the last lines with the power is allowed; a line shipped again after a lost answer is dropped as
// long as this process lives. Threads: any.
#pragma once

#include "base/segmented_log.h"
#include "core/ids.h"
#include "wire/messages.h"

#include <filesystem>
#include <map>
#include <mutex>
#include <set>

namespace periapt::transport {

class ModelLogs {
public:
  explicit ModelLogs(std::filesystem::path folder);

  /// Appends what is new in the shipment; the answer is where the machine should go on.
  wire::LogAccepted append(const Uuid& model, MachineId machine, const wire::LogShipment& shipment);

  /// Whole lines from `offset` (negative: that many bytes before the end, from the next line on).
  wire::LogChunk read(const Uuid& model, std::int64_t offset, std::size_t limit_bytes);

  /// How much of one model's log is kept from now on; what is kept already goes as more comes.
  void set_limit(std::int64_t bytes);

  /// Forgets the logs of models that are gone.
  void keep_only(const std::set<Uuid>& models);

private:
  SegmentedLog& log_of(const Uuid& model); // with mutex_ held

  std::filesystem::path folder_;
  std::mutex mutex_;
  std::int64_t segment_bytes_ = SegmentedLog::default_segment_bytes; // guarded by mutex_
  std::map<Uuid, SegmentedLog> logs_;              // guarded by mutex_
  std::map<MachineId, std::int64_t> next_offsets_; // guarded by mutex_: of each machine's own log
};

} // namespace periapt::transport
