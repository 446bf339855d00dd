#include "layers/hook_template.h"

#include "charm/yaml_path.h"
#include "core/error.h"

namespace periapt::layers {
namespace {

using charm::YamlMap;
using charm::YamlValue;

const YamlMap& section(const YamlValue& metadata, const std::string& key) {
  static const YamlMap none;
  const auto* value = charm::find_key(metadata, key);
  const auto* map = value ? std::get_if<YamlMap>(&value->data) : nullptr;
  return map ? *map : none;
}

/// Written as a mapping or, short, as the interface alone.
std::string interface_of(const YamlValue& body) {
  if (const auto* name = std::get_if<std::string>(&body.data)) return *name;
  const auto* value = charm::find_key(body, "interface");
  const auto* name = value ? std::get_if<std::string>(&value->data) : nullptr;
  return name ? *name : "";
}

} // namespace

std::vector<DeclaredEndpoint> endpoints_of(const YamlMap& metadata) {
  const YamlValue root(metadata);
  std::vector<DeclaredEndpoint> endpoints;
  for (const char* role : {"provides", "requires", "peers"})
    for (const auto& [name, body] : section(root, role)) {
      const auto interface = interface_of(body);
      if (interface.empty())
        throw make_error(ErrorKind::invalid, "metadata.yaml: endpoint \"{}\" has no interface", name);
      endpoints.push_back({role, name, interface});
    }
  return endpoints;
}

std::vector<GeneratedHook> hooks_of(const YamlMap& metadata) {
  std::vector<GeneratedHook> hooks;
  for (const char* name : {"install", "config-changed", "leader-elected", "leader-settings-changed", "start", "stop",
                           "update-status", "upgrade-charm", "pre-series-upgrade", "post-series-upgrade"})
    hooks.push_back({name, "hook"});
  for (const auto& endpoint : endpoints_of(metadata))
    for (const char* event : {"created", "joined", "changed", "broken", "departed"})
      hooks.push_back({endpoint.name + "-relation-" + event, endpoint.name});
  const YamlValue root(metadata);
  for (const auto& [name, body] : section(root, "storage"))
    for (const char* event : {"attached", "detaching"}) hooks.push_back({name + "-storage-" + event, name});
  return hooks;
}

std::string fill_template(std::string_view text, const std::string& name) {
  std::string result;
  while (!text.empty()) {
    const auto brace = std::min(text.find_first_of("{}"), text.size());
    result += text.substr(0, brace);
    text.remove_prefix(brace);
    if (text.empty()) break;
    const auto take = [&](std::string_view mark, std::string_view meaning) {
      if (!text.starts_with(mark)) return false;
      result += meaning;
      text.remove_prefix(mark.size());
      return true;
    };
    if (take("{{", "{") || take("}}", "}") || take("{}", name) || take("{0}", name)) continue;
    throw make_error(ErrorKind::invalid,
                     "hooks/hook.template: \"{}\" is neither {{}} nor {{0}}; a brace of its own is written twice",
                     text.substr(0, std::min(text.find('\n'), std::size_t{20})));
  }
  return result;
}

} // namespace periapt::layers
