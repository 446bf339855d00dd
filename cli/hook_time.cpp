#include "cli/hook_time.h"

#include "base/file.h"
#include "charm/hook_recording.h"
#include "core/error.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace periapt::cli {

namespace {

namespace fs = std::filesystem;
using Interval = std::pair<std::int64_t, std::int64_t>; // ms

std::vector<fs::path> folders_in(const fs::path& folder) {
  std::vector<fs::path> folders;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none))
    if (entry.is_directory(none)) folders.push_back(entry.path());
  return folders;
}

std::vector<Interval> hooks_in(const fs::path& data_folder) {
  std::vector<Interval> hooks;
  for (const auto& controller : folders_in(data_folder / "controllers"))
    for (const auto& machine : folders_in(controller / "machines"))
      for (const auto& unit : folders_in(machine / "agents"))
        for (const auto& file : charm::recordings_of(unit)) {
          const auto recording = charm::parse_hook_recording(read_file(file));
          hooks.emplace_back(recording.begun_ms, recording.ended_ms);
        }
  std::sort(hooks.begin(), hooks.end());
  return hooks;
}

} // namespace

std::chrono::milliseconds time_in_hooks(const fs::path& data_folder) {
  std::int64_t total = 0, seen_until = 0;
  for (const auto& [begin, end] : hooks_in(data_folder)) {
    total += std::max<std::int64_t>(0, end - std::max(begin, seen_until));
    seen_until = std::max(seen_until, end);
  }
  return std::chrono::milliseconds(total);
}

} // namespace periapt::cli
