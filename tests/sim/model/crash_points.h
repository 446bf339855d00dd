// Where a history lets a process end: at the fault points that the real code passes, with what it does just then.
// Each history ends processes at random points, and more often at a few pairs of point and activity that its seed
// chooses, so that rare ones have their turn.
#pragma once

#include "sim/coverage.h"
#include "sim/random.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace periapt::sim {

/// Every "POINT while ACTIVITY" that the program can pass and every other point alone; each must have ended a process.
const std::vector<std::string>& expected_crashes();

/// A process of the history: an agent, the controller.
class Mortal {
public:
  virtual ~Mortal() = default;
  /// What it does now: "relation-changed", "task".
  virtual std::string activity() const = 0;
  /// It has ended at a fault point.
  virtual void crash() = 0;
};

class CrashPoints {
public:
  CrashPoints(Random& random, const bool& faults, Coverage& coverage)
      : random_(random), faults_(faults), coverage_(coverage) {}
  CrashPoints(const CrashPoints&) = delete;
  CrashPoints& operator=(const CrashPoints&) = delete;
  ~CrashPoints();

  /// From now on the points of this thread's code are this history's.
  void watch();

  /// Runs code of `process`, which ends there if a point says so.
  template <class Code>
  void run(Mortal& process, const Code& code) {
    if (running_) return code(); // a part of what runs already
    running_ = &process;
    try {
      code();
    } catch (const Crash&) {
      running_ = nullptr;
      return process.crash();
    } catch (...) {
      running_ = nullptr;
      throw;
    }
    running_ = nullptr;
  }

private:
  struct Crash {};

  void pass(std::string_view point);

  Random& random_;
  const bool& faults_;
  Coverage& coverage_;
  std::set<std::string> chosen_;
  Mortal* running_ = nullptr;
  bool watching_ = false;
};

} // namespace periapt::sim
