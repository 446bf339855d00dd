#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class RelationSet final : public Tool {
public:
  explicit RelationSet(HookContext& context)
      : Tool(context), relation_(flags_, context), pairs_(flags_), legacy_format_(flags_) {
    flags_.boolean({"app"}, "Set data for the overall application, not just this unit", application_);
  }

  void check(const Arguments& positionals) override {
    relation_.required();
    pairs_.check(positionals);
  }

  std::vector<FileRequest> files() const override { return pairs_.files(); }
  void use_file(const FileRequest& request, const FileContent& content) override { pairs_.use_file(request, content); }

  void run(ToolResult& result) override {
    legacy_format_.note("relation-set", result);
    context_.write_settings(relation_.required().number, application_, pairs_.changes());
  }

private:
  RelationFlag relation_;
  Pairs pairs_;
  LegacyFormatFlag legacy_format_;
  bool application_ = false;
};

} // namespace

const ToolEntry relation_set{
    .name = "relation-set",
    .arguments = "key=value [key=value ...]",
    .summary = "Set relation settings.",
    .details = "Publishes settings of this unit, or with --app of its application, to the other side of the\n"
               "relation once the hook has succeeded. An empty value deletes its key. With --file, pairs are\n"
               "read as a YAML mapping; those on the command line win.",
    .examples = "    relation-set port=80 tuning=default\n    relation-set -r server:3 username=jim password=12345\n"
                "    relation-set --file - < settings.yaml",
    .writes = true,
    .make = make_tool<RelationSet>,
};

} // namespace periapt::hook_tools
