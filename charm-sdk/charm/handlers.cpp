#include "charm/handlers.h"

#include "charm/charm.h"
#include "charm/yaml_reader.h"
#include "core/error.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <regex>

namespace periapt::charm {
namespace {

/// A path that stays in the charm.
bool is_file_of_charm(const std::string& text) {
  const std::filesystem::path path(text);
  const auto climbs = std::any_of(path.begin(), path.end(), [](const auto& part) { return part == ".."; });
  return !text.empty() && path.is_relative() && !climbs && path.has_filename();
}

bool is_manifest(const std::string& text) { return text.ends_with(".pp") && is_file_of_charm(text); }

bool is_class(const std::string& text) {
  static const std::regex pattern("[a-z][a-z0-9_]*(::[a-z][a-z0-9_]*)*");
  return std::regex_match(text, pattern);
}

bool is_bundle(const std::string& text) {
  static const std::regex pattern("([A-Za-z0-9_]+:)?[A-Za-z0-9_]+");
  return std::regex_match(text, pattern);
}

bool is_recipe(const std::string& text) {
  static const std::regex pattern("[A-Za-z0-9_-]+(::[A-Za-z0-9_-]+)?");
  return std::regex_match(text, pattern);
}

struct ToolForm {
  const char* tool;
  const char* program; // what it must be, for people
  std::function<bool(const std::string&)> accepts;
};

const std::vector<ToolForm>& tool_forms() {
  static const std::vector<ToolForm> forms{
      {"ansible", "the path of a playbook in the charm", is_file_of_charm},
      {"bash", "the path of a script in the charm", is_file_of_charm},
      {"cfengine", "the name of a bundle", is_bundle},
      {"chef", "a recipe, or a list of them", is_recipe},
      {"puppet", "a class, or the path of a manifest (.pp) in the charm",
       [](const std::string& text) { return is_manifest(text) || is_class(text); }},
  };
  return forms;
}

const ToolForm* find_form(const std::string& tool) {
  const auto& forms = tool_forms();
  const auto found = std::find_if(forms.begin(), forms.end(), [&](const ToolForm& form) { return form.tool == tool; });
  return found == forms.end() ? nullptr : &*found;
}

std::string known_tools() {
  std::string text;
  for (const auto& form : tool_forms()) text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", form.tool);
  return text;
}

std::string checked_program(const ToolForm& form, const YamlReader& value) {
  const auto text = value.as_string();
  if (!form.accepts(text)) value.fail(fmt::format("invalid program \"{}\": expected {}", text, form.program));
  return text;
}

std::string read_program(const ToolForm& form, const YamlReader& value) {
  if (form.tool != std::string_view("chef") || value.node().type() != YamlType::sequence)
    return checked_program(form, value);
  std::string run_list;
  for (const auto& recipe : value.as_list())
    run_list += (run_list.empty() ? "" : ",") + checked_program(form, recipe);
  if (run_list.empty()) value.fail("expected at least one recipe");
  return run_list;
}

/// `secrets`, `tags` and `preview`; false for what is none of them.
bool read_parameter(const std::string& key, const YamlReader& value, Handler& handler) {
  if (key == "secrets") handler.secrets = value.as_strings();
  else if (key == "tags") handler.tags = value.as_strings();
  else if (key == "preview") handler.preview = value.as_bool();
  else return false;
  return true;
}

void check_parameters(const YamlReader& body, const Handler& handler) {
  if (handler.tool.empty()) body.fail("names no tool: expected one of " + known_tools());
  if (!handler.tags.empty() && handler.tool != "ansible") body.at("tags").fail("only ansible has tags");
  if (body.has("preview") && handler.tool != "bash") body.at("preview").fail("only bash needs to say so");
}

Handler read_handler(const std::string& event, const YamlReader& body) {
  Handler handler{.event = event};
  for (const auto& [key, value] : body.as_map()) {
    if (read_parameter(key, value, handler)) continue;
    const auto* form = find_form(key);
    if (!form) value.fail(fmt::format("unknown tool \"{}\": expected one of {}", key, known_tools()));
    if (!handler.tool.empty()) value.fail(fmt::format("is bound to {} already: one event has one program", handler.tool));
    handler.tool = key;
    handler.program = read_program(*form, value);
  }
  check_parameters(body, handler);
  return handler;
}

bool is_event(const Charm& charm, const std::string& event) {
  const auto hooks = hook_names(charm);
  if (std::find(hooks.begin(), hooks.end(), event) != hooks.end()) return true;
  const auto is_of_action = [&](const Action& action) { return action_event(action.name) == event; };
  if (std::any_of(charm.actions.begin(), charm.actions.end(), is_of_action)) return true;
  return std::any_of(charm.endpoints.begin(), charm.endpoints.end(), [&](const Endpoint& endpoint) {
    const auto prefix = endpoint.name + "-";
    return event.size() > prefix.size() && event.starts_with(prefix) && !event.starts_with(prefix + "relation-");
  });
}

} // namespace

const std::vector<std::string>& handler_tools() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const auto& form : tool_forms()) all.emplace_back(form.tool);
    return all;
  }();
  return names;
}

const Handler* find_handler(const Charm& charm, std::string_view event) {
  const auto found = std::find_if(charm.handlers.begin(), charm.handlers.end(),
                                  [&](const Handler& handler) { return handler.event == event; });
  return found == charm.handlers.end() ? nullptr : &*found;
}

std::string action_event(std::string_view action) { return std::string(action) + "-action"; }

std::string program_file(const Handler& handler) {
  const bool file = handler.tool == "bash" || handler.tool == "ansible" || handler.program.ends_with(".pp");
  return file ? handler.program : "";
}

std::vector<Handler> read_handlers(std::string_view yaml, const Charm& charm, const FaultSink& faults) {
  const auto document = parse_yaml(yaml);
  if (document.is_null()) return {};
  const auto handlers = YamlReader("charm", document).find("handlers");
  if (!handlers) return {};
  std::vector<Handler> all;
  for (const auto& entry : handlers->as_map())
    faults.attempt(entry.second.node().line(), [&] {
      const auto& [event, body] = entry;
      if (!is_event(charm, event))
        body.fail("no such event: expected a hook, <action>-action or <endpoint>-<named event>");
      all.push_back(read_handler(event, body));
    });
  return all;
}

} // namespace periapt::charm
