// Rules about tasks and about removals by force, which concern no single hook.
// Rule: contract/hooks.md, section 12; DESIGN section 4, I1, I2 and I12.
#pragma once

#include "sim/history.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace periapt::sim {

class TaskRules {
public:
  using Breach = std::function<void(const char* rule, std::string what)>;
  explicit TaskRules(Breach breach) : breach_(std::move(breach)) {}

  void see(const Event& event);
  void finish(const FinalState& state) const;

private:
  struct Task {
    std::string unit;
    bool cancelled = false;
    bool started = false;
    std::optional<std::string> told; // how it ended
  };

  void started(const Event& event);
  void gone(const Event& event);
  void finish_task(std::int64_t number, const Task& task, const std::string& status) const;

  Breach breach_;
  std::map<std::int64_t, Task> tasks_;          // by number
  std::map<std::string, std::int64_t> forced_;  // units that have not gone, and since when
};

} // namespace periapt::sim
