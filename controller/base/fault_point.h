// Named places where a test may kill the process, to show that what follows a crash there is right.
// They are compiled in and cost one load while nothing is armed; only an option of modeld or model-agent
// (--fault NAME[:NTH]) arms one. A program lists its own, so a test cannot forget a new one.
// Rule: DESIGN section 9, rule 32. Threads: hit on any thread; arm before threads start.
#pragma once

#include <atomic>
#include <functional>
#include <string_view>
#include <vector>

namespace periapt {

/// One place. Made by PERIAPT_FAULT_POINT only.
struct FaultPoint {
  const char* name;
  std::atomic<int> hits_left{0}; // 0 = not armed

  void pass() {
    if (hits_left.load(std::memory_order_relaxed) > 0) count_down();
  }

private:
  void count_down(); // at the last: says on stderr `Killed at fault point NAME`, then SIGKILL to this process
                     // or, where somebody watches, calls the watcher
};

/// The names of all fault points of this program, sorted.
std::vector<std::string_view> fault_point_names();

/// "name" or "name:nth": the process dies at the nth hit (the first by default).
/// Throws std::invalid_argument `unknown fault point "x"` or `invalid fault "x:y"`.
void arm_fault_point(std::string_view setting);

/// For simulations in one process: every pass of every point calls `watcher` with its name and nobody is killed; what
/// the watcher throws leaves the point. nullptr ends that. No program calls this.
void watch_fault_points(std::function<void(std::string_view)> watcher);

} // namespace periapt

/// PERIAPT_FAULT_POINT("store.after-commit-before-answer"); in a function of a .cpp file, not a template:
/// the linker collects a pointer to every point, so that they are known without being reached.
#define PERIAPT_FAULT_POINT(label)                                                                                   \
  do {                                                                                                               \
    static ::periapt::FaultPoint periapt_fault_point{label};                                                       \
    [[gnu::used, gnu::section("periapt_fault_points")]] static ::periapt::FaultPoint* const periapt_fault_entry =    \
        &periapt_fault_point;                                                                                        \
    periapt_fault_point.pass();                                                                                      \
  } while (false)
