// A unit may be marked dying in any state that it can reach: it always comes to its end, once its hooks do. The
// states are found by walking the resolver's own decisions and transitions. Rule: contract/hooks.md 4 and 8.6, I12.
#include "resolver/next_operation.h"
#include "resolver/transitions.h"

#include <catch2/catch.hpp>

#include <deque>
#include <set>
#include <utility>

using namespace periapt;
using namespace periapt::resolver;

namespace {

template <class... Functions>
struct Overload : Functions... {
  using Functions::operator()...;
};
template <class... Functions>
Overload(Functions...) -> Overload<Functions...>;

/// Every state that carrying out `operation` may lead through or end in.
std::vector<LocalState> outcomes(const LocalState& before, const RemoteState& remote, const Operation& operation) {
  std::vector<LocalState> states;
  LocalState state = before;
  const auto then = [&](auto transition) {
    auto next = state;
    transition(next);
    states.push_back(next);
    return next;
  };
  std::visit(Overload{[&](const RunHook& run) {
                        state = then([&](auto& local) { begin_hook(local, remote, run.hook); });
                        then(hook_failed);
                        then(hook_interrupted);
                        state = then(hook_succeeded);
                        then(commit_hook);
                      },
                      [&](const SkipHook& skip) { then([&](auto& local) { skip_hook(local, remote, skip.hook); }); },
                      [&](const RunTask& task) {
                        state = then([&](auto& local) { begin_task(local, remote, task.number); });
                        then([&](auto& local) { finish_task(local, remote, task.number); });
                      },
                      [&](const EndLostTask& task) { then([&](auto& local) { finish_task(local, remote, task.number); }); },
                      [&](const Deploy& deploy) {
                        state = then([&](auto& local) { begin_deploy(local, deploy.charm); });
                        then(deploy_failed);
                        then(commit_deploy);
                      },
                      [&](const EnterScope& enter) { then([&](auto& local) { enter_scope(local, remote, enter.numbers); }); },
                      [&](const LeaveScope& leave) { then([&](auto& local) { leave_scope(local, leave.number); }); },
                      [&](const ReleaseStorage& release) { then([&](auto& local) { release_storage(local, release.storage); }); },
                      [&](const AcceptLeadership& accept) { then([&](auto& local) { accept_leadership(local, accept.term); }); },
                      [&](const ResignLeadership&) { then(resign_leadership); },
                      [&](const DropHook&) { then(drop_hook); },
                      [](const Die&) {},
                      [](const Terminate&) {}},
             operation);
  return states;
}

/// Worlds that a living unit may find itself in.
std::vector<RemoteState> worlds() {
  RemoteState base;
  base.unit = "wiki/0";
  base.charm = {"local:wiki-0", "aa", 0};
  base.settings = "first";
  base.leader = "wiki/1";
  base.leader_term = 1;
  base.boot_id = "boot-1";
  const auto relation = [&](std::int64_t number, const char* endpoint, const char* application, bool peer) {
    RemoteRelation one{.id = RelationId{number}, .number = number, .endpoint = endpoint,
                       .remote_application = application, .peer = peer};
    one.members[std::string(application) + "/9"] = 1;
    one.applications[application] = 1;
    return one;
  };
  base.relations[1] = relation(1, "ring", "wiki", true);

  std::vector<RemoteState> all{base};
  const auto vary = [&](auto change) {
    all.push_back(base);
    change(all.back());
  };
  vary([&](auto& world) { world.relations[4] = relation(4, "db", "mysql", false); });
  vary([&](auto& world) {
    world.relations[4] = relation(4, "db", "mysql", false);
    world.relations[4].members["mysql/9"] = 2;
  });
  vary([&](auto& world) {
    world.relations[4] = relation(4, "db", "mysql", false);
    world.relations[4].life = Life::dying;
  });
  vary([&](auto& world) {
    world.relations[4] = relation(4, "juju-info", "nrpe", false);
    world.relations[4].hookless = true;
  });
  vary([](auto& world) { world.leader = "wiki/0", world.leader_term = 2; });
  vary([](auto& world) { world.leader.reset(); });
  vary([](auto& world) { world.charm = {"local:wiki-1", "bb", 0}; });
  vary([](auto& world) { world.boot_id = "boot-2"; });
  vary([](auto& world) { world.has_subordinates = true; });
  vary([](auto& world) { world.tasks[7] = {.id = TaskId{7}}; });
  vary([](auto& world) { world.tasks[8] = {.id = TaskId{8}, .begun = true}; });
  vary([](auto& world) { world.storages["data/0"] = {.attachment = 1}; });
  vary([](auto& world) { world.storages["data/0"] = {.attachment = 1, .provisioned = true}; });
  vary([](auto& world) { world.storages["data/0"] = {.attachment = 1, .life = Life::dying, .provisioned = true}; });
  vary([](auto& world) { world.secrets["s"] = {.latest_revision = 2, .tracked = true}; });
  vary([](auto& world) { world.update_status_tick = 1; });
  vary([](auto& world) { world.retry_due = true; });
  vary([](auto& world) { world.resolved = ResolvedMode::no_retry; });
  return all;
}

/// Breadth first, so the shortest ways come first; there are many more, which differ in versions only.
constexpr std::size_t most_states = 1500;

std::set<LocalState> reachable() {
  std::set<LocalState> seen{LocalState{}};
  std::deque<LocalState> to_visit{LocalState{}};
  const auto all = worlds();
  while (!to_visit.empty() && seen.size() < most_states) {
    const auto local = to_visit.front();
    to_visit.pop_front();
    for (const auto& world : all) {
      const auto operation = next_operation(local, world);
      if (!operation) continue;
      for (const auto& state : outcomes(local, world, *operation))
        if (seen.insert(state).second) to_visit.push_back(state);
    }
  }
  return seen;
}

bool is_at(const LocalState& local, Step step) { return local.operation && local.operation->step == step; }

/// How many operations it takes until the unit says that it is dead, when every hook succeeds; -1: it never does.
int steps_to_death(LocalState local, RemoteState world) {
  world.life = Life::dying;
  world.retry_due = true;
  for (int step = 0; step < 100; ++step) {
    if (is_at(local, Step::pending) && local.operation->kind == OperationKind::hook) hook_succeeded(local);
    if (is_at(local, Step::done)) commit_hook(local);
    if (local.task) finish_task(local, world, local.task->number);
    const auto operation = next_operation(local, world);
    if (!operation) {
      if (std::exchange(world.has_subordinates, false)) continue; // they end, too
      if (!is_at(local, Step::failed)) return -1;
      world.resolved = ResolvedMode::retry; // an upgrade that failed waits for its operator (8.7)
      continue;
    }
    if (std::holds_alternative<Die>(*operation)) return step;
    world.resolved = ResolvedMode::none;
    const auto states = outcomes(local, world, *operation);
    local = states.back(); // the best outcome comes last
  }
  return -1;
}

} // namespace

