#include "core/error.h"
#include "hook_tools/secret_input.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class SecretSet final : public Tool {
public:
  explicit SecretSet(HookContext& context) : Tool(context), input_(flags_, context) {}

  void check(const Arguments& positionals) override {
    id_ = required_secret(positionals);
    input_.check({positionals.begin() + 1, positionals.end()});
  }

  std::vector<FileRequest> files() const override { return input_.files(); }
  void use_file(const FileRequest&, const FileContent& content) override { input_.use_file(content); }
  int file_failure_exit() const override { return 2; }

  std::optional<ControllerCall> controller_call() const override {
    if (input_.content().empty()) return std::nullopt;
    return SecretContentPost{id_, input_.content()};
  }

  void run(ToolResult&) override {
    const bool has_content = !input_.content().empty();
    if (has_content || !input_.metadata().is_empty())
      context_.secrets().change(id_, input_.metadata(), has_content);
  }

private:
  SecretInput input_;
  std::string id_;
};

} // namespace

const ToolEntry secret_set{
    .name = "secret-set",
    .arguments = "<ID> [key[#base64|#file]=value...]",
    .summary = "Update an existing secret.",
    .details = "New content replaces all keys and becomes a new revision, unless it is what is there already. Label,\n"
               "description, rotation and expiry can be set with or without it.",
    .examples = "    secret-set secret:9m4e2mr0ui3e8a215n4g token#file=/run/token\n"
                "    secret-set secret:9m4e2mr0ui3e8a215n4g --rotate daily --label api",
    .writes = true,
    .make = make_tool<SecretSet>,
};

} // namespace periapt::hook_tools
