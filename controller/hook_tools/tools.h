// Every hook tool behind one door. A call is a ToolRun: its constructor parses and checks the arguments (what
// fails there exits 2), then the caller brings what the run says it needs – files, which only the client may
// open, then an answer of the controller – and finish() does the work (what fails there exits 1).
// Rule: contract/hook-tools.md, sections 1.1 to 1.5. Threads: that of the HookContext.
#pragma once

#include "hook_tools/hook_context.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace periapt::hook_tools {

class Tool;
struct ToolEntry;

/// A file the client must read, as named on the command line; "-" is its standard input.
struct FileRequest {
  std::string path;
};

/// Why the client could not read a file: `no such file or directory`.
struct FileFailure {
  std::string reason;
};
using FileContent = std::variant<std::string, FileFailure>;

struct ToolResult {
  int exit_code = 0;
  std::string out;
  std::string err;
  std::optional<std::string> output_file; // write `out` there (truncating) instead of to stdout
};

class ToolRun {
public:
  /// Never throws for what the caller typed: a wrong call is a run that needs nothing and finishes with exit 2.
  ToolRun(HookContext& context, std::string_view tool, const std::vector<std::string>& arguments);
  ~ToolRun();

  /// What finish() needs first.
  const std::vector<FileRequest>& files() const { return files_; }
  /// As many as files(), in their order; not called when there are none.
  void use_files(const std::vector<FileContent>& contents);
  /// Known once the files are used.
  const std::optional<ControllerCall>& controller_call() const { return controller_call_; }
  /// True if answering the same call twice is not the same as answering it once.
  bool writes() const;

  /// Call once.
  ToolResult finish();

private:
  void check(const std::vector<std::string>& arguments);
  void hold_back(HookContext& context, const std::vector<std::string>& arguments);

  const ToolEntry* entry_;     // null: there is no such tool
  std::unique_ptr<Tool> tool_;
  std::optional<ToolResult> early_; // decided before finish()
  std::vector<FileRequest> files_;
  std::optional<ControllerCall> controller_call_;
};

/// The result of a tool whose output file the client could not write.
ToolResult output_failure(const std::string& path, std::string_view reason);
/// Exit 1 with `ERROR <message>`.
ToolResult failure(std::string_view message);

/// The name of every tool of the contract, sorted: the links to make in a unit's tools directory.
std::vector<std::string_view> tool_names();

} // namespace periapt::hook_tools
