// The charms of the simulated models: one that provides, requires and peers, and a subordinate that lives with it.
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

inline const charm::Charm& sim_subordinate() {
  static const auto made = charm::parse_charm(
      {{"metadata.yaml", "name: subsim\nsummary: ''\ndescription: ''\nseries: [noble]\nsubordinate: true\n"
                         "provides: {db: {interface: data}}\npeers: {ring: {interface: ring}}\n"
                         "requires: {use: {interface: data}, host: {interface: juju-info, scope: container},"
                         " beside: {interface: data, scope: container}}\n"},
       {"config.yaml", "options:\n  n: {type: int, default: 0}\n"}},
      charm::CharmOrigin::folder);
  return made;
}

/// Of an application or unit: the names tell.
inline bool is_subordinate(const std::string& name) { return name.starts_with("sub"); }
inline const charm::Charm& charm_of(const std::string& name) {
  return is_subordinate(name) ? sim_subordinate() : sim_charm();
}

} // namespace periapt::sim
