// What /proc knows about other processes. Processes come and go meanwhile: one that is gone is left out.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace periapt {

struct ProcessEntry {
  pid_t pid = 0;
  pid_t parent = 0;
  char state = '?';                  // 'Z': ended, not waited for
  std::int64_t start_ticks = 0;      // since boot: tells a reused pid apart
};

std::vector<ProcessEntry> all_processes();
std::optional<ProcessEntry> find_process(pid_t pid);
/// Everything below `root`, root excluded, parents before children, ended ones left out.
std::vector<pid_t> descendants_of(pid_t root);
/// The value of one variable in the process's initial environment; nullopt also if it may not be read.
std::optional<std::string> environment_value(pid_t pid, std::string_view name);

} // namespace periapt
