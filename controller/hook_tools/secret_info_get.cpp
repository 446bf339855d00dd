#include "core/error.h"
#include "hook_tools/output.h"
#include "hook_tools/secret_input.h"
#include "hook_tools/text.h"
#include "hook_tools/tool_list.h"

#include <fmt/chrono.h>

#include <algorithm>

namespace periapt::hook_tools {
namespace {

std::string utc(TimeMs moment) {
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}Z", fmt::gmtime(static_cast<std::time_t>(moment / 1000)));
}

YamlMap record(const SecretReport& secret) {
  YamlMap map{{"revision", secret.revision},
              {"label", secret.label},
              {"owner", secret.owner_kind == SecretOwnerKind::application ? "application" : "unit"}};
  if (!secret.description.empty()) map.emplace_back("description", secret.description);
  map.emplace_back("rotation", std::string(name_of(secret.rotation)));
  if (secret.expires_ms) map.emplace_back("expiry", utc(*secret.expires_ms));
  if (secret.rotates_ms) map.emplace_back("rotates", utc(*secret.rotates_ms));
  YamlList access;
  for (const auto& one : secret.access)
    access.push_back(YamlMap{{"target", one.target}, {"scope", one.scope}, {"role", one.role}});
  if (!access.empty()) map.emplace_back("access", std::move(access));
  return map;
}

class SecretInfoGet final : public Tool {
public:
  explicit SecretInfoGet(HookContext& context) : Tool(context), output_(flags_, OutputFlags::Choice::yaml_json) {
    flags_.text({"label"}, "A label used to identify the secret", label_);
  }

  void check(const Arguments& positionals) override {
    if (!positionals.empty()) id_ = parse_secret_argument(positionals[0], ForeignScheme::not_named);
    if (id_.empty() && label_.empty()) throw Error(ErrorKind::invalid, "require either a secret URI or label");
    if (!id_.empty() && !label_.empty())
      throw Error(ErrorKind::invalid, "specify either a secret URI or label but not both");
    refuse_more_than(1, positionals);
  }

  std::optional<ControllerCall> controller_call() const override { return OwnedSecretsFetch{}; }

  void run(ToolResult& result) override {
    const auto owned = context_.secrets().owned();
    const auto found = std::find_if(owned.begin(), owned.end(), [this](const SecretReport& secret) {
      return id_.empty() ? secret.label == label_ : secret.id == id_;
    });
    if (found == owned.end())
      throw make_error(ErrorKind::not_found, "secret {} not found", go_quoted(id_.empty() ? label_ : id_));
    output_.print(YamlMap{{found->id, record(*found)}}, result, KeyOrder::fixed);
  }

private:
  OutputFlags output_;
  std::string label_;
  std::string id_;
};

} // namespace

const ToolEntry secret_info_get{
    .name = "secret-info-get",
    .arguments = "<ID>",
    .summary = "Get a secret's metadata info.",
    .details = "Only for secrets that this unit, or as leader its application, owns.",
    .examples = "    secret-info-get secret:9m4e2mr0ui3e8a215n4g\n    secret-info-get --label db",
    .make = make_tool<SecretInfoGet>,
};

} // namespace periapt::hook_tools
