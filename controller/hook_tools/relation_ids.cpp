#include "core/error.h"
#include "hook_tools/output.h"
#include "hook_tools/tool_list.h"

#include <algorithm>

namespace periapt::hook_tools {
namespace {

class RelationIds final : public Tool {
public:
  explicit RelationIds(HookContext& context) : Tool(context), hook_relation_(hook_relation(context)), output_(flags_) {}

  void check(const Arguments& positionals) override {
    if (!positionals.empty()) {
      endpoint_ = positionals[0];
    } else if (hook_relation_) {
      endpoint_ = hook_relation_->endpoint;
    } else {
      throw make_error(ErrorKind::invalid, "no endpoint name specified");
    }
    refuse_more_than(1, positionals);
  }

  void run(ToolResult& result) override {
    std::vector<std::string> ids;
    for (const auto& relation : context_.relations())
      if (relation.listed && relation.endpoint == endpoint_)
        ids.push_back(fmt::format("{}:{}", relation.endpoint, relation.number));
    std::sort(ids.begin(), ids.end());
    output_.print(string_list(ids), result);
  }

private:
  static std::optional<RelationView> hook_relation(const HookContext& context) {
    FlagSet none;
    return RelationFlag(none, context).relation();
  }

  std::optional<RelationView> hook_relation_;
  OutputFlags output_;
  std::string endpoint_;
};

} // namespace

const ToolEntry relation_ids{
    .name = "relation-ids",
    .arguments = "[<endpoint>]",
    .summary = "List all relation ids for the given endpoint.",
    .details = "The endpoint of the relation hook that runs is the default.",
    .examples = "    relation-ids database",
    .make = make_tool<RelationIds>,
};

} // namespace periapt::hook_tools
