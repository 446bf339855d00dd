#include "core/error.h"
#include "hook_tools/action_tool.h"
#include "hook_tools/text.h"
#include "hook_tools/tool_list.h"

#include <algorithm>
#include <array>

namespace periapt::hook_tools {
namespace {

constexpr std::array reserved_keys{"stdout", "stderr", "stdout-encoding", "stderr-encoding"};

bool is_alphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool is_key(const std::string& key) {
  return !key.empty() && is_alphanumeric(key.front()) && is_alphanumeric(key.back()) &&
         std::all_of(key.begin(), key.end(), [](char c) { return is_alphanumeric(c) || c == '-'; });
}

void check_key(const std::string& key) {
  if (std::find(reserved_keys.begin(), reserved_keys.end(), key) != reserved_keys.end())
    throw make_error(ErrorKind::invalid, "cannot set reserved action key {}", go_quoted(key));
  if (!is_key(key))
    throw make_error(ErrorKind::invalid, "key {} must start and end with lowercase alphanumeric, and contain only "
                                         "lowercase alphanumeric and hyphens", go_quoted(key));
}

struct Result {
  std::vector<std::string> keys;
  std::string value;
};

Result parse(const std::string& argument) {
  const auto equals = argument.find('=');
  if (equals == std::string::npos)
    throw make_error(ErrorKind::invalid, "argument {} must be of the form key...=value", go_quoted(argument));
  Result result{split_keys(argument.substr(0, equals)), argument.substr(equals + 1)};
  for (const auto& key : result.keys) check_key(key);
  return result;
}

class ActionSet final : public Tool {
public:
  explicit ActionSet(HookContext& context) : Tool(context) {}

  void check(const Arguments& positionals) override {
    for (const auto& argument : positionals) results_.push_back(parse(argument));
  }

  void run(ToolResult&) override {
    require_action(context_);
    for (const auto& result : results_) context_.set_action_result(result.keys, result.value);
  }

private:
  std::vector<Result> results_;
};

} // namespace

const ToolEntry action_set{
    .name = "action-set",
    .arguments = "<key>=<value> [<key>=<value> ...]",
    .summary = "Set results of the action.",
    .details = "A key with dots makes nested results. The results are told when the action ends, also when it fails.",
    .examples = "    action-set answer=42\n    action-set file.size=10 file.name=backup.tar",
    .writes = true,
    .make = make_tool<ActionSet>,
};

} // namespace periapt::hook_tools
