#include "adapters/previewed_event.h"

#include "adapters/json.h"

#include <algorithm>
#include <tuple>

namespace periapt::adapters {
namespace {

constexpr std::string_view action_suffix = "-action";

/// The endpoint that the event speaks of: `db` of `db-relation-changed` and of the named event `db-available`.
std::string endpoint_of(const charm::Charm& charm, const std::string& event) {
  std::string longest;
  for (const auto& endpoint : charm.endpoints)
    if (event.starts_with(endpoint.name + "-") && endpoint.name.size() > longest.size()) longest = endpoint.name;
  return longest;
}

void put(YamlMap& model, const std::string& key, YamlValue value) {
  model = without(model, key);
  model.emplace_back(key, std::move(value));
}

void set_variable(std::vector<std::string>& environment, const std::string& name, const std::string& value) {
  const auto prefix = name + "=";
  std::erase_if(environment, [&](const std::string& entry) { return entry.starts_with(prefix); });
  environment.push_back(prefix + value);
}

} // namespace

void set_previewed_event(YamlMap& model, std::vector<std::string>& environment, const charm::Charm& charm,
                         const std::string& event) {
  YamlMap said{{"name", event}};
  YamlValue remote = YamlMap{};
  const bool is_action = event.ends_with(action_suffix);
  model = without(model, "action");
  if (is_action) {
    const auto name = event.substr(0, event.size() - action_suffix.size());
    said = {{"name", name}};
    put(model, "action", YamlMap{{"name", name}, {"parameters", YamlMap{}}});
  }
  if (const auto endpoint = endpoint_of(charm, event); !is_action && !endpoint.empty()) {
    const auto relations = list_at(value_at(YamlValue(model), "relations"), endpoint);
    if (relations.empty())
      throw make_error(ErrorKind::conflict, "cannot preview \"{}\": nothing is related at \"{}\"", event, endpoint);
    const auto& relation = relations.front();
    const auto units = list_at(relation, "units");
    const auto unit = units.empty() ? "" : text_at(units.front(), "name");
    remote = units.empty() ? value_at(relation, "app") : value_at(units.front(), "data");
    for (const auto& [key, variable, value] :
         {std::tuple("relation", "JUJU_RELATION", endpoint), {"relation-id", "JUJU_RELATION_ID", text_at(relation, "id")},
          {"remote-unit", "JUJU_REMOTE_UNIT", unit}, {"remote-app", "JUJU_REMOTE_APP", text_at(relation, "remote-app")}}) {
      if (!value.empty()) said.emplace_back(key, value);
      set_variable(environment, variable, value);
    }
  }
  set_variable(environment, "JUJU_HOOK_NAME", is_action ? "" : event);
  put(model, "event", std::move(said));
  put(model, "remote", std::move(remote));
}

} // namespace periapt::adapters
