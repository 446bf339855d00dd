#include "hook_tools/output.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class SecretIds final : public Tool {
public:
  explicit SecretIds(HookContext& context) : Tool(context), output_(flags_) {}

  std::optional<ControllerCall> controller_call() const override { return OwnedSecretsFetch{}; }

  void run(ToolResult& result) override {
    std::vector<std::string> ids;
    for (const auto& secret : context_.secrets().owned()) ids.push_back(secret.id);
    output_.print(string_list(ids), result);
  }

private:
  OutputFlags output_;
};

} // namespace

const ToolEntry secret_ids{
    .name = "secret-ids",
    .summary = "Print secret IDs.",
    .details = "Those of the secrets that this unit, or as leader its application, owns.",
    .examples = "    secret-ids --format json",
    .make = make_tool<SecretIds>,
};

} // namespace periapt::hook_tools
