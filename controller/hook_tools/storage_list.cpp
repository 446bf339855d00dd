#include "hook_tools/output.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class StorageList final : public Tool {
public:
  explicit StorageList(HookContext& context) : Tool(context), output_(flags_) {}

  void check(const Arguments& positionals) override {
    refuse_more_than(1, positionals);
    if (!positionals.empty()) name_ = positionals[0];
  }

  void run(ToolResult& result) override {
    std::vector<std::string> ids;
    for (const auto& storage : context_.storage())
      if (!name_ || storage.id.substr(0, storage.id.find('/')) == *name_) ids.push_back(storage.id);
    output_.print(string_list(ids), result);
  }

private:
  OutputFlags output_;
  std::optional<std::string> name_;
};

} // namespace

const ToolEntry storage_list{
    .name = "storage-list",
    .arguments = "[<storage-name>]",
    .summary = "List storage attached to the unit.",
    .details = "With a name of the charm's metadata, only its instances are listed.",
    .examples = "    storage-list pgdata",
    .make = make_tool<StorageList>,
};

} // namespace periapt::hook_tools
