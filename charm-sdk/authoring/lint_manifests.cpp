// Puppet's manifests, by `puppet parser validate` where it is installed.
#include "authoring/lint_rules.h"
#include "authoring/lint_tool.h"
#include "charm/json_value.h"

#include <algorithm>

namespace periapt::authoring {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> manifests_of(const LintedCharm& linted) {
  std::vector<std::string> manifests;
  for (const std::string folder : {"manifests", "modules"})
    if (fs::is_directory(linted.folder / folder))
      for (const auto& entry : fs::recursive_directory_iterator(linted.folder / folder))
        if (entry.path().extension() == ".pp" && entry.is_regular_file())
          manifests.push_back(entry.path().lexically_relative(linted.folder).string());
  std::sort(manifests.begin(), manifests.end());
  return manifests;
}

} // namespace

void lint_manifests(const LintedCharm& linted, const LintTools& tools, Findings& findings) {
  const auto manifests = manifests_of(linted);
  if (manifests.empty()) return;
  const auto settings = (tools.scratch / "puppet").string();
  std::vector<std::string> arguments{"parser",    "validate", "--color=false", "--render-as", "json",
                                     "--confdir", settings,   "--vardir",      settings};
  arguments.insert(arguments.end(), manifests.begin(), manifests.end());
  const auto answer = ask_tool({.program = tools.puppet, .arguments = std::move(arguments), .cwd = linted.folder, .environment = {}});
  if (answer && answer->code == 0) return;
  try { // {"modules/wiki/manifests/init.pp": {"message": …, "line": …}}
    const auto document = charm::parse_json(answer ? answer->output : "");
    const auto* faults = std::get_if<charm::YamlMap>(&document.data);
    if (faults && !faults->empty()) {
      for (const auto& [file, fault] : *faults)
        findings.error(file, static_cast<int>(number_at(fault, "line")), "{}", text_at(fault, "message"));
      return;
    }
  } catch (const Error&) { // it has failed before it looked
  }
  findings.info("", 0, "puppet did not look at the manifests: it failed");
}

} // namespace periapt::authoring
