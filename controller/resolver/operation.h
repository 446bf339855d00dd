// What a unit may do next. Each has its transition of the local state in transitions.h.
#pragma once

#include "resolver/hook_info.h"
#include "resolver/local_state.h"

#include <string>
#include <variant>
#include <vector>

namespace periapt::resolver {

/// Run this hook; `clear_resolved`: an operator asked for it, so the mark is used up first.
struct RunHook {
  HookInfo hook;
  bool clear_resolved = false;
  bool operator==(const RunHook&) const = default;
};

/// Commit this hook as if it had succeeded, without running it.
struct SkipHook {
  HookInfo hook;
  bool clear_resolved = false;
  bool operator==(const SkipHook&) const = default;
};

/// Run this action, or these commands.
struct RunTask {
  std::int64_t number = 0;
  bool operator==(const RunTask&) const = default;
};

/// It began, and nothing is known of it here: it has failed.
struct EndLostTask {
  std::int64_t number = 0;
  bool operator==(const EndLostTask&) const = default;
};

/// Put this charm on disk.
struct Deploy {
  CharmVersion charm;
  bool clear_resolved = false;
  bool operator==(const Deploy&) const = default;
};

/// Become visible to the other side of these relations, all at once.
struct EnterScope {
  std::vector<std::int64_t> numbers;
  bool operator==(const EnterScope&) const = default;
};

/// Leave a relation that has no hooks here.
struct LeaveScope {
  std::int64_t number = 0;
  bool operator==(const LeaveScope&) const = default;
};

/// A storage that is to go and that no hook was told of: let it go without one.
struct ReleaseStorage {
  StorageSubject storage;
  bool operator==(const ReleaseStorage&) const = default;
};

/// This unit leads now: leader-elected is queued.
struct AcceptLeadership {
  std::int64_t term = 0;
  bool operator==(const AcceptLeadership&) const = default;
};

/// It does not lead any more; no hook tells so.
struct ResignLeadership {
  bool operator==(const ResignLeadership&) const = default;
};

/// The unit is dying while its install is still queued: forget the hook.
struct DropHook {
  bool operator==(const DropHook&) const = default;
};

/// The teardown has ended: tell the controller that the unit is dead.
struct Die {
  bool operator==(const Die&) const = default;
};

/// The unit is dead or gone: clean up and stop.
struct Terminate {
  bool operator==(const Terminate&) const = default;
};

using Operation = std::variant<RunHook, SkipHook, RunTask, EndLostTask, Deploy, EnterScope, LeaveScope, ReleaseStorage,
                               AcceptLeadership, ResignLeadership, DropHook, Die, Terminate>;

} // namespace periapt::resolver
