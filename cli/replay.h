// Replaying a hook: its program runs on this machine in a copy of the charm, and each hook tool it calls is this program,
// which answers what the recording says and notes the first call that is another one.
//
//   FOLDER/recording.json   with the paths that mean something here
//   FOLDER/next             how many of its calls were made, under FOLDER/lock
//   FOLDER/deviation        the first difference, if there was one: from then on every tool fails
//   FOLDER/tools/           a link to this program for each tool; first in PATH
//   FOLDER/unit/charm/      the copy
//
// Recordings: charm/hook_recording.h. Threads: one.
#pragma once

#include "charm/hook_recording.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>

namespace periapt::cli {

/// In the environment of a replayed hook: FOLDER. A program that finds it is a hook tool by the name it was called.
inline constexpr const char* replay_variable = "PERIAPT_REPLAY";

struct ReplayResult {
  std::size_t calls = 0;                // that were as recorded
  std::optional<std::string> deviation; // the first
};

/// `charm`: a folder, which stays as it is. `folder`: empty. Throws Error, std::system_error where it cannot start.
ReplayResult replay_hook(const charm::HookRecording& recording, const std::filesystem::path& charm,
                         const std::filesystem::path& folder);

/// The hook tool. `words`: its own name and its arguments. Returns its exit status.
int answer_replayed_call(const std::filesystem::path& folder, std::span<const std::string> words);

} // namespace periapt::cli
