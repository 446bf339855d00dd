#include "hook_tools/output.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class RelationList final : public Tool {
public:
  explicit RelationList(HookContext& context) : Tool(context), relation_(flags_, context), output_(flags_) {
    flags_.boolean({"app"}, "List remote application instead of participating units", application_);
  }

  void check(const Arguments& positionals) override {
    relation_.required();
    refuse_more_than(0, positionals);
  }

  void run(ToolResult& result) override {
    const auto& relation = relation_.required();
    output_.print(application_ ? YamlValue(relation.remote_application) : string_list(relation.members), result);
  }

private:
  RelationFlag relation_;
  OutputFlags output_;
  bool application_ = false;
};

} // namespace

const ToolEntry relation_list{
    .name = "relation-list",
    .summary = "List relation units.",
    .details = "Lists the other units that take part in the relation, never this one; with --app the\n"
               "application at the other end.",
    .examples = "    relation-list -r database:9",
    .make = make_tool<RelationList>,
};

} // namespace periapt::hook_tools
