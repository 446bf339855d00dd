#include "core/error.h"
#include "hook_tools/secret_input.h"
#include "hook_tools/text.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class SecretRevoke final : public Tool {
public:
  explicit SecretRevoke(HookContext& context) : Tool(context), relation_(flags_, context) {
    flags_.text({"app", "application"}, "The application to revoke access from", application_);
    flags_.text({"unit"}, "The unit to revoke access from", unit_);
  }

  void check(const Arguments& positionals) override {
    id_ = required_secret(positionals);
    if (!application_.empty() && !is_valid_application_name(application_))
      throw make_error(ErrorKind::invalid, "application {} not valid", go_quoted(application_));
    if (!unit_.empty() && !UnitName::parse(unit_))
      throw make_error(ErrorKind::invalid, "unit {} not valid", go_quoted(unit_));
    if (!application_.empty() && !unit_.empty())
      throw Error(ErrorKind::invalid, "specify only one of application or unit");
    if (const auto& relation = relation_.relation()) {
      if (!application_.empty()) throw Error(ErrorKind::invalid, "do not specify both relation and app");
      if (unit_.empty()) application_ = relation->remote_application;
    }
    if (application_.empty() && unit_.empty())
      throw Error(ErrorKind::invalid, "missing relation or application or unit");
    refuse_more_than(1, positionals);
  }

  void run(ToolResult&) override { context_.secrets().revoke(id_, application_, unit_); }

private:
  RelationFlag relation_;
  std::string application_;
  std::string unit_;
  std::string id_;
};

} // namespace

const ToolEntry secret_revoke{
    .name = "secret-revoke",
    .arguments = "<ID>",
    .summary = "Revoke access to a secret.",
    .details = "From an application and all of its units, or from one unit. A relation only names its application.",
    .examples = "    secret-revoke secret:9m4e2mr0ui3e8a215n4g -r db:3\n"
                "    secret-revoke secret:9m4e2mr0ui3e8a215n4g --unit wordpress/0",
    .writes = true,
    .make = make_tool<SecretRevoke>,
};

} // namespace periapt::hook_tools
