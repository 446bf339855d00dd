#include "base/fault_point.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

// Bounds of the section, made by the linker; absent in a program without fault points.
extern "C" [[gnu::weak]] periapt::FaultPoint* const __start_periapt_fault_points[];
extern "C" [[gnu::weak]] periapt::FaultPoint* const __stop_periapt_fault_points[];

namespace periapt {
namespace {

std::span<FaultPoint* const> all_points() {
  if (__start_periapt_fault_points == nullptr) return {};
  return {__start_periapt_fault_points, __stop_periapt_fault_points};
}

std::function<void(std::string_view)>& watcher_of_points() {
  static std::function<void(std::string_view)> watcher;
  return watcher;
}

int parse_count(std::string_view setting, std::string_view digits) {
  int count = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
  if (error != std::errc() || end != digits.data() + digits.size() || count < 1)
    throw std::invalid_argument("invalid fault \"" + std::string(setting) + "\": expected NAME or NAME:NTH");
  return count;
}

} // namespace

void FaultPoint::count_down() {
  if (const auto& watcher = watcher_of_points()) return watcher(name);
  if (hits_left.fetch_sub(1) != 1) return;
  ::dprintf(STDERR_FILENO, "Killed at fault point %s\n", name);
  std::raise(SIGKILL);
}

std::vector<std::string_view> fault_point_names() {
  std::vector<std::string_view> names;
  for (const FaultPoint* point : all_points()) names.emplace_back(point->name);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

void arm_fault_point(std::string_view setting) {
  const auto colon = setting.find(':');
  const auto name = setting.substr(0, colon);
  const int count = colon == std::string_view::npos ? 1 : parse_count(setting, setting.substr(colon + 1));
  bool found = false;
  for (FaultPoint* point : all_points()) {
    if (point->name != name) continue;
    point->hits_left = count;
    found = true;
  }
  if (!found) throw std::invalid_argument("unknown fault point \"" + std::string(name) + "\"");
}

void watch_fault_points(std::function<void(std::string_view)> watcher) {
  const int passes = watcher ? std::numeric_limits<int>::max() : 0;
  watcher_of_points() = std::move(watcher);
  for (FaultPoint* point : all_points()) point->hits_left = passes;
}

} // namespace periapt
