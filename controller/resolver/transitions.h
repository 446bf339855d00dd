// How the local state changes with each operation. Agent and simulation share these functions; nothing else
// changes a LocalState. Rule: contract/hooks.md, section 3: steps and chaining.
#pragma once

#include "resolver/local_state.h"
#include "resolver/remote_state.h"

#include <set>
#include <string>
#include <vector>

namespace periapt::resolver {

// --- hooks: begin, then one of failed, interrupted or succeeded; a succeeded one is committed ---
void begin_hook(LocalState& local, const RemoteState& remote, const HookInfo& hook);
void hook_succeeded(LocalState& local);
void hook_failed(LocalState& local);
/// Killed from outside: it is queued again and does not count as failed.
void hook_interrupted(LocalState& local);
/// Records what the hook was told and queues what follows it directly.
void commit_hook(LocalState& local);
/// Begins and commits at once.
void skip_hook(LocalState& local, const RemoteState& remote, const HookInfo& hook);
void drop_hook(LocalState& local);

// --- charm deployment ---
/// A hook in error is kept meanwhile.
void begin_deploy(LocalState& local, const CharmVersion& charm);
void deploy_failed(LocalState& local);
/// The charm is on disk: install or upgrade-charm is queued, or the hook that was in error is so again.
void commit_deploy(LocalState& local);
/// The charm's folder was found empty: it will be deployed again.
void charm_lost(LocalState& local);

// --- tasks ---
void begin_task(LocalState& local, const RemoteState& remote, std::int64_t number);
/// It is over; it is not run again though the controller may still show it.
void finish_task(LocalState& local, const RemoteState& remote, std::int64_t number);

// --- relations and leadership ---
void enter_scope(LocalState& local, const RemoteState& remote, const std::vector<std::int64_t>& numbers);
void leave_scope(LocalState& local, std::int64_t number);
void accept_leadership(LocalState& local, std::int64_t term);
void resign_leadership(LocalState& local);

// --- storage ---
/// Without a hook.
void release_storage(LocalState& local, const StorageSubject& storage);

/// A new agent: forgets what is remembered only as long as an agent runs.
void agent_restarted(LocalState& local);

/// The units that relation-list names while `hook` runs: a joining one is a member, a departing one no more.
std::set<std::string> members_during(const LocalRelation& relation, const HookInfo* hook);

} // namespace periapt::resolver
