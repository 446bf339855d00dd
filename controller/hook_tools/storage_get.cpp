#include "core/error.h"
#include "core/storage_name.h"
#include "hook_tools/output.h"
#include "hook_tools/text.h"
#include "hook_tools/tool_list.h"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>

namespace periapt::hook_tools {
namespace {

class StorageGet final : public Tool {
public:
  explicit StorageGet(HookContext& context) : Tool(context), output_(flags_) {
    if (const auto own = context.hook_storage()) storage_ = find(*own);
    flags_.value({"s"}, storage_ ? storage_->id : "", "Specify a storage instance by id",
                 [this](const std::string& id) { storage_ = specified(id); });
  }

  void check(const Arguments& positionals) override {
    if (!storage_) throw Error(ErrorKind::invalid, "no storage instance specified");
    if (!positionals.empty()) key_ = positionals[0];
    refuse_more_than(1, positionals);
  }

  void run(ToolResult& result) override {
    const std::map<std::string, std::string> attributes{
        {"kind", boost::describe::enum_to_string(storage_->kind, "")}, {"location", storage_->location}};
    if (key_.empty()) return output_.print(string_map(attributes), result);
    const auto found = attributes.find(key_);
    if (found == attributes.end()) throw make_error(ErrorKind::invalid, "invalid storage attribute {}", go_quoted(key_));
    output_.print(found->second, result);
  }

private:
  std::optional<StorageView> find(const std::string& id) const {
    for (auto& storage : context_.storage())
      if (storage.id == id) return std::move(storage);
    return std::nullopt;
  }

  StorageView specified(const std::string& id) const {
    if (!StorageInstanceName::parse(id)) throw make_error(ErrorKind::invalid, "invalid storage ID {}", go_quoted(id));
    auto storage = find(id);
    if (!storage) throw make_error(ErrorKind::not_found, "storage {} not found", go_quoted(id));
    return *std::move(storage);
  }

  OutputFlags output_;
  std::optional<StorageView> storage_;
  std::string key_;
};

} // namespace

const ToolEntry storage_get{
    .name = "storage-get",
    .arguments = "[<key>]",
    .summary = "Print information for the storage instance with the specified ID.",
    .details = "The keys are kind and location; without one both are printed. The storage of the hook that runs is the default.",
    .examples = "    storage-get location\n    storage-get -s pgdata/0 --format json",
    .make = make_tool<StorageGet>,
};

} // namespace periapt::hook_tools
