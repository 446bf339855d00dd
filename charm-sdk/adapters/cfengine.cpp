// CFEngine, by `cf-agent` on a generated policy. The model is a data container read from a file, never augments and
// never copied through a string, where $(…) has a meaning. The exit code says nothing of promises: the verbose lines
// do. Rule: contract/wrappers.md, section 5.3.
#include "adapters/json.h"
#include "adapters/shipped_files.h"
#include "adapters/tool_table.h"
#include "base/file.h"

#include <algorithm>
#include <array>

namespace periapt::adapters {
namespace {

namespace fs = std::filesystem;

/// In double quotes.
std::string cf_text(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + "\"";
}

std::string canonified(std::string text) {
  std::replace_if(text.begin(), text.end(), [](unsigned char c) { return !std::isalnum(c) && c != '_'; }, '_');
  return text;
}

std::vector<fs::path> policies_of(const fs::path& charm) {
  std::vector<fs::path> files;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(charm / "cfengine", none))
    if (entry.path().extension() == ".cf") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

std::string policy_of(const Task& task) {
  const YamlValue model(task.model);
  std::string inputs = cf_text((task.run / "periapt.cf").string());
  for (const auto& file : policies_of(task.charm)) inputs += ", " + cf_text(file.string());
  std::string policy = fmt::format("body common control\n{{\n  inputs         => {{ {} }};\n"
                                   "  bundlesequence => {{ \"periapt\", \"periapt_secrets\", {}, \"periapt_outcome\" }};\n}}\n",
                                   inputs, cf_text(task.handler.program));
  policy += fmt::format("bundle common periapt\n{{\n  vars:\n    \"run\"          string => {};\n"
                        "    \"classes_file\" string => {};\n    \"publish_file\" string => {};\n"
                        "    \"model\"        data => readjson({}, \"16M\");\n",
                        cf_text(task.run.string()), cf_text((task.run / "classes.json").string()),
                        cf_text((task.run / "publish.json").string()), cf_text((task.run / "cfengine.json").string()));
  for (const auto* part : {"event", "unit", "config", "relations", "remote"})
    policy += fmt::format("    \"{}\" data => mergedata(\"model[{}]\");\n", part, part);
  policy += fmt::format("  classes:\n    \"event_{}\" expression => \"any\";\n",
                        canonified(text_at(value_at(model, "event"), "name")));
  if (flag_at(value_at(model, "unit"), "leader")) policy += "    \"is_leader\" expression => \"any\";\n";
  policy += "}\nbundle common periapt_secrets\n{\n  vars:\n";
  policy += fmt::format("    \"all\" data => readjson({}, \"16M\");\n", cf_text((task.run / "secrets.json").string()));
  for (const auto& [name, content] : map_at(model, "secrets"))
    policy += fmt::format("    \"{}\" data => mergedata(\"all[{}]\");\n", canonified(name), name);
  return policy + "}\n";
}

/// "promise_wiki_cf_24" -> "wiki.cf:24", as far as such a name tells.
std::string place_of(const std::string& handle) {
  constexpr std::string_view prefix = "promise_";
  const auto line = handle.rfind('_');
  if (!handle.starts_with(prefix) || line <= prefix.size()) return "";
  auto file = handle.substr(prefix.size(), line - prefix.size());
  if (file.ends_with("_cf")) file.replace(file.size() - 3, 3, ".cf");
  return file + ":" + handle.substr(line + 1);
}

/// What stands between the first two quotes after `label`.
std::string quoted_after(std::string_view line, std::string_view label) {
  const auto at = line.find(label);
  const auto begin = at == std::string_view::npos ? at : line.find('\'', at + label.size() - 1);
  const auto end = begin == std::string_view::npos ? begin : line.rfind('\'');
  return end == std::string_view::npos || end <= begin ? "" : std::string(line.substr(begin + 1, end - begin - 1));
}

constexpr std::size_t longest_promiser = 40;
constexpr std::array<std::string_view, 6> message_kinds{"error: ", "warning: ", "notice: ", "info: ", "R: ", "Q: "};

class Cfengine final : public Adapter {
public:
  Needs needs() const override {
    return {.programs = {"cf-agent"}, .package = "cfengine3", .folders = {"/usr/sbin", "/var/cfengine/bin"}};
  }

  std::vector<Invocation> prepare(const Task& task, const fs::path& tool) override {
    preview_ = task.preview;
    const YamlValue model(task.model);
    write_private(task.run / "cfengine.json", charm::write_json(without(task.model, "secrets")));
    write_private(task.run / "secrets.json", charm::write_json(map_at(model, "secrets")));
    write_private(task.run / "periapt.cf", periapt_cf());
    const auto policy = task.run / "promises.cf";
    write_private(policy, policy_of(task));
    const auto work = task.state / "work";
    const auto checker = tool.parent_path() / "cf-promises";
    make_folders(work / "bin", 0700);
    make_folders(work, 0700);
    fs::remove(work / "bin/cf-promises");
    fs::create_symlink(checker, work / "bin/cf-promises");
    // A policy that is wrong makes cf-agent run its failsafe policy, which looks for a policy server. Only the full check
    // finds that a bundle is missing.
    Invocation check{checker, {"-w", work.string(), "--full-check", "-f", policy.string()}};
    Invocation run{tool, {"-w", work.string(), "-K", "-v", "-f", policy.string()}};
    if (task.preview) run.arguments.emplace_back("-n");
    return {check, run};
  }

