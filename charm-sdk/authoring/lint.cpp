#include "authoring/lint.h"

#include "authoring/lint_rules.h"
#include "charm/unified_charm.h"

#include <unistd.h>

#include <algorithm>
#include <sstream>
#include <tuple>

namespace periapt::authoring {
namespace {

/// Larger is told first.
int weight_of(const Finding& finding) { return -static_cast<int>(finding.level); }

/// Empty when it is not there.
std::filesystem::path find_tool(const std::string& path, const char* name) {
  std::istringstream folders(path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    const auto program = std::filesystem::path(folder) / name;
    if (!folder.empty() && is_regular_file(program) && ::access(program.c_str(), X_OK) == 0) return program;
  }
  return {};
}

} // namespace

void Findings::add(Level level, std::string file, int line, std::string text) {
  if (charm_.files.contains(file) && !charm_.has_file(file)) {
    file = "charmcraft.yaml";
    line = 0;
  }
  all_.push_back({level, std::move(file), line, std::move(text)});
}

std::vector<Finding> Findings::sorted() && {
  const auto place = [](const Finding& one) { return std::tuple(one.file, one.line, weight_of(one)); };
  std::stable_sort(all_.begin(), all_.end(),
                   [&](const Finding& left, const Finding& right) { return place(left) < place(right); });
  all_.erase(std::unique(all_.begin(), all_.end()), all_.end());
  return std::move(all_);
}

std::vector<KeyedNode> entries_of(const charm::YamlNode& node) {
  std::vector<KeyedNode> entries;
  for (const auto& [key, value] : node.entries()) entries.push_back({key.text(), key.line(), value});
  return entries;
}

std::optional<KeyedNode> find_entry(const charm::YamlNode& node, std::string_view key) {
  for (auto& entry : entries_of(node))
    if (entry.key == key) return std::move(entry);
  return std::nullopt;
}

std::optional<charm::YamlNode> document_of(const LintedCharm& charm, const std::string& file) {
  const auto text = charm.files.find(file);
  if (text == charm.files.end()) return std::nullopt;
  try {
    return charm::parse_yaml(text->second);
  } catch (const Error&) { // told by whoever reads the file
    return std::nullopt;
  }
}

std::vector<Finding> lint_charm(const std::filesystem::path& folder, const LintOptions& options) {
  std::vector<charm::FileFault> faults;
  LintedCharm linted{.folder = folder, .folder_name = options.folder_name, .files = {}, .charm = {}};
  linted.charm = charm::read_charm_noting(folder, faults);
  linted.files = charm::read_source_tree(folder);
  if (linted.folder_name.empty()) linted.folder_name = folder.lexically_normal().filename().string();
  Findings findings(linted);
  for (const auto& fault : faults) findings.add(Level::error, fault.file, fault.line, fault.text);
  for (const auto lint : {lint_metadata, lint_config, lint_actions, lint_files, lint_hooks, lint_handlers, lint_contracts})
    lint(linted, findings);
  const auto& tools = options.tools;
  if (!tools.shellcheck.empty()) lint_scripts(linted, tools.shellcheck, findings);
  if (!tools.puppet.empty()) lint_manifests(linted, tools, findings);
  if (!tools.ansible_playbook.empty()) lint_playbooks(linted, tools, findings);
  return std::move(findings).sorted();
}

LintTools find_lint_tools(const std::string& path) {
  return {.shellcheck = find_tool(path, "shellcheck"),
          .puppet = find_tool(path + ":/opt/puppetlabs/bin", "puppet"),
          .ansible_playbook = find_tool(path, "ansible-playbook"),
          .scratch = {}};
}

} // namespace periapt::authoring
