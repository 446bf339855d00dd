#include "core/error.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

constexpr std::size_t max_key_bytes = 256;
constexpr std::size_t max_value_bytes = 65536;

void check_lengths(const std::string& key, const std::string& value) {
  if (key.size() > max_key_bytes)
    throw make_error(ErrorKind::invalid, "max allowed key length ({}) exceeded", max_key_bytes);
  if (value.size() > max_value_bytes)
    throw make_error(ErrorKind::invalid, "max allowed value length ({}) exceeded", max_value_bytes);
}

class StateSet final : public Tool {
public:
  explicit StateSet(HookContext& context) : Tool(context), pairs_(flags_) {}

  void check(const Arguments& positionals) override { pairs_.check(positionals); }
  std::vector<FileRequest> files() const override { return pairs_.files(); }
  void use_file(const FileRequest& request, const FileContent& content) override { pairs_.use_file(request, content); }

  void run(ToolResult&) override {
    for (const auto& [key, value] : pairs_.map()) check_lengths(key, value);
    context_.write_charm_state(pairs_.changes());
  }

private:
  Pairs pairs_;
};

} // namespace

const ToolEntry state_set{
    .name = "state-set",
    .arguments = "key=value [key=value ...]",
    .summary = "Set server-side-state values.",
    .details = "Stores values of this unit once the hook has succeeded. An empty value is kept. With --file,\n"
               "pairs are read as a YAML mapping; those on the command line win.",
    .examples = "    state-set key=value\n    state-set --file - < state.yaml",
    .writes = true,
    .make = make_tool<StateSet>,
};

} // namespace periapt::hook_tools
