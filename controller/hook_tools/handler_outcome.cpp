// What came of a handler's run, from its adapter; no link has its name. Rule: contract/wrappers.md, section 3.
#include "core/handler_outcome.h"

#include "core/error.h"
#include "hook_tools/tool_list.h"
#include "wire/codec.h"

namespace periapt::hook_tools {
namespace {

class HandlerOutcomeTool final : public Tool {
public:
  explicit HandlerOutcomeTool(HookContext& context) : Tool(context) {
    flags_.text({"file"}, "The file that holds the outcome", path_);
  }

  void check(const Arguments& positionals) override {
    if (path_.empty()) throw make_error(ErrorKind::invalid, "no file specified");
    refuse_more_than(0, positionals);
  }

  std::vector<FileRequest> files() const override { return {{path_}}; }

  void use_file(const FileRequest& request, const FileContent& content) override {
    if (const auto* failure = std::get_if<FileFailure>(&content))
      throw make_error(ErrorKind::not_found, "open {}: {}", request.path, failure->reason);
    outcome_ = wire::decode<HandlerOutcome>(std::get<std::string>(content), wire::Strict::yes);
  }

  void run(ToolResult&) override { context_.report_outcome(outcome_); }

private:
  std::string path_;
  HandlerOutcome outcome_;
};

} // namespace

const ToolEntry handler_outcome{
    .name = "handler-outcome",
    .summary = "Report what came of a handler's run.",
    .writes = true,
    .internal = true,
    .make = make_tool<HandlerOutcomeTool>,
};

} // namespace periapt::hook_tools
