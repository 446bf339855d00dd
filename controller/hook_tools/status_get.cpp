#include "core/error.h"
#include "hook_tools/output.h"
#include "hook_tools/tool_list.h"

namespace periapt::hook_tools {
namespace {

class StatusGet final : public Tool {
public:
  explicit StatusGet(HookContext& context) : Tool(context), output_(flags_) {
    flags_.boolean({"include-data"}, "Include message and data, not just the status", include_data_);
    flags_.boolean({"application"}, "Get status for all units of this application if this unit is the leader",
                   application_);
  }

  std::optional<ControllerCall> controller_call() const override {
    if (!application_) return std::nullopt;
    return ApplicationStatusFetch{};
  }

  void run(ToolResult& result) override {
    if (application_) {
      if (!context_.is_leader())
        throw make_error(ErrorKind::denied, "finding application status: this unit is not the leader");
      const auto answer = context_.application_status();
      print(answer.application.current, application_map(answer), result);
    } else {
      const auto status = context_.unit_status();
      print(status.current, status_map(status), result);
    }
  }

private:
  void print(const std::string& word, YamlMap map, ToolResult& result) const {
    const bool bare = output_.format() == Format::smart && !include_data_;
    output_.print(bare ? YamlValue(word) : YamlValue(std::move(map)), result);
  }

  YamlMap status_map(const StatusRecord& status) const {
    if (!include_data_) return {{"status", status.current}};
    return {{"message", status.message}, {"status", status.current}, {"status-data", YamlMap{}}};
  }

  YamlMap application_map(const wire::ApplicationStatusAnswer& answer) const {
    YamlMap units;
    for (const auto& [unit, status] : answer.units) units.emplace_back(unit, status_map(status));
    YamlMap application = status_map(answer.application);
    application.emplace_back("units", std::move(units));
    return {{"application-status", std::move(application)}};
  }

  OutputFlags output_;
  bool include_data_ = false;
  bool application_ = false;
};

} // namespace

const ToolEntry status_get{
    .name = "status-get",
    .summary = "Print status information.",
    .details = "By default, only the status word is printed.",
    .examples = "    status-get\n    status-get --include-data --format json\n    status-get --application",
    .make = make_tool<StatusGet>,
};

} // namespace periapt::hook_tools
