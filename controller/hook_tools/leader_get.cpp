#include "core/error.h"
#include "hook_tools/output.h"
#include "hook_tools/text.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class LeaderGet final : public Tool {
public:
  explicit LeaderGet(HookContext& context) : Tool(context), output_(flags_) {}

  void check(const Arguments& positionals) override {
    if (!positionals.empty() && positionals[0] != "-") key_ = positionals[0];
    if (key_.find('=') != std::string::npos) throw make_error(ErrorKind::invalid, "invalid key {}", go_quoted(key_));
    refuse_more_than(1, positionals);
  }

  void run(ToolResult& result) override {
    const Bag settings = context_.leader_settings();
    output_.print(key_.empty() ? string_map(settings) : find_or_null(settings, key_), result);
  }

private:
  OutputFlags output_;
  std::string key_; // empty: everything
};

} // namespace

const ToolEntry leader_get{
    .name = "leader-get",
    .arguments = "[<key>|-]",
    .summary = "Print application leadership settings.",
    .details = "Prints one value that the leader has set, or with no key or \"-\" all.",
    .examples = "    leader-get cluster-name",
    .make = make_tool<LeaderGet>,
};

} // namespace periapt::hook_tools
