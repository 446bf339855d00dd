// What a tool is, and the flags that several tools share. A tool's object lives for one call.
#pragma once

#include "hook_tools/flags.h"
#include "hook_tools/tools.h"

#include <map>

namespace periapt::hook_tools {

class Tool {
public:
  explicit Tool(HookContext& context) : context_(context) {}
  virtual ~Tool() = default;
  Tool(const Tool&) = delete;
  Tool& operator=(const Tool&) = delete;

  const FlagSet& flags() const { return flags_; }

  /// After the flags: the positionals. What is thrown here exits 2.
  virtual void check(const Arguments& positionals) { refuse_more_than(0, positionals); }
  /// What run() needs, once checked: files first, then an answer of the controller, which may depend on them.
  virtual std::vector<FileRequest> files() const { return {}; }
  /// Called for each file, in order. What is thrown exits with file_failure_exit().
  virtual void use_file(const FileRequest& /*request*/, const FileContent& /*content*/) {}
  virtual int file_failure_exit() const { return 1; }
  virtual std::optional<ControllerCall> controller_call() const { return std::nullopt; }
  /// What is thrown exits 1.
  virtual void run(ToolResult& result) = 0;

protected:
  HookContext& context_;
  FlagSet flags_; // derived constructors declare theirs here
};

/// A tool's place in the table (tools.cpp) and in its --help.
struct ToolEntry {
  std::string_view name;
  std::string_view arguments; // after "[options]"
  std::string_view summary;
  std::string_view details;
  std::string_view examples;
  bool writes = false;
  bool internal = false; // not for charms: no link has its name
  std::unique_ptr<Tool> (*make)(HookContext& context) = nullptr;
};

template <class T>
std::unique_ptr<Tool> make_tool(HookContext& context) {
  return std::make_unique<T>(context);
}

/// The whole --help of one tool.
std::string help_text(const ToolEntry& entry, const FlagSet& flags);

/// `-r ID`, `--relation ID`; the hook's own relation by default. Rule: contract/hook-tools.md 1.5.
class RelationFlag {
public:
  RelationFlag(FlagSet& flags, const HookContext& context);
  RelationFlag(const RelationFlag&) = delete;
  RelationFlag& operator=(const RelationFlag&) = delete;

  const std::optional<RelationView>& relation() const { return relation_; }
  /// Throws Error(invalid) `no relation id specified`.
  const RelationView& required() const;

private:
  std::optional<RelationView> relation_;
};

/// `--format X` of tools that print nothing: ignored with a note. Rule: contract/hook-tools.md 1.1.
class LegacyFormatFlag {
public:
  explicit LegacyFormatFlag(FlagSet& flags);
  LegacyFormatFlag(const LegacyFormatFlag&) = delete;
  LegacyFormatFlag& operator=(const LegacyFormatFlag&) = delete;
  void note(std::string_view tool, ToolResult& result) const;

private:
  std::string format_;
};

/// `key=value …` and `--file PATH` together; pairs of the command line win. Rule: contract/hook-tools.md 1.4.
class Pairs {
public:
  using Map = std::map<std::string, std::string>;

  Pairs() = default;
  explicit Pairs(FlagSet& flags); // with --file
  Pairs(const Pairs&) = delete;
  Pairs& operator=(const Pairs&) = delete;

  /// Throws Error(invalid) `expected "key=value", got "x"`, `key "k" specified more than once`.
  void check(const Arguments& arguments);
  std::vector<FileRequest> files() const;
  /// Throws Error(not_found) `open PATH: no such file or directory`, Error(invalid) when it is no mapping of strings.
  void use_file(const FileRequest& request, const FileContent& content);
  const Map& map() const { return map_; }
  BagChanges changes() const { return BagChanges(map_.begin(), map_.end()); }

private:
  std::string path_;
  Map map_;
};

} // namespace periapt::hook_tools
