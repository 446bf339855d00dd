// What every wrapped tool needs, and nothing that only one does. An adapter turns a hook's context document into its
// tool's own idiom and command line, watches what the tool prints, and reads what came of it. The flow around it
// (run_handler.h) is the same for all: a sixth tool is one file and one line in tool_table.cpp.
// Rule: contract/wrappers.md. Threads: one. Errors: Error; its message is the outcome's reason.
#pragma once

#include "base/process.h"
#include "charm/charm.h"
#include "charm/yaml_value.h"
#include "core/handler_outcome.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::adapters {

/// One run of one handler.
struct Task {
  std::filesystem::path charm; // CHARM, where the tool starts
  charm::Handler handler;
  std::filesystem::path run;   // RUN: for this run alone, 0700
  std::filesystem::path state; // STATE: of this unit and tool, 0700, kept
  charm::YamlMap model;        // model.json, secrets included
  std::vector<std::string> environment; // the hook's, with PERIAPT_MODEL and PERIAPT_RUN
  bool preview = false;

  /// A file of the charm that the handler names.
  std::filesystem::path program_file() const { return charm / handler.program; }
};

/// A program to start: its arguments without its own name, and what it has in its environment besides the task's.
struct Invocation {
  std::filesystem::path program;
  std::vector<std::string> arguments;
  std::vector<std::string> environment = {};
};

enum class Stream { out, err };

class Adapter {
public:
  virtual ~Adapter() = default;

  /// The program and the package that has it, for people; nothing has been written or started yet.
  struct Needs {
    std::vector<std::string> programs; // any of them
    std::string package;               // empty: comes with the system
    std::vector<std::filesystem::path> folders = {}; // looked at besides the PATH
  };
  virtual Needs needs() const = 0;

  /// Writes the model in the tool's idiom below `task.run`. `tool` is the program found. The last invocation is the
  /// run; those before it are checks, of which one that does not exit 0 ends it.
  virtual std::vector<Invocation> prepare(const Task& task, const std::filesystem::path& tool) = 0;

  /// What a preview says instead of a run that nobody can predict; nullopt: it can be previewed.
  virtual std::optional<PromiseOutcome> unpredictable(const Task& task) const;

  /// The run is to be done once more, whatever it did: the tool has replaced itself.
  virtual bool runs_again(const ExitStatus& exit) const;

  /// Each line as it comes, secrets masked; false: not for the log.
  virtual bool takes_line(Stream stream, std::string_view line);

  /// What came of the run; `exit` is the last invocation's, or that of the check which failed. Sets `tool`, `counts`,
  /// `promises`, `reason`; a result of failed, or else whether something changed.
  virtual HandlerOutcome read(const Task& task, const ExitStatus& exit, bool checked) = 0;

protected:
  /// The newest lines, oldest first, for a reason where the tool leaves no report.
  const std::vector<std::string>& last_lines() const { return last_lines_; }

private:
  std::vector<std::string> last_lines_;
};

/// nullptr: no such tool.
std::unique_ptr<Adapter> make_adapter(std::string_view tool);

// --- for adapters -------------------------------------------------------------------------------
/// 0600.
void write_private(const std::filesystem::path& file, std::string_view content);

/// What changed, or else what was kept: the result of a run that has not failed, before the digest is looked at.
HandlerResult result_of(const PromiseCounts& counts, bool preview);

/// Writing below RUN changes nothing of the node: such a change, of publish.json mostly, counts as kept. `path` may be
/// more than a path.
void forgive_run_files(const Task& task, const std::string& path, PromiseOutcome& promise);

/// Adds a promise and counts it. At most 500 are listed, those kept first to be left out.
void add_promise(HandlerOutcome& outcome, PromiseOutcome promise);

} // namespace periapt::adapters