TEST_CASE("I12: from every reachable state a dying unit comes to its end", "[resolver]") {
  const auto states = reachable();
  CHECK(states.size() > 1000);
  std::set<HookKind> kinds;
  bool tasks = false;
  const auto all = worlds();
  std::size_t turn = 0; // each state meets two of the worlds
  for (const auto& local : states) {
    if (local.operation && local.operation->kind == OperationKind::hook) kinds.insert(local.operation->hook.kind);
    tasks = tasks || local.task;
    for (int i = 0; i < 2; ++i) {
      const int steps = steps_to_death(local, all[++turn % all.size()]);
      if (steps < 0) FAIL("a dying unit never ends, with " << (local.operation ? hook_name(local.operation->hook) : "nothing") << " under way");
    }
  }
  CHECK(tasks);
  for (const auto kind : {HookKind::install, HookKind::storage_attached, HookKind::storage_detaching,
                          HookKind::leader_elected, HookKind::relation_created})
    CHECK(kinds.contains(kind));
}

TEST_CASE("a dying unit in error waits: for a retry, an operator, or removal by force", "[resolver]") {
  const auto all = worlds();
  for (const auto& local : reachable()) {
    if (!is_at(local, Step::failed) || local.leader || !local.installed) continue;
    for (auto world : all) {
      world.life = Life::dying;
      world.retry_due = false;
      world.tasks.clear(); // those run meanwhile
      world.resolved = ResolvedMode::none;
      REQUIRE_FALSE(next_operation(local, world));
      world.life = Life::dead; // removed by force
      REQUIRE(std::holds_alternative<Terminate>(*next_operation(local, world)));
    }
  }
}
