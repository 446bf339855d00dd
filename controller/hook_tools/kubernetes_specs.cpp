// The tools of Kubernetes charms: on machines each says that it has nothing to act on. Their arguments are not
// looked at. Rule: contract/hook-tools.md, section 8.
#include "core/error.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class KubernetesSpec final : public Tool {
public:
  explicit KubernetesSpec(HookContext& context) : Tool(context) {
    flags_.text({"file"}, "A file with the specification", ignored_);
    flags_.text({"k8s-resources"}, "A file with further resources", ignored_);
    flags_.text({"format"}, "Specify output format", ignored_);
    flags_.text({"o", "output"}, "Specify an output file", ignored_);
  }

  void run(ToolResult&) override {
    throw make_error(ErrorKind::invalid, "Kubernetes specifications are not supported on machines");
  }

private:
  std::string ignored_;
};

constexpr ToolEntry entry(std::string_view name, std::string_view summary) {
  return {.name = name,
          .summary = summary,
          .details = "Not supported on machines: it always fails.",
          .make = make_tool<KubernetesSpec>};
}

} // namespace

const ToolEntry k8s_raw_get = entry("k8s-raw-get", "Get Kubernetes raw specification information.");
const ToolEntry k8s_raw_set = entry("k8s-raw-set", "Set Kubernetes raw specification information.");
const ToolEntry k8s_spec_get = entry("k8s-spec-get", "Get Kubernetes specification information.");
const ToolEntry k8s_spec_set = entry("k8s-spec-set", "Set Kubernetes specification information.");
const ToolEntry pod_spec_get = entry("pod-spec-get", "Get Kubernetes specification information (deprecated).");
const ToolEntry pod_spec_set = entry("pod-spec-set", "Set Kubernetes specification information (deprecated).");

} // namespace periapt::hook_tools
