// The command line that both simulations share: run many histories, or one again by its seed, or look for
// planted mistakes. Exit: 0 fine, 1 a breach (or a planted mistake that was not found), 2 wrong use.
#pragma once

#include "sim/checker.h"
#include "sim/coverage.h"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace periapt::sim {

struct Simulation {
  std::string program;
  std::uint64_t histories = 0;
  std::vector<std::string> expected_coverage;
  std::vector<std::string> expected_crashes = {}; // points at which processes must have ended
};

/// `World(seed, defect, coverage)` with play() -> breaches and history().
template <class World, class Defect>
class Command {
public:
  Command(Simulation simulation, int argc, char** argv)
      : simulation_(std::move(simulation)), histories_(simulation_.histories) {
    for (int i = 1; i < argc; ++i) {
      const std::string flag = argv[i];
      const auto value = [&] { return i + 1 < argc ? argv[++i] : throw std::runtime_error(flag + " needs a value"); };
      if (flag == "--histories") histories_ = std::stoull(value());
      else if (flag == "--seed") seed_ = std::stoull(value());
      else if (flag == "--least") least_ = std::stoll(value());
      else if (flag == "--least-crashes") least_crashes_ = std::stoll(value());
      else if (flag == "--show") show_ = true;
      else if (flag == "--progress") progress_ = true;
      else if (flag == "--all-defects") all_defects_ = true;
      else if (flag != "--defect") throw std::runtime_error("unknown option " + flag);
      else if (!boost::describe::enum_from_string(value(), defect_)) throw std::runtime_error("unknown defect");
    }
  }

  int run() {
    if (all_defects_) return find_defects();
    Coverage coverage(simulation_.expected_coverage, simulation_.expected_crashes);
    const bool breach = first_breach(defect_, coverage);
    if (defect_ != Defect::none) return breach ? 0 : 1;
    if (breach) return 1;
    if (seed_) return 0;
    std::cout << histories_ << " histories without a breach; in them:\n";
    return coverage.report(least_, least_crashes_) ? 0 : 1;
  }

private:
  bool first_breach(Defect defect, Coverage& coverage) {
    for (auto seed = seed_.value_or(1); seed <= seed_.value_or(histories_); ++seed) {
      World world(seed, defect, coverage);
      const auto breaches = world.play();
      if (show_) show(world.history());
      if (progress_ && seed % std::max<std::uint64_t>(histories_ / 20, 1) == 0) std::cerr << seed << " of " << histories_ << " histories\n";
      if (breaches.empty()) continue;
      const auto& first = breaches.front();
      std::cout << "history " << seed << ": " << first.rule << " " << first.what << " (event " << first.event
                << "); to see it: " << simulation_.program << " --seed " << seed << " --show\n";
      return true;
    }
    return false;
  }

  int find_defects() {
    int missed = 0;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Defect>>([&](auto entry) {
      if (entry.value == Defect::none) return;
      Coverage ignored({});
      std::cout << entry.name << ": " << std::flush;
      if (first_breach(entry.value, ignored)) return;
      std::cout << "NOT CAUGHT\n";
      ++missed;
    });
    return missed == 0 ? 0 : 1;
  }

  static void show(const History& history) {
    for (std::size_t i = 0; i < history.size(); ++i)
      if (history[i].fact != Fact::observed) std::cout << i << " " << describe(history[i]) << '\n';
  }

  Simulation simulation_;
  std::uint64_t histories_;
  std::optional<std::uint64_t> seed_;
  Defect defect_ = Defect::none;
  std::int64_t least_ = 200; // occurrences of everything that must occur
  std::int64_t least_crashes_ = 1; // at every point and in everything that can be under way there
  bool all_defects_ = false;
  bool show_ = false;
  bool progress_ = false;
};

template <class World, class Defect>
int simulate(Simulation simulation, int argc, char** argv) {
  try {
    return Command<World, Defect>(simulation, argc, argv).run();
  } catch (const std::exception& error) {
    std::cerr << simulation.program << ": " << error.what() << '\n';
    return 2;
  }
}

} // namespace periapt::sim
