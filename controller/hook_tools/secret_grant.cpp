#include "core/error.h"
#include "hook_tools/secret_input.h"
#include "hook_tools/text.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class SecretGrant final : public Tool {
public:
  explicit SecretGrant(HookContext& context) : Tool(context), relation_(flags_, context) {
    flags_.text({"unit"}, "The unit to grant access to", unit_);
  }

  void check(const Arguments& positionals) override {
    id_ = required_secret(positionals);
    const auto& relation = relation_.required();
    if (!unit_.empty()) check_unit(relation);
    refuse_more_than(1, positionals);
  }

  std::optional<ControllerCall> controller_call() const override { return OwnedSecretsFetch{}; }

  void run(ToolResult&) override {
    const auto& relation = relation_.required();
    context_.secrets().grant(id_, relation.number, relation.remote_application, unit_);
  }

private:
  void check_unit(const RelationView& relation) const {
    const auto name = UnitName::parse(unit_);
    if (!name) throw make_error(ErrorKind::invalid, "unit {} not valid", go_quoted(unit_));
    if (name->application().str() != relation.remote_application)
      throw make_error(ErrorKind::invalid, "cannot specify unit {} in relation to application {}", go_quoted(unit_),
                       go_quoted(relation.remote_application));
  }

  RelationFlag relation_;
  std::string unit_;
  std::string id_;
};

} // namespace

const ToolEntry secret_grant{
    .name = "secret-grant",
    .arguments = "<ID>",
    .summary = "Grant access to a secret.",
    .details = "To the application on the other side of a relation, or one unit of it, for as long as the relation is\n"
               "there.",
    .examples = "    secret-grant secret:9m4e2mr0ui3e8a215n4g -r db:3\n"
                "    secret-grant secret:9m4e2mr0ui3e8a215n4g -r db:3 --unit wordpress/0",
    .writes = true,
    .make = make_tool<SecretGrant>,
};

} // namespace periapt::hook_tools
