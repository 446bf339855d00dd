// Ansible, by `ansible-playbook` on this one host. A template in a variable runs when the variable is used, so every
// string of the model is marked as unsafe, which means: no template. Results come from a callback of our own.
// Rule: contract/wrappers.md, section 5.4.
#include "adapters/json.h"
#include "adapters/shipped_files.h"
#include "adapters/tool_table.h"
#include "base/file.h"

#include <algorithm>

namespace periapt::adapters {
namespace {

namespace fs = std::filesystem;

YamlValue wrapped(const YamlValue& value) {
  if (const auto* text = std::get_if<std::string>(&value.data)) return YamlMap{{"__ansible_unsafe", *text}};
  if (const auto* list = std::get_if<YamlList>(&value.data)) {
    YamlList items;
    for (const auto& item : *list) items.push_back(wrapped(item));
    return items;
  }
  const auto* map = std::get_if<YamlMap>(&value.data);
  if (!map) return value;
  YamlMap items;
  for (const auto& [key, item] : *map) items.emplace_back(key, wrapped(item));
  return items;
}

/// Group names are identifiers.
std::string group_name(std::string application) {
  std::replace_if(application.begin(), application.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
  return application;
}

class Ansible final : public Adapter {
public:
  Needs needs() const override { return {.programs = {"ansible-playbook"}, .package = "ansible-core"}; }

  std::vector<Invocation> prepare(const Task& task, const fs::path& tool) override {
    const auto& run = task.run;
    auto model = task.model;
    model.emplace_back("run", run.string());
    write_private(run / "vars.json", charm::write_json(YamlMap{{"periapt", wrapped(model)}}));
    write_private(run / "ansible.cfg", "[defaults]\n");
    const auto group = group_name(text_at(value_at(YamlValue(task.model), "unit"), "application"));
    write_private(run / "inventory", "localhost ansible_connection=local ansible_python_interpreter=auto_silent\n\n[" +
                                         group + "]\nlocalhost\n");
    make_folders(run / "callbacks", 0700);
    write_private(run / "callbacks/periapt.py", periapt_py());
    return {{tool, arguments_of(task), environment_of(task)}};
  }

  bool takes_line(Stream stream, std::string_view line) override {
    constexpr std::string_view error = "ERROR! ";
    constexpr std::string_view place = "The error appears to be in '";
    if (stream == Stream::out || !place_.empty() || line.empty()) return true;
    if (line.starts_with(place)) place_ = line.substr(place.size()); // follows the error itself
    else if (line.starts_with(error)) error_ = line.substr(error.size());
    else if (!error_.empty()) error_ = line.substr(std::min(line.find_first_not_of(' '), line.size()));
    return true;
  }

  HandlerOutcome read(const Task& task, const ExitStatus& exit, bool) override {
    HandlerOutcome outcome{.tool = "ansible"};
    bool any_host = false;
    for (const auto& line : json_lines(read_file_if_exists(task.run / "tasks.jsonl").value_or(""))) {
      if (text_at(line, "state") != "stats") {
        add_promise(outcome, promise_of(line, task));
        continue;
      }
      outcome.tool = "ansible " + text_at(line, "version");
      any_host |= !map_at(line, "hosts").empty();
    }
    if (exit.success() && any_host && outcome.counts.not_kept == 0) return outcome;
    outcome.result = HandlerResult::failed;
    if (outcome.reason.empty()) outcome.reason = reason_of(exit, task);
    return outcome;
  }

private:
  static std::vector<std::string> arguments_of(const Task& task) {
    std::vector<std::string> arguments{"-i", (task.run / "inventory").string(), "-e", "@" + (task.run / "vars.json").string()};
    for (const auto& tag : task.handler.tags) arguments.insert(arguments.end(), {"--tags", tag});
    if (task.preview) arguments.insert(arguments.end(), {"--check", "--diff"});
    arguments.push_back(task.program_file().string());
    return arguments;
  }

  static std::vector<std::string> environment_of(const Task& task) {
    const auto run = task.run.string(), charm = task.charm.string();
    return {"ANSIBLE_CONFIG=" + run + "/ansible.cfg",
            "ANSIBLE_HOME=" + (task.state / "home").string(),
            "ANSIBLE_LOCAL_TEMP=" + run + "/tmp",
            "ANSIBLE_REMOTE_TEMP=" + run + "/rtmp",
            "ANSIBLE_STDOUT_CALLBACK=periapt",
            "ANSIBLE_CALLBACK_PLUGINS=" + run + "/callbacks",
            "PERIAPT_OUTCOME=" + run + "/tasks.jsonl",
            "ANSIBLE_ROLES_PATH=" + charm + "/roles",
            "ANSIBLE_NOCOLOR=1",
            "ANSIBLE_RETRY_FILES_ENABLED=0",
            "ANSIBLE_LOCALHOST_WARNING=0",
            "PYTHONDONTWRITEBYTECODE=1"};
  }

  static std::string in_charm(std::string path, const Task& task) {
    const auto folder = task.charm.string() + "/";
    return path.starts_with(folder) ? path.substr(folder.size()) : path;
  }

  static PromiseOutcome promise_of(const YamlValue& line, const Task& task) {
    PromiseOutcome promise{.id = text_at(line, "task"), .at = in_charm(text_at(line, "at"), task)};
    promise.what = text_at(line, "action");
    promise.secret = flag_at(line, "hidden");
    const auto state = text_at(line, "state");
    if (state == "changed") promise.outcome = task.preview ? PromiseState::would_change : PromiseState::changed;
    else if (state == "skipped") promise.outcome = PromiseState::skipped;
    else if (state == "unreachable" || (state == "failed" && !flag_at(line, "ignored"))) promise.outcome = PromiseState::not_kept;
    else if (state == "failed") promise.outcome = PromiseState::skipped; // and ignored
    if (state == "failed" || state == "unreachable")
      promise.reason = promise.secret ? "its output is secret (no_log)" : text_at(line, "message");
    for (const auto& diff : list_at(line, "diff")) {
      if (!promise.was) promise.was = scalar_text(value_at(diff, "before"));
      if (!promise.want) promise.want = scalar_text(value_at(diff, "after"));
    }
    forgive_run_files(task, text_at(line, "path"), promise);
    return promise;
  }

  std::string reason_of(const ExitStatus& exit, const Task& task) const {
    if (exit.success()) return "no play matched this unit";
    auto text = error_.empty() ? describe(exit) : error_;
    const auto quote = place_.find('\'');
    if (quote == std::string::npos) return text;
    const auto line = place_.find("line ");
    const auto number = line == std::string::npos ? "" : place_.substr(line + 5, place_.find(',', line) - line - 5);
    return fmt::format("{}:{}: {}", in_charm(place_.substr(0, quote), task), number, text);
  }

  std::string error_;
  std::string place_;
};

} // namespace

std::unique_ptr<Adapter> make_ansible() { return std::make_unique<Ansible>(); }

} // namespace periapt::adapters
