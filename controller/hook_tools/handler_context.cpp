// The context document of a wrapped tool, in one piece. For the adapters, not for charms: no link has its name.
// Rule: contract/wrappers.md, section 2.
#include "core/error.h"
#include "hook_tools/output.h"
#include "hook_tools/tool_list.h"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>

namespace periapt::hook_tools {
namespace {

YamlValue typed(const ConfigValue& option) {
  return std::visit([](const auto& value) { return YamlValue(value); }, option);
}

YamlMap options_of(const ConfigValues& config) {
  YamlMap map;
  for (const auto& [name, value] : config) map.emplace_back(name, typed(value));
  return map;
}

ConfigValues set_options(const std::map<std::string, std::optional<ConfigValue>>& config) {
  ConfigValues values;
  for (const auto& [name, value] : config)
    if (value) values.emplace(name, *value);
  return values;
}

std::string address_in(const Bag& bag) {
  for (const auto* key : {"ingress-address", "private-address"})
    if (const auto found = bag.find(key); found != bag.end()) return found->second;
  return "";
}

class HandlerContext final : public Tool {
public:
  explicit HandlerContext(HookContext& context) : Tool(context) {}

  std::optional<ControllerCall> controller_call() const override {
    const auto relation = context_.hook_relation();
    const auto unit = context_.hook_remote_unit();
    if (!relation || !unit) return std::nullopt;
    return UnitSettingsFetch{*relation, *unit}; // one that has departed may not be at hand
  }

  void run(ToolResult& result) override {
    const auto hook = context_.description();
    YamlMap document{{"api", 1}, {"event", event(hook)}, {"unit", unit(hook)}};
    document.emplace_back("model", YamlMap{{"name", hook.model_name}, {"uuid", hook.model_uuid}});
    document.emplace_back("charm", YamlMap{{"url", hook.charm_url}, {"modified", hook.charm_modified}});
    document.emplace_back("config", options_of(set_options(context_.config())));
    if (hook.previous_config) document.emplace_back("config-previous", options_of(*hook.previous_config));
    document.emplace_back("relations", relations(hook));
    document.emplace_back("remote", remote());
    if (const auto attached = storage(); !attached.empty()) document.emplace_back("storage", attached);
    if (context_.is_action())
      document.emplace_back("action", YamlMap{{"name", hook.event}, {"parameters", context_.action_parameters()}});
    result.out = format_value(std::move(document), Format::json, KeyOrder::fixed);
  }

private:
  YamlMap event(const HookDescription& hook) const {
    YamlMap map{{"name", hook.event}};
    for (const auto& view : context_.relations()) {
      if (view.number != context_.hook_relation()) continue;
      map.emplace_back("relation", view.endpoint);
      map.emplace_back("relation-id", fmt::format("{}:{}", view.endpoint, view.number));
    }
    if (const auto name = context_.hook_remote_unit()) map.emplace_back("remote-unit", *name);
    if (const auto name = context_.hook_remote_application()) map.emplace_back("remote-app", *name);
    if (const auto id = context_.hook_storage()) map.emplace_back("storage", *id);
    return map;
  }

  YamlMap unit(const HookDescription& hook) {
    const auto& name = context_.unit();
    YamlMap map{{"name", name.str()}, {"application", name.application().str()}};
    map.emplace_back("address", context_.private_address().value_or(""));
    if (hook.addresses.size() > 1) map.emplace_back("addresses", string_list(hook.addresses));
    map.emplace_back("leader", context_.is_leader());
    return map;
  }

  /// Every endpoint is there, so that a tool's program need not ask whether it is. Relations are those of relation-ids.
  YamlMap relations(const HookDescription& hook) {
    const auto views = context_.relations();
    YamlMap map;
    for (const auto& endpoint : hook.endpoints) {
      YamlList list;
      for (const auto& view : views)
        if (view.listed && view.endpoint == endpoint) list.push_back(relation(view));
      map.emplace_back(endpoint, std::move(list));
    }
    return map;
  }

  YamlMap relation(const RelationView& view) {
    YamlList units;
    for (const auto& member : view.members) {
      const auto bag = unit_bag(view.number, member);
      units.push_back(YamlMap{{"name", member}, {"address", address_in(bag)}, {"data", string_map(bag)}});
    }
    return {{"id", fmt::format("{}:{}", view.endpoint, view.number)},
            {"remote-app", view.remote_application},
            {"app", string_map(application_bag(view.number, view.remote_application))},
            {"mine", string_map(unit_bag(view.number, context_.unit().str()))},
            {"mine-app", string_map(application_bag(view.number, context_.unit().application().str()))},
            {"units", std::move(units)}};
  }

  YamlValue remote() {
    const auto relation = context_.hook_relation();
    if (!relation) return YamlMap{};
    if (const auto unit = context_.hook_remote_unit()) return string_map(unit_bag(*relation, *unit));
    if (const auto application = context_.hook_remote_application())
      return string_map(application_bag(*relation, *application));
    return YamlMap{};
  }

  /// What this unit may not read, or nobody has written, is empty.
  Bag unit_bag(std::int64_t relation, const std::string& unit) {
    return readable([&] { return context_.unit_settings(relation, unit); });
  }
  Bag application_bag(std::int64_t relation, const std::string& application) {
    return readable([&] { return context_.application_settings(relation, application); });
  }

  template <class Read>
  static Bag readable(const Read& read) {
    try {
      return read();
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::denied && error.kind() != ErrorKind::not_found) throw;
      return {};
    }
  }

  YamlList storage() const {
    YamlList list;
    for (const auto& view : context_.storage())
      list.push_back(YamlMap{{"name", view.id.substr(0, view.id.find('/'))},
                             {"id", view.id},
                             {"kind", boost::describe::enum_to_string(view.kind, "")},
                             {"location", view.location}});
    return list;
  }
};

} // namespace

const ToolEntry handler_context{
    .name = "handler-context",
    .summary = "Print everything a handler's program may know, as JSON.",
    .internal = true,
    .make = make_tool<HandlerContext>,
};

} // namespace periapt::hook_tools
