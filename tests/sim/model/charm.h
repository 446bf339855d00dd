// The charms of the simulated models: one that provides, requires, peers, stores and has an action, and a subordinate
// that lives with it. Revisions of a charm do not differ in content.
#pragma once

#include "charm/charm.h"
#include "sim/model/setting.h"

namespace periapt::sim {

inline constexpr int charm_revisions = 3;
inline constexpr const char* storage_name = "data";
inline constexpr const char* action_name = "work";

inline const charm::Charm& sim_charm() {
  static const auto made = charm::parse_charm(
      {{"metadata.yaml", "name: sim\nsummary: ''\ndescription: ''\nseries: [noble]\n"
                         "provides: {db: {interface: data}}\nrequires: {use: {interface: data}}\n"
                         "peers: {ring: {interface: ring}}\n"
                         "storage: {data: {type: filesystem, multiple: {range: 0-3}}}\n"},
       {"actions.yaml", "work: {description: ''}\n"},
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
       {"actions.yaml", "work: {description: ''}\n"},
       {"config.yaml", "options:\n  n: {type: int, default: 0}\n"}},
      charm::CharmOrigin::folder);
  return made;
}

/// Of an application or unit: the names tell.
inline bool is_subordinate(const std::string& name) { return name.starts_with("sub"); }
inline const charm::Charm& charm_of(const std::string& name) {
  return is_subordinate(name) ? sim_subordinate() : sim_charm();
}

/// `local:sim-2` -> 3; 0 for none.
inline std::int64_t charm_version(const std::string& url) {
  const auto dash = url.rfind('-');
  return dash == std::string::npos ? 0 : std::stoll(url.substr(dash + 1)) + 1;
}

/// What config-changed tells: the option and the charm on disk, which is part of what makes it run.
inline std::int64_t config_version(std::int64_t option, std::int64_t charm) { return option * 100 + charm; }

} // namespace periapt::sim
