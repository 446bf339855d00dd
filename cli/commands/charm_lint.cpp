#include "cli/commands/charm_lint.h"

#include "authoring/lint.h"
#include "authoring/lint_bundle.h"
#include "base/file.h"
#include "charm/archive.h"
#include "cli/bundle_files.h"
#include "cli/formatters/output.h"
#include "cli/layered_charm.h"
#include "cli/outcome.h"
#include "cli/scratch_folder.h"
#include "cli/session.h"

#include <fmt/format.h>

#include <algorithm>

namespace periapt::cli {

namespace {

namespace fs = std::filesystem;
using authoring::Finding;
using authoring::Level;

void declare_charm_lint(OptionSet& options) {
  declare_format(options, "text, json or yaml", "text");
  options.flag("no-shellcheck", "do not look into shell scripts")
      .flag("no-tools", "ask no other program: shellcheck, puppet, ansible-playbook")
      .value("overlay", "FILE", "bundles: what to change in it; may repeat");
}

bool names_bundle(const fs::path& path) {
  if (is_directory(path)) return exists(path / "bundle.yaml") && !exists(path / "metadata.yaml") && !exists(path / "charmcraft.yaml");
  return path.extension() == ".yaml" && is_regular_file(path);
}

/// A folder as it is; an archive unpacked, and a source of layers built, below `scratch`.
fs::path folder_to_lint(Session& session, const fs::path& path, const fs::path& scratch) {
  if (!is_regular_file(path)) return built_if_layered(session, path, scratch);
  charm::unpack_charm(path, scratch / "unpacked");
  return scratch / "unpacked";
}

/// The charm that a bundle names by its path; as it will be, where it is built of layers.
charm::Charm charm_at(Session& session, const fs::path& path, const fs::path& scratch) {
  if (is_regular_file(path)) return charm::read_charm_archive(path);
  return charm::read_charm(built_if_layered(session, path, make_unique_folder(scratch / "charm-")));
}

std::vector<Finding> lint_bundle_at(Session& session, const fs::path& path) {
  const ScratchFolder scratch;
  const auto file = is_directory(path) ? path / "bundle.yaml" : path;
  authoring::LintedBundle bundle{.name = file.filename().string(), .base = bundle_file(file), .overlays = {}};
  for (const auto& overlay : session.arguments.all("overlay"))
    bundle.overlays.push_back(bundle_file(session.surroundings.working_directory / overlay));
  return lint_bundle(bundle, [&](const fs::path& charm) { return charm_at(session, charm, scratch.path()); });
}

authoring::LintTools tools_of(Session& session, const fs::path& scratch) {
  if (session.arguments.flag("no-tools")) return {};
  auto tools = authoring::find_lint_tools(session.variable("PATH").value_or(""));
  if (session.arguments.flag("no-shellcheck")) tools.shellcheck.clear();
  tools.scratch = scratch;
  return tools;
}

std::vector<Finding> lint_path(Session& session, const fs::path& path) {
  if (names_bundle(path)) return lint_bundle_at(session, path);
  if (session.arguments.given("overlay")) throw Error(ErrorKind::invalid, "a charm has no overlays: --overlay is for bundles");
  const ScratchFolder scratch;
  authoring::LintOptions options;
  if (is_directory(path)) options.folder_name = fs::canonical(path).filename().string();
  options.tools = tools_of(session, scratch.path());
  try {
    const auto folder = folder_to_lint(session, path, scratch.path());
    if (options.folder_name.empty()) options.folder_name = path.stem().string();
    return authoring::lint_charm(folder, options);
  } catch (const Error& error) { // there is no charm to look at
    return {{Level::error, "", 0, fmt::format("FATAL: {}", error.what())}};
  }
}

std::size_t findings_of_level(const std::vector<Finding>& findings, Level level) {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(), [&](const Finding& one) { return one.level == level; }));
}

/// "1 error", "2 errors"
std::string counted(const std::vector<Finding>& findings, Level level, const char* word) {
  const auto count = findings_of_level(findings, level);
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

Map lint_document(const std::vector<Finding>& findings) {
  List list;
  for (const auto& finding : findings) {
    Record record;
    record.add("level", word_of(finding.level)).add_if("file", finding.file).add_if("line", finding.line);
    list.push_back(record.add("message", finding.text).value());
  }
  Map document{{"findings", std::move(list)}};
  for (const auto& [name, level] : {std::pair("errors", Level::error), {"warnings", Level::warning}, {"infos", Level::info}})
    document.emplace_back(name, static_cast<std::int64_t>(findings_of_level(findings, level)));
  return document;
}

void run_charm_lint(Session& session) {
  const auto& words = session.arguments.positional();
  refuse_surplus(words, 1);
  check_format(session.format(), {"text", "json", "yaml"});
  const auto findings = lint_path(session, session.surroundings.working_directory / (words.empty() ? "." : words.front()));
  if (session.format() == "text") {
    std::string text;
    for (const auto& finding : findings) text += text_of(finding) + "\n";
    session.print(text);
    session.console.info(fmt::format("{}, {}, {}", counted(findings, Level::error, "error"),
                                     counted(findings, Level::warning, "warning"), counted(findings, Level::info, "remark")));
  } else {
    session.print(render(lint_document(findings), session.format()));
  }
  if (const auto status = authoring::exit_status_of(findings)) throw AlreadyReported{status};
}

} // namespace

Command charm_lint_command() {
  return {.name = "charm lint",
          .aliases = {},
          .arguments = "[<charm or bundle>]",
          .purpose = "Looks for what is wrong with a charm or a bundle.",
          .details =
              R"(Nothing of the charm runs, but for plugins in Python beside a playbook, which Ansible loads to check it. One
finding a line: E an error, W a warning, I a remark, then its place. Errors are what adding the charm would be
refused for, and what the rules of "charm proof" call so. Beyond those rules:

  * interface contracts that the charm brings, and the versions that charm.yaml says it speaks
  * named events that no contract has: a program for one would never run
  * handlers whose class, recipe, bundle, playbook or script is not there
  * an event that has a handler and a hook, or dispatch: only one of them runs
  * shell scripts, Puppet's manifests and Ansible's playbooks, by shellcheck, "puppet parser validate" and
    "ansible-playbook --syntax-check", where these are installed

A charm of layers is built first, and what is built is looked at.

Of a bundle, ./bundle.yaml or a folder with one, and of the overlays given, it says what deploying them would refuse,
and which options, endpoints or units they want that the charms at the paths they name do not have.

Exit status: 0 when there is nothing, or remarks only; 100 with a warning; 200 with an error.)",
          .examples = "{program} charm lint\n{program} charm lint ./charms/mariadb --format json\n"
                      "{program} charm lint ./bundle.yaml --overlay ./ours.yaml",
          .see_also = {"charm init", "charm pack", "deploy"},
          .declare = declare_charm_lint,
          .run = run_charm_lint};
}

} // namespace periapt::cli
