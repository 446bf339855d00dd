#include "core/names.h"
#include "hook_tools/output.h"
#include "hook_tools/tool_list.h"

#include <fmt/chrono.h>

#include <algorithm>

namespace periapt::hook_tools {
namespace {

std::string utc(TimeMs time_ms) {
  return fmt::format("{:%Y-%m-%d %H:%M:%S}Z", fmt::gmtime(static_cast<std::time_t>(time_ms / 1000)));
}

YamlMap record(const wire::GoalUnit& unit) {
  YamlMap map{{"status", unit.status}};
  if (unit.since_ms != 0) map.emplace_back("since", utc(unit.since_ms));
  return map;
}

/// Names are sorted for people, the fields of a record are not.
void sort_names(YamlMap& map) {
  std::sort(map.begin(), map.end(), [](const auto& a, const auto& b) { return natural_less(a.first, b.first); });
}

YamlMap members(const std::vector<wire::GoalUnit>& units) {
  YamlMap map;
  for (const auto& unit : units) map.emplace_back(unit.name, record(unit));
  sort_names(map);
  return map;
}

/// Relations of one endpoint share its key.
YamlMap relations(const std::vector<wire::GoalRelation>& relations) {
  std::map<std::string, std::vector<wire::GoalUnit>> by_endpoint;
  for (const auto& relation : relations) {
    auto& all = by_endpoint[relation.endpoint];
    all.insert(all.end(), relation.members.begin(), relation.members.end());
  }
  YamlMap map;
  for (const auto& [endpoint, units] : by_endpoint) map.emplace_back(endpoint, members(units));
  sort_names(map);
  return map;
}

class GoalState final : public Tool {
public:
  explicit GoalState(HookContext& context) : Tool(context), output_(flags_, OutputFlags::Choice::yaml_json) {}

  std::optional<ControllerCall> controller_call() const override { return GoalStateFetch{}; }

  void run(ToolResult& result) override {
    const auto state = context_.goal_state();
    output_.print(YamlMap{{"units", members(state.units)}, {"relations", relations(state.relations)}}, result,
                  KeyOrder::fixed);
  }

private:
  OutputFlags output_;
};

} // namespace

const ToolEntry goal_state{
    .name = "goal-state",
    .summary = "Print the status of the charm's peers and related units.",
    .details = "Also units that are yet to come, so that a charm can wait for them.",
    .examples = "    goal-state --format json",
    .make = make_tool<GoalState>,
};

} // namespace periapt::hook_tools
