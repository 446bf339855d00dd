#include "charm/action_schema.h"
#include "charm/metadata.h"
#include "charm/yaml_writer.h"
#include "core/error.h"

#include <regex>

namespace periapt::charm {
namespace {

void check_name(const std::string& name, const std::string& charm_name) {
  static const std::regex pattern("[a-z0-9]([a-z0-9-]*[a-z0-9])?");
  if (name.size() > 200 || !std::regex_match(name, pattern))
    throw make_error(ErrorKind::invalid, "bad action name {}", name);
  if (!is_reserved_name(charm_name, name)) return;
  throw make_error(ErrorKind::invalid, "cannot use action name {}: {}", name,
                   name == "juju" ? "\"juju\" is a reserved name" : "the \"juju-\" prefix is reserved");
}

/// JSON Schema has no references here, and its keys are strings.
void check_schema(const YamlNode& node) {
  for (const auto& item : node.items()) check_schema(item);
  for (const auto& [key, value] : node.entries()) {
    if (key.type() != YamlType::string) throw Error(ErrorKind::invalid, "map keyed with non-string value");
    if (key.text() == "$ref" || key.text() == "$schema")
      throw make_error(ErrorKind::invalid, "schema key \"{}\" not compatible with this version of juju", key.text());
    check_schema(value);
  }
}

void check_key_type(const std::string& key, const YamlReader& value) {
  const auto type = value.node().type();
  const auto refuse = [&](const char* wanted) {
    throw make_error(ErrorKind::invalid, "value for schema key \"{}\" must be {}", key, wanted);
  };
  if ((key == "description" || key == "title" || key == "execution-group") && type != YamlType::string) refuse("a string");
  if (key == "required" && type != YamlType::sequence) refuse("a YAML list");
  if (key == "parallel" && type != YamlType::boolean) refuse("a bool");
}

YamlMap properties_of(const YamlReader& params) {
  if (params.node().type() != YamlType::mapping)
    throw Error(ErrorKind::invalid, "params failed to parse as a map");
  check_schema(params.node());
  return std::get<YamlMap>(params.node().value().data);
}

Action read_action(const std::string& name, const YamlReader& body) {
  Action action{.name = name, .description = "No description", .schema = {}};
  std::string title = name;
  YamlMap properties, others;
  if (!body.node().is_null())
    for (const auto& [key, value] : body.as_map()) {
      check_key_type(key, value);
      if (key == "description") action.description = value.as_string();
      else if (key == "title") title = value.as_string();
      else if (key == "params") properties = properties_of(value);
      else if (key == "parallel") action.parallel = value.as_bool();
      else if (key == "execution-group") action.execution_group = value.as_string();
      else {
        check_schema(value.node());
        others.emplace_back(key, value.node().value());
      }
    }
  YamlMap schema{{"type", "object"}, {"title", title}, {"description", action.description}, {"properties", properties}};
  schema.insert(schema.end(), others.begin(), others.end());
  check_action_schema(name, schema);
  action.schema = write_yaml(schema);
  return action;
}

} // namespace

std::vector<Action> read_actions(std::string_view yaml, const std::string& charm_name, const FaultSink& faults) {
  const YamlReader root("actions", parse_yaml(yaml));
  std::vector<Action> actions;
  if (root.node().is_null()) return actions;
  for (const auto& entry : root.as_map())
    faults.attempt(entry.second.node().line(), [&] {
      check_name(entry.first, charm_name);
      actions.push_back(read_action(entry.first, entry.second));
    });
  return actions;
}

} // namespace periapt::charm
