// The one charm of the simulated models: it provides, requires and peers, and has one option.
#pragma once

#include "charm/charm.h"
#include "sim/model/setting.h"

namespace periapt::sim {

inline const charm::Charm& sim_charm() {
  static const auto made = charm::parse_charm(
      {{"metadata.yaml", "name: sim\nsummary: ''\ndescription: ''\nseries: [noble]\n"
                         "provides: {db: {interface: data}}\nrequires: {use: {interface: data}}\n"
                         "peers: {ring: {interface: ring}}\n"},
       {"config.yaml", "options:\n  n: {type: int, default: 0}\n"}},
      charm::CharmOrigin::folder);
  return made;
}

} // namespace periapt::sim
