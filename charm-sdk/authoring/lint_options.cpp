// config.yaml and actions.yaml. Rule: contract/charm-format.md, section 12.
#include "authoring/lint_rules.h"

#include <unistd.h>

#include <regex>
#include <set>

namespace periapt::authoring {
namespace {

using charm::YamlType;

constexpr const char* config_file = "config.yaml";
constexpr const char* actions_file = "actions.yaml";

void lint_option(const KeyedNode& option, Findings& findings) {
  static const std::regex pattern(R"([A-Za-z0-9]+([A-Za-z0-9_-]*[A-Za-z0-9]+)?)");
  static const std::set<std::string, std::less<>> known{"type", "description", "default"};
  if (option.key.size() > 200 || !std::regex_match(option.key, pattern))
    findings.error(config_file, option.line, "\"{}\" is no name for an option", option.key);
  for (const auto& field : entries_of(option.node))
    if (!known.contains(field.key))
      findings.warning(config_file, field.line, "option \"{}\" has an unknown key \"{}\"", option.key, field.key);
  for (const auto* wanted : {"type", "description", "default"})
    if (!find_entry(option.node, wanted))
      findings.warning(config_file, option.line, "option \"{}\" has no {}", option.key, wanted);
  const auto description = find_entry(option.node, "description");
  if (description && description->node.text().empty())
    findings.warning(config_file, description->line, "option \"{}\" has an empty description", option.key);
  const auto initial = find_entry(option.node, "default");
  if (initial && initial->node.is_null())
    findings.info(config_file, initial->line, "option \"{}\" has no default value", option.key);
}

bool is_handled(const LintedCharm& linted, const std::string& action) {
  return charm::find_handler(linted.charm, charm::action_event(action)) || linted.has_dispatch();
}

} // namespace

void lint_config(const LintedCharm& linted, Findings& findings) {
  if (!linted.files.contains(config_file)) return findings.info(config_file, 0, "there is none");
  const auto root = document_of(linted, config_file);
  if (!root) return;
  for (const auto& entry : entries_of(*root))
    if (entry.key != "options") findings.warning(config_file, entry.line, "\"{}\" is not read", entry.key);
  if (const auto options = find_entry(*root, "options"))
    for (const auto& option : entries_of(options->node)) lint_option(option, findings);
}

void lint_actions(const LintedCharm& linted, Findings& findings) {
  const auto root = document_of(linted, actions_file);
  if (!root) return;
  for (const auto& action : entries_of(*root)) {
    const auto program = "actions/" + action.key;
    if (linted.has_file(program)) {
      if (::access((linted.folder / program).c_str(), X_OK) != 0)
        findings.error(program, 0, "it is not executable");
    } else if (!is_handled(linted, action.key)) {
      findings.warning(actions_file, action.line, "action \"{}\" has no program: there is no {}, and no handler for {}",
                       action.key, program, charm::action_event(action.key));
    }
  }
}

} // namespace periapt::authoring
