// The parts of a charm's description, each read from its own file. For the room's own use: see charm.h.
// Errors: Error(invalid), texts of contract/charm-format.md, sections 3, 5 and 6, without the file's prefix.
#pragma once

#include "charm/charm.h"
#include "charm/faults.h"
#include "charm/yaml_reader.h"

#include <string>
#include <string_view>
#include <vector>

namespace periapt::charm {

/// metadata.yaml into `charm`.
void read_metadata(std::string_view yaml, Charm& charm, const FaultSink& faults = {});
/// manifest.yaml's bases.
std::vector<Base> read_manifest(std::string_view yaml);
/// actions.yaml. Charms named `juju-…` may use reserved names.
std::vector<Action> read_actions(std::string_view yaml, const std::string& charm_name, const FaultSink& faults = {});

Storage read_storage(const std::string& name, const YamlReader& body);
std::vector<Assumption> read_assumptions(const YamlReader& list);

/// lxd-profile.yaml: throws `invalid lxd-profile.yaml: …`.
void check_lxd_profile(std::string_view yaml);

/// "juju", "juju-…": names that only charms called `juju-…` may use.
bool is_reserved_name(std::string_view charm_name, std::string_view name);

} // namespace periapt::charm
