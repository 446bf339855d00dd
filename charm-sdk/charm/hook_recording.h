// A hook that ran, as it was seen from outside: its environment, each call of a hook tool with its answer, its end. The
// agent writes recordings where the model's setting hook-recordings says how many (agent/hook_recorder.h); `charm replay`
// runs a hook against one. On the machine: agents/<unit tag>/recordings/<begun_ms>-<hook>.json, 0600, in the form that
// encode() gives. Content of secrets is `****` in them (DESIGN section 9, rule 17). Threads: any.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::charm {

inline constexpr const char* recordings_folder = "recordings"; // below a unit's
inline constexpr const char* hidden_content = "****";

struct RecordedCall {
  std::string tool;
  std::vector<std::string> arguments;
  std::vector<std::string> files; // what it was given to read, in the order of its arguments; what could not be read is empty
  int exit_code = 0;
  std::string out;
  std::string err;
  std::string output_file; // where `out` went; empty: to stdout
  bool operator==(const RecordedCall&) const = default;
};

struct HookRecording {
  std::string unit;
  std::string hook;                     // "install"; of an action: its name
  std::string charm;                    // its folder on the machine
  std::vector<std::string> argv;        // argv[0] is the program
  std::vector<std::string> environment; // "NAME=value"
  std::vector<std::string> tools;       // names of the hook tools that it had
  std::int64_t begun_ms = 0;
  std::int64_t ended_ms = 0;
  std::string failure; // "exit status 1"; empty: it has succeeded
  bool cut = false;    // calls beyond what is kept are missing
  std::vector<RecordedCall> calls;
  bool operator==(const HookRecording&) const = default;
};

std::string encode(const HookRecording& recording);
/// Throws Error(invalid).
HookRecording parse_hook_recording(std::string_view json);

/// Of a unit's folder, oldest first.
std::vector<std::filesystem::path> recordings_of(const std::filesystem::path& unit_folder);

} // namespace periapt::charm
