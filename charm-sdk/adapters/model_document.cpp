#include "adapters/model_document.h"

#include "adapters/json.h"
#include "base/sha256.h"

#include <algorithm>

namespace periapt::adapters {
namespace {

YamlMap map_of(YamlValue value, const char* what) {
  auto* map = std::get_if<YamlMap>(&value.data);
  if (!map) throw make_error(ErrorKind::invalid, "{} is no object", what);
  return std::move(*map);
}

/// Where the charm's own settings say which secret has that name; empty where they do not.
std::string uri_of(const YamlMap& model, const std::string& name) {
  for (const auto* part : {"remote", "config"}) {
    auto text = text_at(value_at(YamlValue(model), part), name);
    if (text.starts_with("secret:")) return text;
  }
  return "";
}

/// Absence is ordinary: a secret comes and goes with its relation.
bool says_absent(const std::string& message) {
  return message.find("not found") != std::string::npos || message.find("permission denied") != std::string::npos;
}

std::optional<YamlValue> read_secret(const HookTools& tools, const YamlMap& model, const std::string& name,
                                    SecretUse use) {
  std::vector<std::string> arguments{"--label", name, use == SecretUse::peek ? "--peek" : "--refresh", "--format", "json"};
  auto answer = tools.call("secret-get", arguments);
  const auto uri = uri_of(model, name);
  if (!answer.status.success() && !uri.empty()) {
    arguments.push_back(uri);
    answer = tools.call("secret-get", arguments);
  }
  if (answer.status.success()) return charm::parse_json(answer.out);
  if (says_absent(answer.err)) return std::nullopt;
  throw make_error(ErrorKind::unavailable, "cannot read the secret \"{}\": {}", name, answer.err);
}

/// Those that nobody has supplied, or that cannot be fetched now, are left out.
YamlList read_resources(const HookTools& tools, const charm::Charm& charm) {
  YamlList resources;
  for (const auto& resource : charm.resources) {
    if (resource.type != charm::ResourceType::file) continue;
    const auto answer = tools.call("resource-get", {resource.name});
    if (answer.status.success()) resources.push_back(YamlMap{{"name", resource.name}, {"path", answer.out}});
  }
  return resources;
}

YamlValue canonical(const YamlValue& value) {
  if (const auto* list = std::get_if<YamlList>(&value.data)) {
    YamlList items;
    for (const auto& item : *list) items.push_back(canonical(item));
    return items;
  }
  const auto* map = std::get_if<YamlMap>(&value.data);
  if (!map) return value;
  YamlMap sorted;
  for (const auto& [key, item] : *map) sorted.emplace_back(key, canonical(item));
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return sorted;
}

YamlMap without_own_bags(const YamlValue& relations) {
  YamlMap others;
  const auto* endpoints = std::get_if<YamlMap>(&relations.data);
  for (const auto& [endpoint, list] : endpoints ? *endpoints : YamlMap{}) {
    YamlList kept;
    for (const auto& relation : list_at(relations, endpoint))
      if (const auto* map = std::get_if<YamlMap>(&relation.data)) kept.push_back(without(without(*map, "mine"), "mine-app"));
    others.emplace_back(endpoint, std::move(kept));
  }
  return others;
}

YamlMap without_own_words(const YamlMap& model) {
  YamlMap input;
  for (const auto& [key, value] : model) {
    if (key == "event" || key == "config-previous") continue;
    input.emplace_back(key, key == "relations" ? without_own_bags(value) : value);
  }
  return input;
}

} // namespace

YamlMap read_model(const HookTools& tools, const charm::Charm& charm, const charm::Handler& handler, SecretUse use) {
  auto model = map_of(charm::parse_json(tools.ask("handler-context", {})), "the context");
  if (auto resources = read_resources(tools, charm); !resources.empty()) model.emplace_back("resources", std::move(resources));
  YamlMap secrets;
  for (const auto& name : handler.secrets)
    if (auto content = read_secret(tools, model, name, use)) secrets.emplace_back(name, std::move(*content));
  model.emplace_back("secrets", std::move(secrets));
  return model;
}

std::string input_digest(const YamlMap& model, const charm::Handler& handler) {
  YamlMap input{{"model", without_own_words(model)},
                {"tool", handler.tool},
                {"program", handler.program}};
  for (const auto& tag : handler.tags) input.emplace_back("tag " + tag, true);
  return sha256_hex(charm::write_json(canonical(input)));
}

std::string event_key(const YamlMap& model, const charm::Handler& handler) {
  return sha256_hex(handler.event + " " + charm::write_json(canonical(value_at(YamlValue(model), "event"))));
}

} // namespace periapt::adapters
