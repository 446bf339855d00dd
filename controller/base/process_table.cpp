#include "base/process_table.h"

#include "base/file.h"

#include <charconv>
#include <filesystem>
#include <sstream>
#include <unordered_map>

namespace periapt {
namespace fs = std::filesystem;
namespace {

std::optional<pid_t> parse_pid(const std::string& name) {
  pid_t pid = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), pid);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  return pid;
}

/// nullopt also when the process ended meanwhile.
std::optional<std::string> read_proc_file(pid_t pid, const char* name) {
  try {
    return read_file_if_exists(fs::path("/proc") / std::to_string(pid) / name);
  } catch (const std::system_error&) {
    return std::nullopt;
  }
}

/// /proc/PID/stat: "pid (name) state ppid … starttime(22nd) …"; the name may hold anything, also ")".
std::optional<ProcessEntry> parse_stat(pid_t pid, const std::string& stat) {
  const auto name_end = stat.rfind(')');
  if (name_end == std::string::npos) return std::nullopt;
  std::istringstream fields(stat.substr(name_end + 1));
  ProcessEntry entry{.pid = pid};
  fields >> entry.state >> entry.parent;
  std::string skipped;
  for (int field = 5; field < 22; ++field) fields >> skipped;
  fields >> entry.start_ticks;
  if (!fields) return std::nullopt;
  return entry;
}

} // namespace

std::optional<ProcessEntry> find_process(pid_t pid) {
  const auto stat = read_proc_file(pid, "stat");
  if (!stat) return std::nullopt;
  return parse_stat(pid, *stat);
}

std::vector<ProcessEntry> all_processes() {
  std::vector<ProcessEntry> entries;
  for (const auto& item : fs::directory_iterator("/proc")) {
    const auto pid = parse_pid(item.path().filename().string());
    if (!pid) continue;
    if (const auto entry = find_process(*pid)) entries.push_back(*entry);
  }
  return entries;
}

std::vector<pid_t> descendants_of(pid_t root) {
  std::unordered_multimap<pid_t, ProcessEntry> children;
  for (const ProcessEntry& entry : all_processes()) children.emplace(entry.parent, entry);
  std::vector<pid_t> found;
  std::vector<pid_t> parents = {root};
  while (!parents.empty()) {
    const pid_t parent = parents.back();
    parents.pop_back();
    const auto [first, last] = children.equal_range(parent);
    for (auto child = first; child != last; ++child) {
      parents.push_back(child->second.pid);
      if (child->second.state != 'Z') found.push_back(child->second.pid);
    }
  }
  return found;
}

std::optional<std::string> environment_value(pid_t pid, std::string_view name) {
  const auto block = read_proc_file(pid, "environ");
  if (!block) return std::nullopt;
  const std::string wanted = std::string(name) + '=';
  for (std::string_view rest = *block; !rest.empty();) {
    const std::string_view variable = rest.substr(0, rest.find('\0'));
    if (variable.substr(0, wanted.size()) == wanted) return std::string(variable.substr(wanted.size()));
    rest.remove_prefix(std::min(rest.size(), variable.size() + 1));
  }
  return std::nullopt;
}

} // namespace periapt
