// What open-port and close-port have in common: their arguments.
#pragma once

#include "hook_tools/tool.h"

namespace periapt::hook_tools {

class PortCommand : public Tool {
public:
  PortCommand(HookContext& context, std::string_view name);

  /// Throws Error(invalid) with the texts of contract/hook-tools.md, section 4.
  void check(const Arguments& positionals) override;
  void run(ToolResult& result) override;

protected:
  /// `endpoints` empty: all of them.
  virtual void apply(const PortRange& range, const std::vector<std::string>& endpoints) = 0;

private:
  std::string_view name_;
  LegacyFormatFlag legacy_format_;
  std::string endpoints_;
  PortRange range_;
};

} // namespace periapt::hook_tools
