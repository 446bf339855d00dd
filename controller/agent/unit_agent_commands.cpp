// juju-exec: commands of the machine's own programs, in the unit's context and turn. They end with the agent that
// has started them. Rule: contract/environment.md, section 12.
#include "agent/commit_parts.h"
#include "agent/unit_agent.h"
#include "core/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

namespace periapt::agent {
namespace {

const resolver::LocalRelation& relation_of(const resolver::LocalState& local, std::int64_t number) {
  const auto found = std::find_if(local.relations.begin(), local.relations.end(),
                                  [&](const auto& relation) { return relation.number == number; });
  if (found == local.relations.end()) throw make_error(ErrorKind::not_found, "unknown relation id: {}", number);
  return *found;
}

/// The one asked for, or the only one.
std::string remote_unit_of(const resolver::LocalRelation& relation, const CommandRequest& request) {
  if (request.force_remote_unit) return request.remote_unit;
  std::vector<std::string> members;
  for (const auto& [name, member] : relation.members) members.push_back(name);
  const bool is_known = std::find(members.begin(), members.end(), request.remote_unit) != members.end();
  if (is_known) return request.remote_unit;
  if (!request.remote_unit.empty()) {
    throw make_error(ErrorKind::not_found, "unknown remote unit {}; possibilities are {}", request.remote_unit, members);
  }
  if (members.size() == 1) return members.front();
  if (members.empty()) {
    throw make_error(ErrorKind::not_found, "cannot infer remote unit in empty relation {}", relation.number);
  }
  throw make_error(ErrorKind::invalid, "ambiguous remote unit; possibilities are {}", members);
}

/// As if a hook of that relation ran; of none if none was named.
resolver::HookInfo subject_of(const CommandRequest& request, const resolver::LocalState& local) {
  if (!request.relation) return {};
  const auto& relation = relation_of(local, *request.relation);
  const auto remote = remote_unit_of(relation, request);
  return {.kind = resolver::HookKind::relation_changed,
          .relation = relation.id,
          .number = relation.number,
          .endpoint = relation.endpoint,
          .remote_application = request.remote_application.empty() ? relation.remote_application : request.remote_application,
          .remote_unit = remote,
          .departing_unit = {},
          .storage = {},
          .secret = {}};
}

} // namespace

void UnitAgent::run_commands(CommandRequest request, CommandsEnded ended) {
  if (activity_ == Activity::finished) return ended({.refusal = fmt::format("unit \"{}\" is gone", name_.str())});
  waiting_commands_.push_back({std::move(request), std::move(ended)});
  advance();
}

/// False: there are none to run now.
bool UnitAgent::begin_commands() {
  const bool busy = local().task || (local().operation && local().operation->step != resolver::Step::failed);
  if (waiting_commands_.empty() || busy || !charm_ || !snapshot_) return false;
  if (!take_lock()) return true;
  const auto waiting = std::move(waiting_commands_.front());
  waiting_commands_.pop_front();
  resolver::HookInfo subject;
  try {
    subject = subject_of(waiting.request, local());
  } catch (const Error& error) {
    waiting.ended({.refusal = error.what()});
    return true;
  }
  const auto id = fmt::format("{}-run-commands-{}", name_.str(), services_.chance.hex(16));
  commands_ = RunningCommands{id, waiting.ended, {}};
  record_.commands_id = id;
  save();

  open_context({.unit = name_,
                .operation = id,
                .hook = subject,
                .local = local(),
                .snapshot = own_snapshot(),
                .charm = nullptr,
                .charm_state = charm_state_,
                .writes = {},
                .task = nullptr});
  activity_ = Activity::running_hook;
  const HookRun run{id, name_, subject, context_->facts().snapshot, nullptr, waiting.request.commands};
  services_.hooks.start(run, *context_, [this](const HookOutcome& outcome) { hook_ended(outcome); });
  return true;
}

/// What they changed becomes one commit, if they succeeded.
void UnitAgent::commands_ended(const HookOutcome& outcome) {
  using Kind = HookOutcome::Kind;
  auto& result = commands_->result;
  result = {.exit_code = outcome.exit_code, .out = outcome.out, .err = outcome.err, .refusal = {}};
  if (outcome.kind == Kind::interrupted || outcome.exit_code < 0) result.refusal = outcome.reason;
  auto commit = outcome.kind == Kind::succeeded ? context_->writes() : Commit{};
  if (const auto refusal = refusal_of_writes(commit)) {
    commit = {};
    result.refusal = *refusal;
  }
  if (outcome.kind != Kind::succeeded) commit.secrets = SecretWrites{.operation = commands_->id, .writes = {}};
  context_.reset();
  services_.hooks.forget(commands_->id);
  if (!commit.settings.empty()) commit.program = running_program();
  submit(std::move(commit), local());
}

void UnitAgent::answer_commands(const std::string& refusal) {
  auto ended = std::move(*commands_);
  commands_.reset();
  record_.commands_id.reset();
  if (!refusal.empty()) ended.result.refusal = refusal;
  services_.lock.release(this);
  ended.ended(ended.result);
}

void UnitAgent::refuse_all_commands() {
  const CommandResult gone{.refusal = fmt::format("unit \"{}\" is gone", name_.str())};
  for (const auto& waiting : std::exchange(waiting_commands_, {})) waiting.ended(gone);
  if (commands_) commands_->ended(gone);
}

void UnitAgent::end_commands_of_earlier_agent() {
  const auto id = std::exchange(record_.commands_id, std::nullopt);
  if (!id) return;
  services_.hooks.kill(*id);
  services_.hooks.forget(*id);
}

} // namespace periapt::agent
