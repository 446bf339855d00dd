#include "agent/unit_hook_context.h"

#include "agent/commit_parts.h"
#include "core/preview_task.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace periapt::agent {

using hook_tools::ControllerCall;

namespace {

constexpr std::size_t most_unwritten = 500;

/// What a charm publishes is text (DESIGN section 7).
void require_utf8(const std::string& text) {
  if (!is_utf8(text)) throw make_error(ErrorKind::invalid, "the value is not UTF-8");
}

bool are_utf8(const BagChanges& changes) {
  return std::all_of(changes.begin(), changes.end(), [](const auto& change) {
    return is_utf8(change.first) && (!change.second || is_utf8(*change.second));
  });
}

void require_utf8(const BagChanges& changes) {
  if (!are_utf8(changes)) throw make_error(ErrorKind::invalid, "a key or value is not UTF-8");
}

void require_utf8(const SecretWrites& secrets) {
  for (const auto& write : secrets.writes) {
    require_utf8(write.label.value_or(""));
    require_utf8(write.description.value_or(""));
  }
}

} // namespace

UnitHookContext::UnitHookContext(HookFacts facts, HookEffects& effects, ControllerLink& controller)
    : facts_(std::move(facts)), effects_(effects), controller_(controller),
      secrets_(facts_, effects, controller,
               {.is_leader = [this] { return is_leader(); },
                .buffer = [this](const SecretWrites& writes) { buffer(Commit{.secrets = writes}); }}) {}

UnitHookContext::~UnitHookContext() { *alive_ = false; }

// --- answers of the controller ------------------------------------------------------------------
template <class T>
ReplyHandler<T> UnitHookContext::receive(std::optional<Reply<T>>& slot, std::function<void()> ready) {
  return [&slot, alive = alive_, ready = std::move(ready)](const Reply<T>& reply) {
    if (!*alive) return;
    slot = reply;
    ready();
  };
}

template <class T>
const T& UnitHookContext::answer_of(const std::optional<Reply<T>>& slot) {
  if (!slot) throw make_error(ErrorKind::internal, "the controller has not been asked");
  if (slot->error) throw *slot->error;
  return *slot->value;
}

void UnitHookContext::prepare(const ControllerCall& call, std::function<void()> ready) {
  const auto unit = facts_.snapshot.unit->id;
  if (std::holds_alternative<hook_tools::GoalStateFetch>(call)) {
    controller_.fetch_goal_state(unit, receive(goal_state_, std::move(ready)));
  } else if (std::holds_alternative<hook_tools::CloudSpecFetch>(call)) {
    controller_.fetch_cloud_spec(unit, receive(cloud_spec_, std::move(ready)));
  } else if (std::holds_alternative<hook_tools::ApplicationStatusFetch>(call)) {
    if (!is_leader()) return ready();
    controller_.fetch_application_status(unit, receive(application_status_, std::move(ready)));
  } else if (const auto* resource = std::get_if<hook_tools::ResourceFetch>(&call)) {
    prepare_resource(resource->name, std::move(ready));
  } else if (const auto* bag = std::get_if<hook_tools::UnitSettingsFetch>(&call)) {
    prepare_bag(*bag, std::move(ready));
  } else if (const auto* owned = std::get_if<hook_tools::OwnedSecretsFetch>(&call)) {
    secrets_.prepare(*owned, std::move(ready));
  } else if (const auto* content = std::get_if<hook_tools::SecretContentFetch>(&call)) {
    secrets_.prepare(*content, std::move(ready));
  } else if (const auto* given = std::get_if<hook_tools::SecretContentPost>(&call)) {
    secrets_.prepare(*given, std::move(ready));
  } else {
    prepare_leader_settings(std::get<hook_tools::LeaderSettingsPost>(call).changes, std::move(ready));
  }
}

// --- who and what -------------------------------------------------------------------------------
std::optional<std::int64_t> UnitHookContext::hook_relation() const {
  if (!resolver::is_relation_hook(facts_.hook.kind)) return std::nullopt;
  return facts_.hook.number;
}

std::optional<std::string> UnitHookContext::hook_remote_unit() const {
  if (facts_.hook.remote_unit.empty()) return std::nullopt;
  return facts_.hook.remote_unit;
}

std::optional<std::string> UnitHookContext::hook_remote_application() const {
  if (facts_.hook.remote_application.empty()) return std::nullopt;
  return facts_.hook.remote_application;
}

hook_tools::HookDescription UnitHookContext::description() const {
  hook_tools::HookDescription description{.event = facts_.task ? facts_.task->action : hook_name(facts_.hook),
                                          .model_name = facts_.snapshot.model->name,
                                          .model_uuid = facts_.snapshot.model->uuid,
                                          .charm_url = facts_.local.charm.url,
                                          .charm_modified = facts_.local.charm.modified,
                                          .addresses = facts_.snapshot.machine->addresses,
                                          .endpoints = {},
                                          .previous_config = facts_.previous_config};
  for (const auto& endpoint : facts_.charm->endpoints) description.endpoints.push_back(endpoint.name);
  return description;
}

