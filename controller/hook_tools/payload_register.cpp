#include "charm/yaml_reader.h"
#include "core/error.h"
#include "hook_tools/payload_tool.h"
#include "hook_tools/text.h"
#include "hook_tools/tool_list.h"

#include <limits>

namespace periapt::hook_tools {
namespace {

class PayloadRegister final : public PayloadTool {
public:
  explicit PayloadRegister(HookContext& context) : PayloadTool(context, 3, std::numeric_limits<std::size_t>::max()) {}

  std::vector<FileRequest> files() const override { return {FileRequest{"metadata.yaml"}}; }
  void use_file(const FileRequest& request, const FileContent& content) override {
    if (const auto* failure = std::get_if<FileFailure>(&content))
      throw make_error(ErrorKind::not_found, "open {}: {}", request.path, failure->reason);
    const charm::YamlReader metadata("metadata", charm::parse_yaml(std::get<std::string>(content)));
    const auto payloads = metadata.find("payloads");
    const auto payload = payloads ? payloads->find(words()[1]) : std::nullopt;
    if (payload) declared_type_ = payload->at("type").as_string();
  }

private:
  void check_payload() const override {
    if (!declared_type_)
      throw make_error(ErrorKind::not_found, "payload {} not found in metadata.yaml", go_quoted(words()[1]));
    if (*declared_type_ != words()[0])
      throw make_error(ErrorKind::invalid, "incorrect type {} for payload {}, expected {}", go_quoted(words()[0]),
                       go_quoted(words()[1]), go_quoted(*declared_type_));
  }
  std::string report() const override { return fmt::format("payload {}/{} registered", words()[1], words()[2]); }

  std::optional<std::string> declared_type_;
};

} // namespace

const ToolEntry payload_register{
    .name = "payload-register",
    .arguments = "<type> <class> <id> [tags...]",
    .summary = "Register a charm payload with juju.",
    .details = "The type and class must be those of metadata.yaml in the working directory. Payloads are checked and\n"
               "noted in the log; nothing shows them any more.",
    .examples = "    payload-register docker monitor 3f2a1b",
    .writes = true,
    .make = make_tool<PayloadRegister>,
};

} // namespace periapt::hook_tools
