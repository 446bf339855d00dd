#include "core/error.h"
#include "hook_tools/output.h"
#include "hook_tools/text.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class UnitGet final : public Tool {
public:
  explicit UnitGet(HookContext& context) : Tool(context), output_(flags_) {}

  void check(const Arguments& positionals) override {
    if (positionals.empty()) throw make_error(ErrorKind::invalid, "no setting specified");
    if (positionals[0] != "private-address" && positionals[0] != "public-address")
      throw make_error(ErrorKind::invalid, "unknown setting {}", go_quoted(positionals[0]));
    private_ = positionals[0] == "private-address";
    refuse_more_than(1, positionals);
  }

  void run(ToolResult& result) override {
    const auto address = private_ ? context_.private_address() : context_.public_address();
    if (!address)
      throw make_error(ErrorKind::not_found, "{} address not found", private_ ? "private" : "public");
    output_.print(*address, result);
  }

private:
  OutputFlags output_;
  bool private_ = true;
};

} // namespace

const ToolEntry unit_get{
    .name = "unit-get",
    .arguments = "<setting>",
    .summary = "Print public-address or private-address.",
    .details = "Charms should prefer network-get.",
    .examples = "    unit-get private-address",
    .make = make_tool<UnitGet>,
};

} // namespace periapt::hook_tools
