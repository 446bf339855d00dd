#include "core/error.h"
#include "hook_tools/secret_input.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class SecretAdd final : public Tool {
public:
  explicit SecretAdd(HookContext& context) : Tool(context), input_(flags_, context) {}

  void check(const Arguments& positionals) override {
    input_.check(positionals);
    if (!input_.names_content()) throw Error(ErrorKind::invalid, "missing secret value or filename");
    id_ = context_.secrets().fresh_id();
    allowed_ = !input_.for_application() || context_.is_leader();
  }

  std::vector<FileRequest> files() const override { return input_.files(); }
  void use_file(const FileRequest&, const FileContent& content) override { input_.use_file(content); }
  int file_failure_exit() const override { return 2; }

  std::optional<ControllerCall> controller_call() const override {
    if (!allowed_ || input_.content().empty()) return std::nullopt;
    return SecretContentPost{id_, input_.content()};
  }

  void run(ToolResult& result) override {
    if (input_.content().empty()) throw Error(ErrorKind::invalid, "empty secret value not valid");
    if (!allowed_) throw Error(ErrorKind::denied, "this unit is not the leader");
    context_.secrets().add(id_, input_.for_application(), input_.metadata());
    result.out = secret_uri(id_) + "\n";
  }

private:
  SecretInput input_;
  std::string id_;
  bool allowed_ = false;
};

} // namespace

const ToolEntry secret_add{
    .name = "secret-add",
    .arguments = "[key[#base64|#file]=value...]",
    .summary = "Add a new secret.",
    .details = "Adds a secret with one or more keys, owned by the application (then only the leader may) or by the\n"
               "unit, and prints its URI. With #base64 a value is encoded already, with #file it is read from a file.\n"
               "The secret is there for others once the hook has succeeded.",
    .examples = "    secret-add token#file=/run/token --label api\n    secret-add --owner unit --rotate monthly\\\n"
                "        --expire 24h password#file=pw.txt",
    .writes = true,
    .make = make_tool<SecretAdd>,
};

} // namespace periapt::hook_tools
