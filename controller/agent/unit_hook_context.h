// What the tools of one running hook see and do. Reads come from the snapshot taken when the hook was chosen and
// from the hook's own writes; buffered writes are kept durable as they come, so that they outlive an agent;
// immediate ones leave through HookEffects. Rule: contract/hooks.md 5.6, 5.7 and 7; DESIGN section 9, 12 and 16.
// Threads: the agent's one thread.
#pragma once

#include "agent/controller_link.h"
#include "agent/hook_secrets.h"
#include "agent/machine_state.h"
#include "agent/unit_record.h"
#include "charm/charm.h"
#include "hook_tools/hook_context.h"
#include "resolver/local_state.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace periapt::agent {

/// What a hook's tools cause outside of the hook; implemented by the unit.
class HookEffects {
public:
  virtual ~HookEffects() = default;
  /// A buffered write: to be there again if the agent dies before the hook ends.
  virtual void keep(const Commit& part) = 0;
  /// An immediate one: into the outbox.
  virtual void report(const Commit& part) = 0;
  /// The charm's status, as last set.
  virtual StatusRecord workload_status() const = 0;
  virtual void set_workload_status(const StatusWrite& status) = 0;
  /// The term if this unit leads and will for 30 s more (rule 19).
  virtual std::optional<std::int64_t> leading_term() const = 0;
  /// The controller has taken it: the unit's next hooks read it.
  virtual void leader_settings_written(const LeaderWrite& write) = 0;
  virtual void request_reboot(RebootRequest request) = 0;
  virtual void log(hook_tools::LogLevel level, const std::string& message) = 0;
  /// What the running task says, at once.
  virtual void log_task(const std::string& message) = 0;
  /// 2 * size_bytes hex digits of chance.
  virtual std::string fresh_hex(std::size_t size_bytes) = 0;
  virtual TimeMs now() const = 0;
};

struct HookFacts {
  UnitName unit;
  std::string operation; // the hook's id
  resolver::HookInfo hook;
  resolver::LocalState local;
  UnitSnapshot snapshot;
  Shared<charm::Charm> charm;
  Bag charm_state;
  Commit writes; // of the hook so far: empty, unless it is adopted
  Shared<TaskEntity> task; // what runs instead of a hook; null: a hook
  std::optional<ConfigValues> previous_config = {}; // at the last successful config-changed
};

class UnitHookContext final : public hook_tools::HookContext {
public:
  UnitHookContext(HookFacts facts, HookEffects& effects, ControllerLink& controller);
  ~UnitHookContext() override;

  /// What the hook has buffered.
  const Commit& writes() const { return facts_.writes; }
  const HookFacts& facts() const { return facts_; }

  void prepare(const hook_tools::ControllerCall& call, std::function<void()> ready) override;

  const UnitName& unit() const override { return facts_.unit; }
  std::optional<std::int64_t> hook_relation() const override;
  std::optional<std::string> hook_remote_unit() const override;
  std::optional<std::string> hook_remote_application() const override;
  bool is_action() const override { return facts_.task != nullptr; }
  hook_tools::HookDescription description() const override;
  void report_outcome(const HandlerOutcome& outcome) override { buffer(Commit{.outcome = outcome}); }
  bool is_preview() const override;
  void note_unwritten(const std::string& call) override;
  std::vector<std::string> unwritten() const override { return unwritten_; }

  charm::YamlMap action_parameters() const override;
  void set_action_result(const std::vector<std::string>& keys, const std::string& value) override;
  void fail_action(const std::string& message) override;
  void log_action(const std::string& message) override;

  std::vector<hook_tools::RelationView> relations() const override;
  Bag unit_settings(std::int64_t relation, const std::string& unit) override;
  Bag application_settings(std::int64_t relation, const std::string& application) override;
  void write_settings(std::int64_t relation, bool application, const BagChanges& changes) override;

  std::string resource_path(const std::string& name) override;
  std::optional<std::string> hook_storage() const override;
  std::vector<hook_tools::StorageView> storage() const override;
  void add_storage(const std::vector<StorageAddition>& additions) override;

  std::map<std::string, std::optional<ConfigValue>> config() override;
  Bag charm_state() override;
  void write_charm_state(const BagChanges& changes) override;
  bool is_leader() override { return term_to_lead_in().has_value(); }
  Bag leader_settings() override;
  void write_leader_settings(const BagChanges& changes) override;

  void set_unit_status(WorkloadStatus status, const std::string& message) override;
  void set_application_status(WorkloadStatus status, const std::string& message) override;
  StatusRecord unit_status() override { return effects_.workload_status(); }
  wire::ApplicationStatusAnswer application_status() override;
  void set_workload_version(const std::string& version) override;
  wire::GoalState goal_state() override;
  wire::CloudSpec cloud_spec() override;
  hook_tools::SecretsContext& secrets() override { return secrets_; }

  void reboot(bool now) override { effects_.request_reboot(now ? RebootRequest::now : RebootRequest::after_hook); }

  void log(hook_tools::LogLevel level, const std::string& message) override;
  std::optional<std::string> private_address() override;
  std::optional<std::string> public_address() override { return private_address(); }
  std::optional<hook_tools::NetworkInfo> network_info(const std::string& binding,
                                                      std::optional<std::int64_t> relation) override;
  std::vector<OpenedPort> opened_ports() override;
  void open_port(const PortRange& range, const std::vector<std::string>& endpoints) override;
  void close_port(const PortRange& range, const std::vector<std::string>& endpoints) override;

private:
  /// An answer of the controller, kept for the call that follows prepare().
  template <class T>
  ReplyHandler<T> receive(std::optional<Reply<T>>& slot, std::function<void()> ready);
  template <class T>
  static const T& answer_of(const std::optional<Reply<T>>& slot);

  void prepare_bag(const hook_tools::UnitSettingsFetch& fetch, std::function<void()> ready);
  void prepare_resource(const std::string& name, std::function<void()> ready);
  void prepare_leader_settings(const BagChanges& changes, std::function<void()> ready);
  /// The term to write in; one look at the clock, which goes on while a tool is answered.
  std::optional<std::int64_t> term_to_lead_in();
  const RelationSnapshot& relation(std::int64_t number) const;
  void require_readable(const RelationSnapshot& relation, const std::string& unit) const;
  /// A bag at hand in the snapshot, or asked for by prepare().
  Bag known_or_fetched(const RelationSnapshot& in, const std::string& unit) const;
  void apply_pending(Bag& bag, RelationId relation, bool application) const;
  void buffer(const Commit& part);
  void refuse_port_conflict(const char* verb, const PortRange& range) const;

  HookFacts facts_;
  std::vector<std::string> unwritten_; // of a preview
  HookEffects& effects_;
  ControllerLink& controller_;
  HookSecrets secrets_;
  bool found_not_leading_ = false; // then it stays so for the rest of the hook (hooks.md 11)
  BagChanges leader_changes_;      // written in this hook, on top of the snapshot
  std::map<std::pair<std::int64_t, std::string>, Reply<wire::BagAnswer>> bags_;
  std::optional<Reply<wire::GoalState>> goal_state_;
  std::optional<Reply<wire::CloudSpec>> cloud_spec_;
  std::optional<Reply<wire::ApplicationStatusAnswer>> application_status_;
  std::optional<Reply<CommitAnswer>> leader_settings_written_;
  std::map<std::string, std::optional<Reply<std::string>>> resource_paths_; // by the resource's name
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true); // answers after the hook's end are dropped
};

} // namespace periapt::agent
