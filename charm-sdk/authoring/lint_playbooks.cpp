// Ansible's playbooks, by `ansible-playbook --syntax-check` where it is installed.
#include "authoring/lint_rules.h"
#include "authoring/lint_tool.h"
#include "base/file.h"

#include <regex>
#include <set>

namespace periapt::authoring {
namespace {

namespace fs = std::filesystem;

std::set<std::string> playbooks_of(const LintedCharm& linted) {
  std::set<std::string> playbooks;
  for (const auto& handler : linted.charm.handlers)
    if (handler.tool == "ansible" && linted.has_file(charm::program_file(handler))) playbooks.insert(charm::program_file(handler));
  return playbooks;
}

/// Nobody's settings but these; roles are the charm's.
std::vector<std::string> ansible_settings(const LintedCharm& linted, const fs::path& scratch) {
  const auto folder = scratch.string();
  return {"ANSIBLE_CONFIG=" + folder + "/ansible.cfg",
          "ANSIBLE_HOME=" + folder + "/home",
          "ANSIBLE_LOCAL_TEMP=" + folder + "/tmp",
          "ANSIBLE_ROLES_PATH=" + fs::absolute(linted.folder / "roles").string(),
          "ANSIBLE_NOCOLOR=1",
          "ANSIBLE_LOCALHOST_WARNING=0",
          "PYTHONDONTWRITEBYTECODE=1",
          "LC_ALL=C.UTF-8"};
}

std::string first_match(const std::string& text, const char* pattern) {
  std::smatch found;
  return std::regex_search(text, found, std::regex(pattern)) ? found[1].str() : "";
}

/// What is wrong is said after "ERROR! ", and where in a sentence of its own. Broken YAML is said in another place.
void add_complaint(const LintedCharm& linted, const std::string& playbook, const std::string& said, Findings& findings) {
  auto text = first_match(said, "Syntax Error while loading YAML\\.\\s+([^\\n]+)");
  if (text.empty()) text = first_match(said, "ERROR! ([^\\n]+)");
  if (text.empty()) return findings.info(playbook, 0, "ansible-playbook did not look at it: it failed");
  const auto file = first_match(said, "error appears to be in '([^'\\n]+)'");
  const auto place = file.empty() ? playbook : fs::path(file).lexically_relative(fs::absolute(linted.folder).lexically_normal()).string();
  const auto line = first_match(said, "error appears to be in '[^'\\n]+': line ([0-9]{1,9})");
  // a collection that is not here may be where the charm will run
  const auto level = text.find("couldn't resolve module") == std::string::npos ? Level::error : Level::warning;
  findings.add(level, place, line.empty() ? 0 : std::stoi(line), text);
}

} // namespace

void lint_playbooks(const LintedCharm& linted, const LintTools& tools, Findings& findings) {
  const auto playbooks = playbooks_of(linted);
  if (playbooks.empty()) return;
  write_file_atomically(tools.scratch / "ansible.cfg", "");
  for (const auto& playbook : playbooks) { // of several it would look at the first that is wrong
    const auto answer = ask_tool({.program = tools.ansible_playbook,
                                  .arguments = {"--syntax-check", "-i", "localhost,", fs::absolute(linted.folder / playbook).lexically_normal().string()},
                                  .cwd = tools.scratch,
                                  .environment = ansible_settings(linted, tools.scratch)});
    if (!answer) findings.info(playbook, 0, "ansible-playbook did not look at it: it did not end");
    else if (answer->code != 0) add_complaint(linted, playbook, answer->complaints + answer->output, findings);
  }
}

} // namespace periapt::authoring
