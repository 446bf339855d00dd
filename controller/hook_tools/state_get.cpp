#include "core/error.h"
#include "hook_tools/output.h"
#include "hook_tools/text.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class StateGet final : public Tool {
public:
  explicit StateGet(HookContext& context) : Tool(context), output_(flags_) {
    flags_.boolean({"strict"}, "Return an error if the requested key does not exist", strict_);
  }

  void check(const Arguments& positionals) override {
    if (!positionals.empty() && positionals[0] != "-") key_ = positionals[0];
    refuse_more_than(1, positionals);
  }

  void run(ToolResult& result) override {
    const Bag state = context_.charm_state();
    output_.print(key_.empty() ? string_map(state) : one_of(state), result);
  }

private:
  YamlValue one_of(const Bag& state) const {
    const auto found = state.find(key_);
    if (found != state.end()) return found->second;
    if (strict_) throw make_error(ErrorKind::not_found, "{} not found", go_quoted(key_));
    return "";
  }

  OutputFlags output_;
  bool strict_ = false;
  std::string key_; // empty: everything
};

} // namespace

const ToolEntry state_get{
    .name = "state-get",
    .arguments = "[<key>|-]",
    .summary = "Print server-side-state value.",
    .details = "Prints one value that this unit has stored with state-set, or with no key or \"-\" all.",
    .examples = "    state-get key",
    .make = make_tool<StateGet>,
};

} // namespace periapt::hook_tools
