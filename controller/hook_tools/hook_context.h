// What a hook tool may ask and do: one object per running hook, implemented by the agent, and by a fake in
// the tests. Reads answer from the immutable snapshot taken when the hook was chosen plus this hook's own
// pending writes; goal_state, network_info and other units' fetched bags are fresh (DESIGN section 9, 12).
// Failures are Error: its message is printed after "ERROR " and the tool exits 1.
// Threads: the agent's one thread; calls for one hook come one after the other. No call blocks: what only the
// controller knows is announced with prepare() first, and the call that uses it comes after `ready`.
#pragma once

#include "charm/yaml_value.h"
#include "core/bag.h"
#include "core/config_value.h"
#include "core/handler_outcome.h"
#include "core/ids.h"
#include "core/names.h"
#include "core/port_range.h"
#include "core/status.h"
#include "core/storage.h"
#include "hook_tools/secrets_context.h"
#include "wire/cloud_messages.h"
#include "wire/messages.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace periapt::hook_tools {

/// A relation this unit is in scope of, the one being broken included.
struct RelationView {
  std::int64_t number = 0;          // db:<number>
  std::string endpoint;
  bool peer = false;
  bool container_scope = false;
  bool listed = true;               // false: left out of relation-ids (hooks.md 5.5)
  std::string remote_application;   // peers: the own application
  Uuid remote_model;                // the model that application lives in
  std::vector<std::string> members; // joined units, string-sorted
};

/// One address of the unit's network, as network-get prints it.
struct NetworkInfo {
  std::string mac_address;
  std::string interface_name;
  std::string address;
  std::string cidr;
  std::vector<std::string> egress_subnets;
  std::vector<std::string> ingress_addresses;
};

/// A storage that is attached to the unit and provided.
struct StorageView {
  std::string id; // data/0
  StorageKind kind = StorageKind::filesystem;
  std::string location;
};

/// What a wrapped tool is told besides what tools ask for one by one.
struct HookDescription {
  std::string event; // "db-relation-changed", or the action's name
  std::string model_name;
  Uuid model_uuid;
  std::string charm_url;
  std::int64_t charm_modified = 0; // grows with each file supplied for its resources
  std::vector<std::string> addresses;
  std::vector<std::string> endpoints;          // the charm's, by name
  std::optional<ConfigValues> previous_config; // at this unit's last successful config-changed
};

/// What only the controller can answer, announced before the call that uses it (see HookContext::prepare).
struct GoalStateFetch {};         // then goal_state()
struct ApplicationStatusFetch {}; // then application_status()
struct CloudSpecFetch {};         // then cloud_spec()
struct UnitSettingsFetch {        // then unit_settings() of the same; any unit, so often at hand already
  std::int64_t relation = 0;
  std::string unit;
};
struct ResourceFetch { // then resource_path() of the same
  std::string name;
};
struct LeaderSettingsPost { // then write_leader_settings() with the same changes
  BagChanges changes;
};
using ControllerCall = std::variant<GoalStateFetch, ApplicationStatusFetch, CloudSpecFetch, UnitSettingsFetch, ResourceFetch,
                                    LeaderSettingsPost, OwnedSecretsFetch, SecretContentFetch, SecretContentPost>;

enum class LogLevel { trace, debug, info, warning, error, critical };

class HookContext {
public:
  virtual ~HookContext() = default;

  /// Makes `call`'s answer ready, then calls `ready` exactly once: at once, from inside prepare, when there is
  /// nothing to ask; else later from the same loop. Never throws: what went wrong (controller away, refused) is
  /// thrown by the call that follows. LeaderSettingsPost sends the write; write_leader_settings reports how it
  /// ended. If the hook ends meanwhile, `ready` is dropped.
  virtual void prepare(const ControllerCall& call, std::function<void()> ready) = 0;

  // --- who and what ---
  virtual const UnitName& unit() const = 0;
  /// The relation this hook is for, if it is a relation hook.
  virtual std::optional<std::int64_t> hook_relation() const = 0;
  virtual std::optional<std::string> hook_remote_unit() const = 0;
  virtual std::optional<std::string> hook_remote_application() const = 0;
  virtual bool is_action() const = 0;
  virtual HookDescription description() const = 0;

