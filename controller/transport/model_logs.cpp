#include "transport/model_logs.h"

#include "base/file.h"

#include <algorithm>
#include <vector>

namespace periapt::transport {
namespace {

/// From the next line's beginning on: an offset counted from the end falls into the middle of a line.
void drop_partial_line(SegmentedLog::Chunk& chunk) {
  const auto line_end = chunk.text.find('\n');
  const auto dropped = line_end == std::string::npos ? chunk.text.size() : line_end + 1;
  chunk.text.erase(0, dropped);
  chunk.offset += static_cast<std::int64_t>(dropped);
}

} // namespace

ModelLogs::ModelLogs(std::filesystem::path folder) : folder_(std::move(folder)) { make_folders(folder_, 0700); }

SegmentedLog& ModelLogs::log_of(const Uuid& model) {
  return logs_.try_emplace(model, folder_ / model, segment_bytes_).first->second;
}

void ModelLogs::set_limit(std::int64_t bytes) {
  const std::lock_guard lock(mutex_);
  segment_bytes_ = bytes / 2; // two segments are kept
  for (auto& [model, log] : logs_) log.set_segment_bytes(segment_bytes_);
}

wire::LogAccepted ModelLogs::append(const Uuid& model, MachineId machine, const wire::LogShipment& shipment) {
  const std::lock_guard lock(mutex_);
  const auto end = shipment.offset + static_cast<std::int64_t>(shipment.text.size());
  auto& next = next_offsets_.try_emplace(machine, shipment.offset).first->second;
  if (next > end) next = shipment.offset; // the machine's log began anew
  const auto known = std::clamp<std::int64_t>(next - shipment.offset, 0, end - shipment.offset);
  const auto fresh = std::string_view(shipment.text).substr(static_cast<std::size_t>(known));
  if (!fresh.empty()) log_of(model).append(fresh);
  next = end;
  return {.next_offset = end};
}

wire::LogChunk ModelLogs::read(const Uuid& model, std::int64_t offset, std::size_t limit_bytes) {
  const std::lock_guard lock(mutex_);
  auto& log = log_of(model);
  const auto end = log.end_offset();
  const auto begin = log.begin_offset();
  const auto from = offset >= 0 ? offset : std::max(begin, end + offset);
  auto chunk = log.read(from, limit_bytes);
  if (offset < 0 && from > begin) drop_partial_line(chunk);
  return {.offset = chunk.offset,
          .next_offset = chunk.next_offset,
          .text = std::move(chunk.text),
          .more = chunk.next_offset < end};
}

void ModelLogs::keep_only(const std::set<Uuid>& models) {
  const std::lock_guard lock(mutex_);
  std::erase_if(logs_, [&](const auto& entry) { return !models.contains(entry.first); });
  for (const auto& entry : std::filesystem::directory_iterator(folder_))
    if (!models.contains(entry.path().filename().string())) remove_tree(entry.path());
}

} // namespace periapt::transport
