// What a hook does, written down for `charm replay`, on request: the model's setting hook-recordings says how many of a
// unit's last hooks are kept. A recording is made in memory and written when the hook ends; one whose agent died is not
// made. Content of secrets is never in it: neither what secret tools get and give, nor where it turns up again in the
// same hook (DESIGN section 9, rule 17). Failing to write one never fails a hook. Threads: the agent's one thread.
#pragma once

#include "agent/hook_runner.h"
#include "agent/supervisor/hook_types.h"
#include "charm/hook_recording.h"
#include "hook_tools/tools.h"

#include <filesystem>
#include <string>
#include <vector>

namespace periapt::agent {

class HookRecorder {
public:
  /// `unit_folder`: below which recordings are; `kept`: how many of the unit's.
  HookRecorder(const HookStart& start, std::filesystem::path unit_folder, std::size_t kept);

  /// A tool has answered.
  void add(const std::string& tool, const std::vector<std::string>& arguments,
           const std::vector<hook_tools::FileContent>& files, const hook_tools::ToolResult& result);
  /// The hook has ended: the recording is written, and those before it beyond `kept` are removed.
  void finish(const HookOutcome& outcome);

private:
  void mask_all();
  void learn_secrets(const charm::RecordedCall& call);

  std::filesystem::path folder_;
  std::size_t kept_;
  std::size_t bytes_ = 0;
  std::vector<std::string> secret_values_;
  charm::HookRecording recording_;
};

} // namespace periapt::agent
