// A hook context whose world is a handful of public members: tests set what is, run tools, look at what became.
// Unit web/0 in the setting of contract/hook-tools.md, section 11.
#pragma once

#include "charm/yaml_path.h"
#include "core/error.h"
#include "hook_tools/hook_context.h"
#include "support/fake_secrets.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace periapt::test {

class FakeHookContext : public hook_tools::HookContext {
public:
  using RelationNumber = std::int64_t;

  FakeHookContext() {
    known = {relation(0, "db"), relation(1, "db"), relation(3, "cache"), relation(10, "db")};
    in_hook_of(1, "pg/0", "pg");
    known[1].members = {"pg/0"};
    unit_bags[{1, "pg/0"}] = {{"host", "10.1.1.5"}, {"pin", "0042"}, {"note", "a b\nc d\n"}};
    application_bags[{1, "pg"}] = {{"colour", "blue"}};
    network = hook_tools::NetworkInfo{.mac_address = "02:11:22:33:44:55",
                                      .interface_name = "eth0",
                                      .address = "10.0.0.7",
                                      .cidr = "10.0.0.0/24"};
  }

  // --- the world ---
  std::optional<RelationNumber> in_relation;
  std::optional<std::string> remote_unit;
  std::optional<std::string> remote_application;
  std::vector<hook_tools::RelationView> known;
  std::map<std::pair<RelationNumber, std::string>, Bag> unit_bags;
  std::map<std::pair<RelationNumber, std::string>, Bag> application_bags;
  std::map<std::string, std::optional<ConfigValue>> options;
  Bag state;
  Bag leader_bag;
  bool leader = false;
  std::optional<std::string> leadership_unknown; // is_leader() fails with this
  StatusRecord status{"active", "", 0};
  wire::ApplicationStatusAnswer whole_status;
  wire::GoalState goal;
  std::optional<wire::CloudSpec> cloud; // none: the application is not trusted
  std::optional<std::string> own_private_address = "10.0.0.7";
  std::optional<std::string> own_public_address = "203.0.113.7";
  std::optional<hook_tools::NetworkInfo> network;
  std::set<OpenedPort> ports;
  std::string workload_version;
  std::vector<std::pair<hook_tools::LogLevel, std::string>> log_lines;
  std::vector<std::pair<hook_tools::ControllerCall, std::function<void()>>> waiting; // when `slow`
  std::optional<bool> reboot_now; // what was asked for
  bool in_action = false;
  FakeSecrets fake_secrets;
  bool slow = false; // prepare() answers only when the test calls what waits

  void in_hook_of(RelationNumber number, std::optional<std::string> unit, std::string application) {
    in_relation = number;
    remote_unit = std::move(unit);
    remote_application = std::move(application);
  }

  void in_no_relation() {
    in_relation.reset();
    remote_unit.reset();
    remote_application.reset();
  }

  hook_tools::HookDescription described{"db-relation-changed", "prod", "6f1d2c3b-0000-4000-8000-000000000001", "local:web-3", 2, {"10.0.0.7"}, {"cache", "db"}, {}};
  std::optional<HandlerOutcome> outcome;
  hook_tools::HookDescription description() const override { return described; }
  void report_outcome(const HandlerOutcome& value) override { outcome = value; }

  bool previews = false;
  std::vector<std::string> held_back;
  bool is_preview() const override { return previews; }
  void note_unwritten(const std::string& call) override { held_back.push_back(call); }
  std::vector<std::string> unwritten() const override { return held_back; }

  std::optional<std::string> in_storage;
  std::vector<hook_tools::StorageView> storages{{"name/0", StorageKind::filesystem, "/srv/name"},
                                                {"data/1", StorageKind::block, "/dev/sdx"}};
  std::vector<StorageAddition> storage_added;

  // --- HookContext ---
  void prepare(const hook_tools::ControllerCall& call, std::function<void()> ready) override {
    if (const auto* post = std::get_if<hook_tools::SecretContentPost>(&call)) fake_secrets.posted = *post;
    if (!slow) return ready();
    waiting.emplace_back(call, std::move(ready));
  }
  const UnitName& unit() const override { return name_; }
  std::optional<RelationNumber> hook_relation() const override { return in_relation; }
  std::optional<std::string> hook_remote_unit() const override { return remote_unit; }
  std::optional<std::string> hook_remote_application() const override { return remote_application; }
  std::optional<charm::YamlMap> action; // the parameters; set: an action runs
  charm::YamlMap action_results;
  std::optional<std::string> action_failure;
  std::vector<std::string> action_lines;

