#include "core/error.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class ApplicationVersionSet final : public Tool {
public:
  using Tool::Tool;

  void check(const Arguments& positionals) override {
    if (positionals.empty()) throw make_error(ErrorKind::invalid, "no version specified");
    version_ = positionals[0];
    refuse_more_than(1, positionals);
  }

  void run(ToolResult&) override { context_.set_workload_version(version_); }

private:
  std::string version_;
};

} // namespace

const ToolEntry application_version_set{
    .name = "application-version-set",
    .arguments = "<new-version>",
    .summary = "Specify which version of the application is deployed.",
    .details = "The version is free text, shown by status.",
    .examples = "    application-version-set 1.1.10",
    .writes = true,
    .make = make_tool<ApplicationVersionSet>,
};

} // namespace periapt::hook_tools
