// charm.yaml's handlers: what they run is there, and nothing else wants the same event.
// Rule: contract/wrappers.md, section 1; DESIGN section 9, rule 13.
#include "authoring/lint_rules.h"

#include "base/file.h"

#include <unistd.h>

#include <algorithm>
#include <sstream>

namespace periapt::authoring {
namespace {

namespace fs = std::filesystem;
using charm::Handler;

/// `wiki` is modules/wiki/manifests/init.pp, `wiki::db::user` modules/wiki/manifests/db/user.pp.
std::string manifest_of_class(const std::string& name) {
  std::string path = "modules/";
  const auto module = name.substr(0, name.find("::"));
  path += module + "/manifests/";
  if (module == name) return path + "init.pp";
  auto rest = name.substr(module.size() + 2);
  for (auto at = rest.find("::"); at != std::string::npos; at = rest.find("::")) rest.replace(at, 2, "/");
  return path + rest + ".pp";
}

std::string file_of_recipe(const std::string& recipe) {
  const auto colons = recipe.find("::");
  const auto name = colons == std::string::npos ? "default" : recipe.substr(colons + 2);
  return "cookbooks/" + recipe.substr(0, colons) + "/recipes/" + name + ".rb";
}

/// A namespace before the bundle's name (`ns:bundle`) is said elsewhere in the policy.
bool has_bundle(const LintedCharm& linted, std::string name) {
  if (const auto colon = name.find(':'); colon != std::string::npos) name.erase(0, colon + 1);
  if (!fs::is_directory(linted.folder / "cfengine")) return false;
  for (const auto& entry : fs::directory_iterator(linted.folder / "cfengine")) {
    if (entry.path().extension() != ".cf" || !entry.is_regular_file()) continue;
    std::istringstream words(read_file(entry.path()));
    std::string one, two, three;
    for (; words >> three; one = std::exchange(two, three))
      if (one == "bundle" && two == "agent" && three.substr(0, three.find_first_of("({")) == name) return true;
  }
  return false;
}

std::vector<std::string> files_of(const Handler& handler) {
  if (const auto program = charm::program_file(handler); !program.empty()) return {program};
  if (handler.tool == "puppet") return {manifest_of_class(handler.program)};
  if (handler.tool != "chef") return {};
  std::vector<std::string> files;
  std::istringstream recipes(handler.program);
  for (std::string recipe; std::getline(recipes, recipe, ',');) files.push_back(file_of_recipe(recipe));
  return files;
}

class HandlerLinter {
public:
  HandlerLinter(const LintedCharm& linted, Findings& findings) : linted_(linted), findings_(findings) {
    const auto root = document_of(linted, charm_file);
    const auto handlers = root ? find_entry(*root, "handlers") : std::nullopt;
    if (handlers) entries_ = entries_of(handlers->node);
  }

  void lint(const Handler& handler) {
    const auto at = std::find_if(entries_.begin(), entries_.end(), [&](const auto& entry) { return entry.key == handler.event; });
    const auto line = at == entries_.end() ? 0 : at->line;
    lint_program(handler, line);
    lint_rivals(handler, line);
  }

private:
  void lint_program(const Handler& handler, int line) {
    for (const auto& program : files_of(handler))
      if (!fs::is_regular_file(linted_.folder / program))
        findings_.error(charm_file, line, "the handler for {} runs {} {}, but there is no {}", handler.event, handler.tool,
                        handler.program, program);
      else if (handler.tool == "bash" && ::access((linted_.folder / program).c_str(), X_OK) != 0)
        findings_.error(program, 0, "it is not executable, but is the handler for {}", handler.event);
    if (handler.tool == "cfengine" && !has_bundle(linted_, handler.program))
      findings_.error(charm_file, line, "the handler for {} runs bundle {}, but no file in cfengine/ has it", handler.event,
                      handler.program);
  }

  void lint_rivals(const Handler& handler, int line) {
    const auto& hooks = linted_.charm.hook_files;
    if (std::find(hooks.begin(), hooks.end(), handler.event) != hooks.end())
      findings_.warning(charm_file, line, "{0} has a handler and hooks/{0}: the hook never runs", handler.event);
    const auto action = handler.event.substr(0, handler.event.rfind("-action"));
    if (charm::action_event(action) == handler.event && linted_.has_file("actions/" + action))
      findings_.warning(charm_file, line, "{} has a handler and actions/{}: the latter never runs", handler.event, action);
    if (linted_.has_dispatch())
      findings_.warning(charm_file, line, "{} has a handler, and there is dispatch: it is not called for this event", handler.event);
  }

  const LintedCharm& linted_;
  Findings& findings_;
  std::vector<KeyedNode> entries_;
};

} // namespace

void lint_handlers(const LintedCharm& linted, Findings& findings) {
  HandlerLinter linter(linted, findings);
  for (const auto& handler : linted.charm.handlers) linter.lint(handler);
}

} // namespace periapt::authoring
