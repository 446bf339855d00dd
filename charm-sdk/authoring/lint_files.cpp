// Which files there are: what people look for in a charm, and hooks. Rule: contract/charm-format.md, section 12.
#include "authoring/lint_rules.h"

#include "base/file.h"

#include <unistd.h>

#include <algorithm>
#include <array>

namespace periapt::authoring {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_script = 4 << 20;
constexpr const char* metadata_address = "169.254.169.254";

bool is_hook(const LintedCharm& linted, const std::string& name) {
  const auto names = charm::hook_names(linted.charm);
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// `db-relation-changed` of a charm without an endpoint "db": a typing error that nothing else would tell.
bool looks_like_hook(const std::string& name) {
  return name.find("-relation-") != std::string::npos || name.find("-storage-") != std::string::npos ||
         name.find("-pebble-") != std::string::npos;
}

void lint_hook_file(const LintedCharm& linted, const std::string& name, Findings& findings) {
  const auto path = linted.folder / "hooks" / name;
  if (!is_hook(linted, name)) {
    if (looks_like_hook(name)) findings.warning("hooks/" + name, 0, "the charm has no such hook: it never runs");
    return;
  }
  if (!fs::exists(path)) return findings.error("hooks/" + name, 0, "it is a link to nothing");
  if (::access(path.c_str(), X_OK) != 0) findings.info("hooks/" + name, 0, "it is not executable");
  if (!fs::is_regular_file(path) || fs::file_size(path) > largest_script) return;
  if (read_file(path).find(metadata_address) != std::string::npos)
    findings.warning("hooks/" + name, 0, "it asks the cloud's metadata service ({}) directly", metadata_address);
}

/// Whether the charm runs something at an event of this relation.
bool has_hooks(const LintedCharm& linted, const Endpoint& endpoint) {
  const auto& charm = linted.charm;
  const auto is_of_it = [&](const std::string& event) { return event.starts_with(endpoint.name + "-"); };
  return std::any_of(charm.hook_files.begin(), charm.hook_files.end(), is_of_it) ||
         std::any_of(charm.handled_events.begin(), charm.handled_events.end(), is_of_it);
}

} // namespace

void lint_files(const LintedCharm& linted, Findings& findings) {
  const auto any_of = [&](std::initializer_list<const char*> names) {
    return std::any_of(names.begin(), names.end(), [&](const char* name) { return linted.has_file(name); });
  };
  if (!any_of({"copyright", "LICENSE", "LICENSE.txt", "LICENCE"})) findings.warning("copyright", 0, "there is none");
  if (!any_of({"README.md", "README", "README.rst", "README.txt", "README.ex"}))
    findings.warning("README.md", 0, "there is none");
  if (linted.has_file("README.ex")) findings.warning("README.ex", 0, "it is a template's README");
  if (!linted.has_file("icon.svg")) findings.info("icon.svg", 0, "there is none");
  if (linted.files.contains("layer.yaml") && !document_of(linted, "layer.yaml"))
    findings.warning("layer.yaml", 0, "it cannot be read");
}

void lint_hooks(const LintedCharm& linted, Findings& findings) {
  const auto& charm = linted.charm;
  for (const auto& name : charm.hook_files) lint_hook_file(linted, name, findings);
  if (linted.has_file("dispatch") && ::access((linted.folder / "dispatch").c_str(), X_OK) != 0)
    findings.error("dispatch", 0, "it is not executable: no hook would run");
  if (linted.has_dispatch()) return; // it may be for any event
  if (!linted.has_file("hooks") && charm.handlers.empty())
    return findings.info("hooks", 0, "there are none, no dispatch and no handlers: the charm does nothing");
  for (const auto* wanted : {"install", "start", "stop"}) // a run of a handler's tool has its price, and may be left out
    if (charm.handlers.empty() && !charm::has_program(charm, wanted))
      findings.info("hooks", 0, "there is no program for {}", wanted);
  if (!charm.config.empty() && !charm::has_program(charm, "config-changed"))
    findings.info("hooks", 0, "there is no program for config-changed, but there are options");
  if (charm.subordinate) return;
  for (const auto& endpoint : charm.endpoints)
    if (!has_hooks(linted, endpoint)) findings.info("hooks", 0, "relation \"{}\" has no hooks", endpoint.name);
}

} // namespace periapt::authoring
