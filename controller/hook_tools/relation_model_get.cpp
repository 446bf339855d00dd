#include "hook_tools/output.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class RelationModelGet final : public Tool {
public:
  explicit RelationModelGet(HookContext& context) : Tool(context), relation_(flags_, context), output_(flags_) {}

  void check(const Arguments& positionals) override {
    relation_.required();
    refuse_more_than(0, positionals);
  }

  void run(ToolResult& result) override {
    output_.print(YamlMap{{"uuid", relation_.required().remote_model}}, result, KeyOrder::fixed);
  }

private:
  RelationFlag relation_;
  OutputFlags output_;
};

} // namespace

const ToolEntry relation_model_get{
    .name = "relation-model-get",
    .summary = "Get details about the model hosting a related application.",
    .details = "-r must be specified when not in a relation hook.",
    .examples = "    relation-model-get -r database:9",
    .make = make_tool<RelationModelGet>,
};

} // namespace periapt::hook_tools
