// Chef Infra or Cinc, by chef-solo. Attributes have no meaning of their own; what a run did comes from a report
// handler of ours. Its licence is never accepted for the user. Rule: contract/wrappers.md, section 5.5.
#include "adapters/hook_tools.h"
#include "adapters/json.h"
#include "adapters/shipped_files.h"
#include "adapters/tool_table.h"
#include "base/file.h"

#include <algorithm>

namespace periapt::adapters {
namespace {

namespace fs = std::filesystem;

constexpr int upgraded_itself = 213;

/// In single quotes, as Ruby reads them.
std::string ruby_text(const std::string& text) {
  std::string result = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return result + "'";
}

std::string solo_rb(const Task& task) {
  auto name = text_at(value_at(YamlValue(task.model), "unit"), "name");
  std::replace(name.begin(), name.end(), '/', '-');
  const auto setting = [](const char* key, const fs::path& path) {
    return fmt::format("{} {}\n", key, ruby_text(path.string()));
  };
  return fmt::format("cookbook_path [{}]\n", ruby_text((task.charm / "cookbooks").string())) +
         setting("file_cache_path", task.state / "cache") + setting("file_backup_path", task.state / "backup") +
         setting("node_path", task.state / "nodes") + setting("lockfile", task.state / "run.lock") +
         fmt::format("node_name {}\nminimal_ohai true\nlog_level :warn\n", ruby_text(name)) +
         setting("require", task.run / "periapt_handler.rb") +
         "outcome = PeriaptOutcome.instance\n"
         "report_handlers << outcome unless report_handlers.include?(outcome)\n"
         "exception_handlers << outcome unless exception_handlers.include?(outcome)\n";
}

std::string run_list(const std::string& recipes) {
  std::string list;
  for (std::size_t begin = 0; begin < recipes.size();) {
    const auto end = std::min(recipes.find(',', begin), recipes.size());
    list += fmt::format("{}recipe[{}]", list.empty() ? "" : ",", recipes.substr(begin, end - begin));
    begin = end + 1;
  }
  return list;
}

class Chef final : public Adapter {
public:
  Needs needs() const override {
    return {.programs = {"cinc-solo", "chef-solo"}, .package = "cinc or chef", .folders = {"/opt/cinc/bin", "/opt/chef/bin"}};
  }

  std::vector<Invocation> prepare(const Task& task, const fs::path& tool) override {
    const auto& run = task.run;
    cinc_ = tool.filename() == "cinc-solo";
    auto model = task.model;
    model.emplace_back("run", run.string());
    write_private(run / "node.json", charm::write_json(YamlMap{{"periapt", std::move(model)}}));
    write_private(run / "periapt_handler.rb", periapt_handler_rb());
    write_private(run / "solo.rb", solo_rb(task));
    // -o: with it the node, secrets and all, is not saved
    Invocation invocation{tool,
                          {"-c", (run / "solo.rb").string(), "-j", (run / "node.json").string(), "-o",
                           run_list(task.handler.program), "--run-lock-timeout", "60", "--no-color"},
                          {"PERIAPT_OUTCOME=" + (run / "chef.json").string(), "HOME=" + task.state.string()}};
    if (task.preview) invocation.arguments.emplace_back("--why-run");
    return {std::move(invocation)};
  }

  bool runs_again(const ExitStatus& exit) const override { return !exit.signal && exit.code == upgraded_itself; }

  bool takes_line(Stream, std::string_view line) override {
    if (const auto at = line.find("FATAL: "); at != std::string_view::npos) last_fatal_ = line.substr(at + 7);
    return true;
  }

  HandlerOutcome read(const Task& task, const ExitStatus& exit, bool) override {
    HandlerOutcome outcome{.tool = cinc_ ? "cinc" : "chef"};
    const auto text = read_file_if_exists(task.run / "chef.json");
    const auto report = text ? charm::parse_json(*text) : YamlValue();
    if (text) read_report(report, task, outcome);
    const bool reboots = exit.code == 35 || exit.code == 37;
    if (reboots && !exit.signal) HookTools(task.environment).ask("juju-reboot", {});
    if (exit.success() || (reboots && !exit.signal)) return outcome;
    outcome.result = HandlerResult::failed;
    outcome.reason = reason_of(report, exit);
    return outcome;
  }

private:
  static void read_report(const YamlValue& report, const Task& task, HandlerOutcome& outcome) {
    outcome.tool += " " + text_at(report, "version");
    const auto updated = list_at(report, "updated");
    for (const auto& resource : updated) {
      PromiseOutcome promise{.id = text_at(resource, "id"), .at = place_in_charm(text_at(resource, "at"), task)};
      promise.outcome = task.preview ? PromiseState::would_change : PromiseState::changed;
      promise.what = text_at(resource, "action");
      promise.secret = flag_at(resource, "secret");
      forgive_run_files(task, promise.id, promise);
      add_promise(outcome, std::move(promise));
    }
    outcome.counts.kept = number_at(report, "total") - static_cast<std::int64_t>(updated.size());
  }

  /// "/…/cookbooks/wiki/recipes/db.rb:3:in `from_file'"
  static std::string place_in_charm(std::string at, const Task& task) {
    if (const auto rest = at.find(":in "); rest != std::string::npos) at.erase(rest);
    for (const auto& folder : {task.charm / "cookbooks", task.state / "cache/cookbooks"})
      if (at.starts_with(folder.string())) return "cookbooks" + at.substr(folder.string().size());
    return at;
  }

  std::string reason_of(const YamlValue& report, const ExitStatus& exit) const {
    if (exit.code == 172)
      return "Chef's licence was not accepted: run chef-solo once with --chef-license accept, or use Cinc";
    if (const auto exception = text_at(report, "exception"); !exception.empty()) return exception;
    return last_fatal_.empty() ? describe(exit) : last_fatal_;
  }

  bool cinc_ = false;
  std::string last_fatal_;
};

} // namespace

std::unique_ptr<Adapter> make_chef() { return std::make_unique<Chef>(); }

} // namespace periapt::adapters
