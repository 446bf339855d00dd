// What every part of one history shares.
#pragma once

#include "sim/coverage.h"
#include "sim/history.h"
#include "sim/model/crash_points.h"
#include "sim/model/defect.h"
#include "sim/model/virtual_time.h"
#include "sim/random.h"

namespace periapt::sim {

struct Setting {
  explicit Setting(std::uint64_t seed, ModelDefect planted, Coverage& counts)
      : random(seed), defect(planted), coverage(counts), crashes(random, faults, counts) {}

  VirtualTime time;
  Random random;
  ModelDefect defect;
  Coverage& coverage;
  History history;
  bool faults = true;         // until the history comes to its end
  CrashPoints crashes;
  std::int64_t last_value = 0; // values written into bags and configs grow, so they serve as versions
  std::vector<std::string> secrets; // ids that hooks have heard of, whoever owns them
};

/// Unit names are never used again within a history, so the name is identity enough.
inline std::string label_of(const std::string& unit) { return unit + "#" + unit; }

/// The bag's key that hooks write, as a version: 0 when it was never written.
inline constexpr const char* value_key = "n";

} // namespace periapt::sim
