// Shell scripts, by shellcheck where it is installed: hooks, actions, dispatch and what handlers run.
#include "authoring/lint_rules.h"
#include "authoring/lint_tool.h"
#include "charm/json_value.h"
#include "charm/yaml_path.h"

#include <fstream>
#include <regex>
#include <set>

namespace periapt::authoring {
namespace {

namespace fs = std::filesystem;
using charm::YamlValue;

bool is_shell_script(const fs::path& path) {
  if (!fs::is_regular_file(fs::symlink_status(path))) return false; // a link's target is looked at by itself
  std::string line(100, '\0');
  std::ifstream stream(path, std::ios::binary);
  stream.read(line.data(), static_cast<std::streamsize>(line.size()));
  line.resize(static_cast<std::size_t>(stream.gcount()));
  static const std::regex pattern(R"(^#! ?(/usr)?/bin/(env +)?(ba|da)?sh[ \n])");
  return std::regex_search(line, pattern);
}

std::set<std::string> shell_scripts(const LintedCharm& linted) {
  std::set<std::string> scripts;
  const auto add = [&](const std::string& path) {
    if (is_shell_script(linted.folder / path)) scripts.insert(path);
  };
  for (const std::string folder : {"hooks", "actions"})
    if (fs::is_directory(linted.folder / folder))
      for (const auto& entry : fs::directory_iterator(linted.folder / folder))
        add(folder + "/" + entry.path().filename().string());
  add("dispatch");
  for (const auto& handler : linted.charm.handlers)
    if (handler.tool == "bash") add(handler.program);
  return scripts;
}

std::optional<std::string> run_shellcheck(const fs::path& shellcheck, const std::set<std::string>& scripts, const fs::path& folder) {
  // 109x: a sourced file that it does not find is no fault of the script.
  std::vector<std::string> arguments{"--format=json1", "--external-sources", "--source-path=.", "--exclude=SC1090,SC1091", "--"};
  arguments.insert(arguments.end(), scripts.begin(), scripts.end());
  auto answer = ask_tool({.program = shellcheck, .arguments = std::move(arguments), .cwd = folder, .environment = {}});
  if (!answer || answer->code > 1) return std::nullopt; // 1: it has found something
  return std::move(answer->output);
}

Level level_of(const std::string& word) {
  if (word == "error") return Level::error;
  return word == "warning" ? Level::warning : Level::info;
}

} // namespace

void lint_scripts(const LintedCharm& linted, const fs::path& shellcheck, Findings& findings) {
  const auto scripts = shell_scripts(linted);
  if (scripts.empty()) return;
  const auto said = run_shellcheck(shellcheck, scripts, linted.folder);
  if (!said || said->empty()) return findings.info("", 0, "shellcheck did not look at the scripts: it failed");
  const auto document = charm::parse_json(*said);
  const auto* comments = charm::find_key(document, "comments");
  const auto* list = comments ? std::get_if<charm::YamlList>(&comments->data) : nullptr;
  if (!list) return findings.info("", 0, "shellcheck did not look at the scripts: it said nothing");
  for (const auto& comment : *list)
    findings.add(level_of(text_at(comment, "level")), text_at(comment, "file"), static_cast<int>(number_at(comment, "line")),
                 fmt::format("{} (SC{})", text_at(comment, "message"), number_at(comment, "code")));
}

} // namespace periapt::authoring