  bool is_action() const override { return in_action || action.has_value(); }
  charm::YamlMap action_parameters() const override { return *action; }
  void set_action_result(const std::vector<std::string>& keys, const std::string& value) override {
    charm::insert_at(action_results, keys, value);
  }
  void fail_action(const std::string& message) override { action_failure = message; }
  void log_action(const std::string& message) override { action_lines.push_back(message); }
  void reboot(bool now) override { reboot_now = now; }
  std::vector<hook_tools::RelationView> relations() const override { return known; }

  Bag unit_settings(RelationNumber relation, const std::string& unit) override { return bag(unit_bags, relation, unit); }
  Bag application_settings(RelationNumber relation, const std::string& application) override {
    return bag(application_bags, relation, application);
  }
  void write_settings(RelationNumber relation, bool application, const BagChanges& changes) override {
    if (application && !leader) throw make_error(ErrorKind::denied, "cannot write relation settings");
    apply_changes(application ? application_bags[{relation, "web"}] : unit_bags[{relation, "web/0"}], changes);
  }

  std::map<std::string, std::string> resources{{"spam", "/srv/spam/spam.tgz"}};
  std::string resource_path(const std::string& name) override {
    if (!resources.contains(name)) throw make_error(ErrorKind::not_found, "resource \"{}\" not found", name);
    return resources.at(name);
  }
  std::optional<std::string> hook_storage() const override { return in_storage; }
  std::vector<hook_tools::StorageView> storage() const override { return storages; }
  void add_storage(const std::vector<StorageAddition>& additions) override {
    storage_added.insert(storage_added.end(), additions.begin(), additions.end());
  }

  std::map<std::string, std::optional<ConfigValue>> config() override { return options; }
  Bag charm_state() override { return state; }
  void write_charm_state(const BagChanges& changes) override {
    for (const auto& [key, value] : changes) {
      if (value) state[key] = *value;
      else state.erase(key);
    }
  }
  bool is_leader() override {
    if (leadership_unknown) throw make_error(ErrorKind::unavailable, "{}", *leadership_unknown);
    return leader;
  }
  Bag leader_settings() override { return leader_bag; }
  void write_leader_settings(const BagChanges& changes) override { apply_changes(leader_bag, changes); }

  void set_unit_status(WorkloadStatus value, const std::string& message) override {
    status = {std::string(name_of(value)), message, 0};
  }
  void set_application_status(WorkloadStatus value, const std::string& message) override {
    whole_status.application = {std::string(name_of(value)), message, 0};
  }
  StatusRecord unit_status() override { return status; }
  wire::ApplicationStatusAnswer application_status() override { return whole_status; }
  void set_workload_version(const std::string& version) override { workload_version = version; }
  wire::GoalState goal_state() override { return goal; }
  wire::CloudSpec cloud_spec() override {
    if (!cloud) throw make_error(ErrorKind::denied, "cannot access cloud credentials: permission denied");
    return *cloud;
  }
  hook_tools::SecretsContext& secrets() override { return fake_secrets; }

  void log(hook_tools::LogLevel level, const std::string& message) override { log_lines.emplace_back(level, message); }
  std::optional<std::string> private_address() override { return own_private_address; }
  std::optional<std::string> public_address() override { return own_public_address; }
  std::optional<hook_tools::NetworkInfo> network_info(const std::string& binding,
                                                      std::optional<RelationNumber>) override {
    if (binding != "db" && binding != "cache") return std::nullopt;
    return network;
  }
  std::vector<OpenedPort> opened_ports() override { return {ports.begin(), ports.end()}; }
  void open_port(const PortRange& range, const std::vector<std::string>& endpoints) override {
    for (const auto& endpoint : or_all(endpoints)) ports.insert({range, endpoint});
  }
  void close_port(const PortRange& range, const std::vector<std::string>& endpoints) override {
    for (const auto& endpoint : or_all(endpoints)) ports.erase({range, endpoint});
  }

private:
  using Bags = std::map<std::pair<RelationNumber, std::string>, Bag>;

  static hook_tools::RelationView relation(RelationNumber number, const std::string& endpoint) {
    return {.number = number,
            .endpoint = endpoint,
            .remote_application = endpoint == "db" ? "pg" : "redis",
            .remote_model = "6f1d2c3b-0000-4000-8000-000000000001"};
  }

  static Bag bag(const Bags& bags, RelationNumber relation, const std::string& whose) {
    const auto found = bags.find({relation, whose});
    if (found == bags.end()) throw make_error(ErrorKind::denied, "permission denied");
    return found->second;
  }

  static std::vector<std::string> or_all(const std::vector<std::string>& endpoints) {
    return endpoints.empty() ? std::vector<std::string>{""} : endpoints;
  }

  UnitName name_{"web/0"};
};

} // namespace periapt::test
