#include "core/error.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class ResourceGet final : public Tool {
public:
  using Tool::Tool;

  void check(const Arguments& positionals) override {
    if (positionals.empty()) throw Error(ErrorKind::invalid, "missing required resource name");
    refuse_more_than(1, positionals);
    name_ = positionals[0];
  }

  std::optional<ControllerCall> controller_call() const override { return ResourceFetch{name_}; }

  /// The path alone, without a newline: scripts use it as it is.
  void run(ToolResult& result) override {
    try {
      result.out = context_.resource_path(name_);
    } catch (const Error& cause) {
      throw make_error(cause.kind(), "could not download resource: {}", cause.what());
    }
  }

private:
  std::string name_;
};

} // namespace

const ToolEntry resource_get{
    .name = "resource-get",
    .arguments = "<resource name>",
    .summary = "Get the path to the locally cached resource file.",
    .details = "The file is fetched if it is not on this machine, or if another one has been supplied since.",
    .examples = "    software=$(resource-get software)",
    .make = make_tool<ResourceGet>,
};

} // namespace periapt::hook_tools
