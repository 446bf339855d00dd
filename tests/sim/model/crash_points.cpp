#include "sim/model/crash_points.h"

#include "base/fault_point.h"
#include "resolver/hook_info.h"

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <fmt/format.h>

#include <map>

namespace periapt::sim {
namespace {

constexpr std::size_t chosen_pairs = 10;
constexpr unsigned percent_at_chosen = 60;
constexpr std::size_t one_in = 150; // of all other passes

/// What the simulation replaces by its own: their points are passed by real programs only (tests/fault).
constexpr std::string_view replaced[] = {
    "agent.before-tool", "agent.after-tool-before-answer", // the tools' socket
    "charm.",                                              // charms on disk
    "transport.",                                          // the network
};

bool is_replaced(std::string_view point) {
  for (const auto prefix : replaced)
    if (point.starts_with(prefix)) return true;
  return false;
}

/// All but named events: no charm there brings an interface contract; the resolver's simulation plays them.
std::vector<std::string> all_hooks() {
  std::vector<std::string> hooks;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<resolver::HookKind>>([&](auto entry) {
    if (entry.value != resolver::HookKind::named_event) hooks.push_back(resolver::kind_name(entry.value));
  });
  return hooks;
}

/// What an agent can be at when it passes the point; empty: the point does not belong to an operation.
std::vector<std::string> activities_at(std::string_view point) {
  if (!point.starts_with("agent.")) return {};
  if (point == "agent.charm-deployed") return {"deploy"};
  auto activities = all_hooks();
  if (point == "agent.hook-pending" || point == "agent.hook-started") return activities;
  activities.emplace_back("task");
  if (point == "agent.hook-ended") return activities;
  activities.emplace_back("deploy");
  activities.emplace_back("nothing"); // scope, leadership, statuses
  return activities;
}

} // namespace

const std::vector<std::string>& expected_crashes() {
  static const auto pairs = [] {
    std::vector<std::string> all;
    for (const auto point : fault_point_names()) {
      if (is_replaced(point)) continue;
      const auto activities = activities_at(point);
      if (activities.empty()) all.emplace_back(point);
      for (const auto& activity : activities) all.push_back(fmt::format("{} while {}", point, activity));
    }
    return all;
  }();
  return pairs;
}

CrashPoints::~CrashPoints() {
  if (watching_) watch_fault_points(nullptr);
}

void CrashPoints::watch() {
  watching_ = true;
  for (std::size_t i = 0; i < chosen_pairs; ++i) chosen_.insert(expected_crashes()[random_.below(expected_crashes().size())]);
  watch_fault_points([this](std::string_view point) { pass(point); });
}

void CrashPoints::pass(std::string_view point) {
  if (!running_ || !faults_) return;
  const auto activity = running_->activity();
  const auto here = activity.empty() ? std::string(point) : fmt::format("{} while {}", point, activity);
  const bool ends = chosen_.contains(here) ? random_.percent(percent_at_chosen) : random_.below(one_in) == 0;
  if (!ends) return;
  coverage_.count_crash(here);
  throw Crash();
}

} // namespace periapt::sim
