// What the three payload tools share. Payloads are an old way to tell operators of processes that a charm runs;
// nothing shows them any more, so a call is checked as always, noted in the log, and not kept.
// Rule: contract/hook-tools.md, section 8.
#pragma once

#include "hook_tools/tool.h"

namespace periapt::hook_tools {

class PayloadTool : public Tool {
public:
  PayloadTool(HookContext& context, std::size_t least, std::size_t most)
      : Tool(context), least_(least), most_(most) {}

  void check(const Arguments& positionals) override;
  void run(ToolResult& result) override;

protected:
  /// What is thrown exits 1.
  virtual void check_payload() const {}
  /// "registered payload x/1": for the log.
  virtual std::string report() const = 0;
  const Arguments& words() const { return words_; }

private:
  std::size_t least_;
  std::size_t most_;
  Arguments words_;
};

} // namespace periapt::hook_tools