bool UnitHookContext::is_preview() const { return facts_.task && periapt::is_preview(*facts_.task); }

void UnitHookContext::note_unwritten(const std::string& call) {
  if (unwritten_.size() < most_unwritten) unwritten_.push_back(call);
}

// --- configuration, state, leadership -----------------------------------------------------------
std::map<std::string, std::optional<ConfigValue>> UnitHookContext::config() {
  return charm::effective_config(facts_.charm->config, facts_.snapshot.application->config);
}

Bag UnitHookContext::charm_state() {
  Bag state = facts_.charm_state;
  if (facts_.writes.charm_state) apply_charm_state(state, *facts_.writes.charm_state);
  return state;
}

void UnitHookContext::write_charm_state(const BagChanges& changes) { buffer(Commit{.charm_state = changes}); }

std::optional<std::int64_t> UnitHookContext::term_to_lead_in() {
  const auto term = effects_.leading_term();
  if (!term) found_not_leading_ = true;
  return found_not_leading_ ? std::nullopt : term;
}

Bag UnitHookContext::leader_settings() {
  Bag settings = facts_.snapshot.application->leader_settings;
  apply_changes(settings, leader_changes_);
  return settings;
}

void UnitHookContext::prepare_leader_settings(const BagChanges& changes, std::function<void()> ready) {
  leader_settings_written_.reset();
  const auto term = term_to_lead_in();
  if (!term || !are_utf8(changes)) return ready(); // what is wrong is said by the call that follows
  const wire::LeaderSet settings{*term, changes};
  controller_.set_leader_settings(facts_.snapshot.unit->id, settings,
                                  receive(leader_settings_written_, std::move(ready)));
}

void UnitHookContext::write_leader_settings(const BagChanges& changes) {
  require_utf8(changes);
  if (found_not_leading_) {
    throw make_error(ErrorKind::denied, "cannot write leadership settings: cannot write settings: not the leader");
  }
  const auto& answer = answer_of(leader_settings_written_);
  effects_.leader_settings_written({changes, answer.revision});
  for (const auto& [key, value] : changes) leader_changes_[key] = value;
}

// --- status and log -----------------------------------------------------------------------------
void UnitHookContext::set_unit_status(WorkloadStatus status, const std::string& message) {
  require_utf8(message);
  effects_.set_workload_status({std::string(name_of(status)), message});
}

void UnitHookContext::set_application_status(WorkloadStatus status, const std::string& message) {
  require_utf8(message);
  const auto term = term_to_lead_in();
  if (!term) throw make_error(ErrorKind::denied, "this unit is not the leader");
  const ApplicationStatusWrite write{std::string(name_of(status)), message, *term};
  effects_.report(Commit{.application_status = write});
}

wire::ApplicationStatusAnswer UnitHookContext::application_status() {
  if (found_not_leading_) {
    throw make_error(ErrorKind::denied, "finding application status: this unit is not the leader");
  }
  return answer_of(application_status_);
}

void UnitHookContext::set_workload_version(const std::string& version) {
  require_utf8(version);
  effects_.report(Commit{.workload_version = version});
}

// --- resources ----------------------------------------------------------------------------------
void UnitHookContext::prepare_resource(const std::string& name, std::function<void()> ready) {
  auto& path = resource_paths_[name];
  path.reset();
  const auto& declared = facts_.charm->resources;
  const auto found = std::find_if(declared.begin(), declared.end(), [&](const auto& one) { return one.name == name; });
  if (found != declared.end())
    return controller_.fetch_resource(facts_.snapshot.unit->id, facts_.unit, *found, receive(path, std::move(ready)));
  path = Reply<std::string>{std::nullopt, make_error(ErrorKind::not_found, "resource \"{}\" not found", name)};
  ready();
}

std::string UnitHookContext::resource_path(const std::string& name) { return answer_of(resource_paths_[name]); }

wire::GoalState UnitHookContext::goal_state() { return answer_of(goal_state_); }

wire::CloudSpec UnitHookContext::cloud_spec() { return answer_of(cloud_spec_); }

void UnitHookContext::log(hook_tools::LogLevel level, const std::string& message) {
  const auto prefix = hook_relation() ? fmt::format("{}:{}: ", facts_.hook.endpoint, facts_.hook.number) : "";
  effects_.log(level, prefix + message);
}

void UnitHookContext::buffer(const Commit& part) {
  for (const auto& write : part.settings) require_utf8(write.changes);
  if (part.charm_state) require_utf8(*part.charm_state);
  if (part.secrets) require_utf8(*part.secrets);
  effects_.keep(part);
  merge_writes(facts_.writes, part);
}

} // namespace periapt::agent
