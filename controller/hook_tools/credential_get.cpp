#include "hook_tools/output.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

YamlMap credential(const wire::CloudSpec& cloud) {
  YamlMap map{{"auth-type", cloud.auth_type}};
  if (!cloud.attributes.empty()) map.emplace_back("attrs", string_map(cloud.attributes));
  return map;
}

/// What is empty or false is left out.
YamlMap record(const wire::CloudSpec& cloud) {
  YamlMap map{{"type", cloud.type}, {"name", cloud.name}};
  if (!cloud.region.empty()) map.emplace_back("region", cloud.region);
  if (!cloud.endpoint.empty()) map.emplace_back("endpoint", cloud.endpoint);
  map.emplace_back("credential", credential(cloud));
  if (cloud.is_controller_cloud) map.emplace_back("is-controller-cloud", true);
  return map;
}

class CredentialGet final : public Tool {
public:
  explicit CredentialGet(HookContext& context) : Tool(context), output_(flags_) {}

  std::optional<ControllerCall> controller_call() const override { return CloudSpecFetch{}; }
  void run(ToolResult& result) override { output_.print(record(context_.cloud_spec()), result, KeyOrder::fixed); }

private:
  OutputFlags output_;
};

} // namespace

const ToolEntry credential_get{
    .name = "credential-get",
    .summary = "Access cloud credentials.",
    .details = "Prints the cloud that the model's machines are of, and the credential for it. The application must\n"
               "be trusted: deploy it with --trust, or use the command \"trust\".",
    .examples = "    credential-get --format json",
    .make = make_tool<CredentialGet>,
};

} // namespace periapt::hook_tools
