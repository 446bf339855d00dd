#include "core/error.h"
#include "core/storage_name.h"
#include "hook_tools/text.h"
#include "hook_tools/tool_list.h"

#include <algorithm>

namespace periapt::hook_tools {
namespace {

class StorageAdd final : public Tool {
public:
  using Tool::Tool;

  void check(const Arguments& positionals) override {
    if (positionals.empty()) throw Error(ErrorKind::invalid, "storage add requires a storage directive");
    for (const auto& word : positionals) add(parse(word));
  }

  void run(ToolResult&) override { context_.add_storage(additions_); }

private:
  static StorageAddition parse(const std::string& word) {
    const auto equals = word.find('=');
    StorageAddition addition{.name = word.substr(0, equals)};
    if (!is_valid_storage_name(addition.name))
      throw make_error(ErrorKind::invalid, "storage name {} not valid", go_quoted(addition.name));
    if (equals == std::string::npos) return addition;
    const auto directive = parse_storage_directive(addition.name, word.substr(equals + 1));
    if (directive.pool || directive.size_mib)
      throw make_error(ErrorKind::invalid, "only count can be specified for {}", go_quoted(addition.name));
    addition.count = *directive.count;
    return addition;
  }

  void add(StorageAddition addition) {
    const bool again = std::any_of(additions_.begin(), additions_.end(),
                                   [&](const StorageAddition& known) { return known.name == addition.name; });
    if (again) throw make_error(ErrorKind::invalid, "storage {} specified more than once", go_quoted(addition.name));
    additions_.push_back(std::move(addition));
  }

  std::vector<StorageAddition> additions_;
};

} // namespace

const ToolEntry storage_add{
    .name = "storage-add",
    .arguments = "<storage-name>[=<count>] [<storage-name>[=<count>] ...]",
    .summary = "Add storage instances.",
    .details = "They are made once the hook has succeeded, in the pool and size that the application was deployed with.",
    .examples = "    storage-add disks=2",
    .writes = true,
    .make = make_tool<StorageAdd>,
};

} // namespace periapt::hook_tools