  bool takes_line(Stream, std::string_view line) override {
    const auto begin = line.find_first_not_of(' ');
    const auto text = begin == std::string_view::npos ? line : line.substr(begin);
    constexpr std::string_view verbose = "verbose: ";
    if (text.starts_with(verbose)) {
      auto said = text.substr(verbose.size());
      said.remove_prefix(std::min(said.find_first_not_of(' '), said.size()));
      take_verbose(std::string(said));
      shown_ = false;
    } else if (is_message(text)) {
      shown_ = true;
      complete_id(text);
    }
    constexpr std::string_view error = "error: ";
    if (first_error_.empty() && text.find(": error: ") != std::string_view::npos) first_error_ = text; // of cf-promises
    if (text.starts_with(error)) {
      if (first_error_.empty()) first_error_ = text.substr(error.size());
      promise_.reason = text.substr(error.size());
    }
    return shown_; // other lines go on with the message before them
  }

  HandlerOutcome read(const Task& task, const ExitStatus& exit, bool checked) override {
    HandlerOutcome outcome{.tool = version_.empty() ? "cfengine" : "cfengine " + version_};
    for (auto& promise : promises_) {
      forgive_run_files(task, promise.id, promise);
      add_promise(outcome, std::move(promise));
    }
    add_named(task, outcome);
    if (exit.success() && checked && outcome.counts.not_kept == 0) return outcome;
    outcome.result = HandlerResult::failed;
    if (outcome.reason.empty()) outcome.reason = first_error_.empty() ? describe(exit) : first_error_;
    for (const auto& folder : {task.charm, task.run})
      if (const auto at = outcome.reason.find(folder.string() + "/"); at != std::string::npos)
        outcome.reason.erase(at, folder.string().size() + 1);
    return outcome;
  }

private:
  static bool is_message(std::string_view text) {
    return std::any_of(message_kinds.begin(), message_kinds.end(), [&](auto kind) { return text.starts_with(kind); });
  }

  void take_verbose(const std::string& said) {
    constexpr std::string_view core = "CFEngine Core ";
    if (version_.empty() && said.starts_with(core)) version_ = said.substr(core.size());
    if (said.starts_with("P: BEGIN promise")) {
      promise_ = {.id = "", .at = place_of(first_quoted(said))};
      const auto type = said.find("of type \"");
      if (type != std::string::npos) promise_.what = said.substr(type + 9, said.find('"', type + 9) - type - 9);
      state_.reset();
    } else if (said.find("Promiser/affected object:") != std::string::npos) {
      promise_.id = promise_.what + " " + quoted_after(said, "object:");
    } else if (said.find("Part of bundle: periapt_outcome") != std::string::npos) {
      promise_.id.clear(); // ours
    } else if (said == "A: Promise was KEPT") note(PromiseState::kept);
    else if (said == "A: Promise REPAIRED") note(PromiseState::changed);
    else if (said == "A: Promise NOT KEPT!") note(preview_ ? PromiseState::would_change : PromiseState::not_kept);
    else if (said.starts_with("P: END")) finish();
  }

  static std::string first_quoted(const std::string& text) {
    const auto begin = text.find('\'');
    const auto end = text.find('\'', begin + 1);
    return end == std::string::npos ? "" : text.substr(begin + 1, end - begin - 1);
  }

  /// The verbose form cuts a promiser at 40 bytes; the messages about it have it whole, in quotes.
  void complete_id(std::string_view text) {
    const auto cut = promise_.id.find(' ') + 1;
    if (promise_.id.size() != cut + longest_promiser) return;
    const auto begin = text.find("'" + promise_.id.substr(cut));
    const auto end = begin == std::string_view::npos ? begin : text.find('\'', begin + 1);
    if (end != std::string_view::npos) promise_.id.replace(cut, std::string::npos, text.substr(begin + 1, end - begin - 1));
  }

  /// Not kept over repaired over kept.
  void note(PromiseState state) {
    const auto weight = [](PromiseState one) { return one == PromiseState::kept ? 0 : one == PromiseState::changed ? 1 : 2; };
    if (!state_ || weight(state) > weight(*state_)) state_ = state;
  }

  void finish() {
    if (state_ && !promise_.id.empty()) {
      promise_.outcome = *state_;
      if (promise_.outcome != PromiseState::not_kept) promise_.reason.clear();
      promises_.push_back(promise_);
    }
    promise_ = {};
    state_.reset();
  }

  /// The names that authors gave: listed beside, not counted again.
  static void add_named(const Task& task, HandlerOutcome& outcome) {
    const auto text = read_file_if_exists(task.run / "classes.json");
    if (!text) return;
    const auto classes = charm::parse_json(*text);
    std::map<std::string, PromiseState> named;
    for (const auto& [word, state] : {std::pair("kept", PromiseState::kept), {"repaired", PromiseState::changed}, {"failed", PromiseState::not_kept}})
      for (const auto& item : list_at(classes, word))
        if (const auto name = scalar_text(item)) {
          const auto suffix = std::string("_") + word;
          named[name->substr(3, name->size() - 3 - suffix.size())] = state;
        }
    for (const auto& [name, state] : named) outcome.promises.push_back({.id = name, .at = "", .outcome = state, .what = "named", .was = {}, .want = {}, .secret = false, .reason = ""});
  }

  bool preview_ = false;
  bool shown_ = true; // the last message
  std::string version_;
  std::string first_error_;
  PromiseOutcome promise_; // that is being told of
  std::optional<PromiseState> state_;
  std::vector<PromiseOutcome> promises_;
};

} // namespace

std::unique_ptr<Adapter> make_cfengine() { return std::make_unique<Cfengine>(); }

} // namespace periapt::adapters