  // --- the action that runs: only when is_action() ---
  virtual charm::YamlMap action_parameters() const = 0;
  virtual void set_action_result(const std::vector<std::string>& keys, const std::string& value) = 0; // kept till its end
  virtual void fail_action(const std::string& message) = 0;                                            // kept till its end
  virtual void log_action(const std::string& message) = 0;                                             // immediate

  // --- relations ---
  virtual std::vector<RelationView> relations() const = 0; // by number
  /// Own unit (pending writes included), a member, a sibling, or a departed unit; after prepare. Throws denied
  /// `permission denied`, or not_found `cannot read settings for unit "x/9" in relation "…": …`.
  virtual Bag unit_settings(std::int64_t relation, const std::string& unit) = 0;
  /// Throws denied `permission denied` where contract/hooks.md 5.6 forbids it.
  virtual Bag application_settings(std::int64_t relation, const std::string& application) = 0;
  /// Buffered. As a non-leader an application write throws denied `cannot write relation settings`.
  virtual void write_settings(std::int64_t relation, bool application, const BagChanges& changes) = 0;

  // --- storage ---
  virtual std::optional<std::string> hook_storage() const = 0; // the id of the storage this hook is for
  virtual std::vector<StorageView> storage() const = 0;        // by id
  virtual void add_storage(const std::vector<StorageAddition>& additions) = 0; // buffered

  // --- resources ---
  /// Where the resource's file is on this machine, as it was supplied last; after prepare. Throws Error(not_found).
  virtual std::string resource_path(const std::string& name) = 0;

  // --- configuration, state, leadership ---
  /// Every declared option with its effective value; nullopt = null.
  virtual std::map<std::string, std::optional<ConfigValue>> config() = 0;
  virtual Bag charm_state() = 0;                                 // pending writes included
  virtual void write_charm_state(const BagChanges& changes) = 0; // buffered; nullopt deletes, "" is kept
  virtual bool is_leader() = 0;
  virtual Bag leader_settings() = 0;
  virtual void write_leader_settings(const BagChanges& changes) = 0; // immediate, after prepare

  // --- status ---
  virtual void set_unit_status(WorkloadStatus status, const std::string& message) = 0;        // immediate
  virtual void set_application_status(WorkloadStatus status, const std::string& message) = 0; // immediate
  virtual StatusRecord unit_status() = 0;
  virtual wire::ApplicationStatusAnswer application_status() = 0;                             // after prepare
  virtual void set_workload_version(const std::string& version) = 0; // immediate
  virtual wire::GoalState goal_state() = 0;                          // after prepare
  /// After prepare. Throws denied `cannot access cloud credentials: permission denied`.
  virtual wire::CloudSpec cloud_spec() = 0;

  /// Reboots the machine: when this hook has succeeded, or `now`, which kills the hook to run it again afterwards.
  virtual void reboot(bool now) = 0;
  virtual SecretsContext& secrets() = 0;
  /// Of the handler that runs as this hook; kept till its end, also of one that fails.
  virtual void report_outcome(const HandlerOutcome& outcome) = 0;

  // --- a preview: what a tool would write is noted and not written ---
  virtual bool is_preview() const = 0;
  virtual void note_unwritten(const std::string& call) = 0;
  virtual std::vector<std::string> unwritten() const = 0; // in the order of the calls

  // --- log, network, ports ---
  virtual void log(LogLevel level, const std::string& message) = 0; // the context adds "<ep>:<id>: "
  virtual std::optional<std::string> private_address() = 0;
  virtual std::optional<std::string> public_address() = 0;
  /// nullopt: no such binding. `relation` only influences ingress and egress.
  virtual std::optional<NetworkInfo> network_info(const std::string& binding, std::optional<std::int64_t> relation) = 0;
  virtual std::vector<OpenedPort> opened_ports() = 0; // this unit's, pending changes included
  /// Buffered. Throws conflict with the text of contract/hook-tools.md section 4.
  virtual void open_port(const PortRange& range, const std::vector<std::string>& endpoints) = 0;
  virtual void close_port(const PortRange& range, const std::vector<std::string>& endpoints) = 0;
};

} // namespace periapt::hook_tools
