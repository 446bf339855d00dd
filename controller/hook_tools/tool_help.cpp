#include "hook_tools/tool_help.h"

#include "core/error.h"

#include <algorithm>

namespace periapt::hook_tools {
namespace {

[[noreturn]] void no_hook() { throw Error(ErrorKind::unavailable, "no hook runs"); }

/// Help shows what a hook would have set (`-r  (= db:4)`), so a tool asks even then: here there is nothing.
class OutsideOfHooks final : public HookContext {
public:
  void prepare(const ControllerCall&, std::function<void()>) override { no_hook(); }
  const UnitName& unit() const override { no_hook(); }
  std::optional<std::int64_t> hook_relation() const override { return {}; }
  std::optional<std::string> hook_remote_unit() const override { return {}; }
  std::optional<std::string> hook_remote_application() const override { return {}; }
  bool is_action() const override { return false; }
  HookDescription description() const override { no_hook(); }
  charm::YamlMap action_parameters() const override { no_hook(); }
  void set_action_result(const std::vector<std::string>&, const std::string&) override { no_hook(); }
  void fail_action(const std::string&) override { no_hook(); }
  void log_action(const std::string&) override { no_hook(); }
  std::vector<RelationView> relations() const override { return {}; }
  Bag unit_settings(std::int64_t, const std::string&) override { no_hook(); }
  Bag application_settings(std::int64_t, const std::string&) override { no_hook(); }
  void write_settings(std::int64_t, bool, const BagChanges&) override { no_hook(); }
  std::optional<std::string> hook_storage() const override { return {}; }
  std::vector<StorageView> storage() const override { return {}; }
  void add_storage(const std::vector<StorageAddition>&) override { no_hook(); }
  std::string resource_path(const std::string&) override { no_hook(); }
  std::map<std::string, std::optional<ConfigValue>> config() override { no_hook(); }
  Bag charm_state() override { no_hook(); }
  void write_charm_state(const BagChanges&) override { no_hook(); }
  bool is_leader() override { no_hook(); }
  Bag leader_settings() override { no_hook(); }
  void write_leader_settings(const BagChanges&) override { no_hook(); }
  void set_unit_status(WorkloadStatus, const std::string&) override { no_hook(); }
  void set_application_status(WorkloadStatus, const std::string&) override { no_hook(); }
  StatusRecord unit_status() override { no_hook(); }
  wire::ApplicationStatusAnswer application_status() override { no_hook(); }
  void set_workload_version(const std::string&) override { no_hook(); }
  wire::GoalState goal_state() override { no_hook(); }
  wire::CloudSpec cloud_spec() override { no_hook(); }
  void reboot(bool) override { no_hook(); }
  SecretsContext& secrets() override { no_hook(); }
  void report_outcome(const HandlerOutcome&) override { no_hook(); }
  bool is_preview() const override { return false; }
  void note_unwritten(const std::string&) override { no_hook(); }
  std::vector<std::string> unwritten() const override { no_hook(); }
  void log(LogLevel, const std::string&) override { no_hook(); }
  std::optional<std::string> private_address() override { no_hook(); }
  std::optional<std::string> public_address() override { no_hook(); }
  std::optional<NetworkInfo> network_info(const std::string&, std::optional<std::int64_t>) override { no_hook(); }
  std::vector<OpenedPort> opened_ports() override { no_hook(); }
  void open_port(const PortRange&, const std::vector<std::string>&) override { no_hook(); }
  void close_port(const PortRange&, const std::vector<std::string>&) override { no_hook(); }
};

} // namespace

std::string tool_help(std::string_view name) {
  const auto names = tool_names();
  if (std::find(names.begin(), names.end(), name) == names.end())
    throw make_error(ErrorKind::not_found, "unknown command: {}", name);
  OutsideOfHooks context;
  return ToolRun(context, name, {"--help"}).finish().out;
}

} // namespace periapt::hook_tools
