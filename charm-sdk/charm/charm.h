// What a charm is: its files read into values. A charm is a folder with metadata.yaml or a zip archive
// holding one; a source tree with a unified charmcraft.yaml is split in memory (unified_charm.h).
// Rule: contract/charm-format.md, sections 2 to 8. Errors: Error(invalid) with the contract's texts;
// Error(not_found) when the path does not exist. Threads: any.
#pragma once

#include "charm/base.h"
#include "charm/config_schema.h"
#include "charm/contracts.h"
#include "charm/faults.h"
#include "charm/handlers.h"
#include "core/endpoint.h"
#include "core/storage.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace periapt::charm {

struct Storage {
  std::string name;
  StorageKind kind = StorageKind::filesystem;
  std::string description;
  std::string location;
  bool shared = false;
  bool read_only = false;
  std::optional<std::int64_t> minimum_size_mib;
  int count_min = 1;
  std::optional<int> count_max = 1; // nullopt = no limit
  bool transient = false;
  bool operator==(const Storage&) const = default;
};

enum class ResourceType { file, oci_image };

/// What a resource of type oci-image is, as a file: a description of where the image is.
inline constexpr const char* image_file_name = "content.yaml";

struct Resource {
  std::string name;
  ResourceType type = ResourceType::file;
  std::string filename;
  std::string description;
  bool operator==(const Resource&) const = default;
};

struct Action {
  std::string name;
  std::string description; // "No description" when the charm gives none
  std::string schema;      // the JSON Schema object of its parameters, as YAML text
  bool parallel = false;   // does not wait for the machine's lock
  std::string execution_group; // waits for this lock instead of the machine's; empty: none
  bool operator==(const Action&) const = default;
};

/// `assumes`: features that a deployment needs. `all_of` and `any_of` have children, a feature has none.
struct Assumption {
  enum class Kind { feature, all_of, any_of };
  Kind kind = Kind::feature;
  std::string feature;
  std::string comparison; // "", ">=" or "<"
  std::string version;
  std::vector<Assumption> children;
  bool operator==(const Assumption&) const = default;
};

struct Charm {
  std::string name;
  std::string summary;
  std::string description;
  bool subordinate = false;
  std::vector<Endpoint> endpoints; // declared ones, sorted by name; without the implicit juju-info
  std::vector<std::string> extra_bindings;
  std::vector<Storage> storage;
  std::vector<Resource> resources;
  std::vector<std::string> containers; // workload containers: such a charm cannot run on machines
  std::vector<std::string> series;
  std::vector<std::string> terms;
  std::vector<Assumption> assumes;
  std::string min_juju_version;
  std::string charm_user;
  bool has_deployment = false;
  std::vector<Base> bases; // manifest.yaml's, else made from `series`
  bool has_manifest = false;
  bool has_manifest_bases = false;
  ConfigOptions config;
  std::vector<Action> actions;
  std::vector<std::string> layers;         // layer.yaml `includes`, in their order
  ContractVersions contract_versions;      // charm.yaml `contracts`
  std::map<std::string, std::string> contracts; // texts of the interface contracts that it brings, by path
  std::vector<std::string> hook_files;     // names in hooks/
  bool dispatches = false;                 // `dispatch` is there: a program for every event
  std::vector<Handler> handlers;           // charm.yaml `handlers`
  std::vector<std::string> handled_events; // their keys
  std::string lxd_profile;                 // text of lxd-profile.yaml
  std::int64_t revision = 0;
  std::string version;
};

/// The text of each recognised file by its name ("metadata.yaml"), interface contracts by their path; absent ones are
/// missing.
using CharmFiles = std::map<std::string, std::string>;

/// The files that read_charm looks at.
const std::vector<std::string>& recognised_files();

enum class CharmOrigin { folder, archive }; // how parse errors are prefixed

/// Reads, does not check.
Charm parse_charm(const CharmFiles& files, CharmOrigin origin);

/// What can be read of a charm's folder, and all that `read_charm` would refuse of it, one after the other. Throws where
/// there is no metadata.yaml to read.
Charm read_charm_noting(const std::filesystem::path& folder, std::vector<FileFault>& faults);

/// Reads and checks a charm folder (or source tree with a unified charmcraft.yaml).
Charm read_charm(const std::filesystem::path& folder);

/// Reads and checks a .charm archive, its list of entries included (archive.h). Not a zip: `invalid charm or bundle provided at "x"`.
Charm read_charm_archive(const std::filesystem::path& archive);

/// The second step: reserved and duplicate names, storage, terms, format 1 or 2. Throws the first fault.
void check(const Charm& charm);
/// All of them. What they are about has no line of its own.
std::vector<FileFault> find_faults(const Charm& charm);

/// Every hook name this charm may have: unit, secret, relation, storage and container hooks.
std::vector<std::string> hook_names(const Charm& charm);

/// Whether it has a program for this event other than `dispatch`: a handler, or a file in hooks/.
bool has_program(const Charm& charm, const std::string& event);

/// nullopt, or the first unmet assumption as text: `juju >= 4`. `version` is the reported Juju version.
std::optional<std::string> unmet_assumption(const Charm& charm, const std::string& version);

} // namespace periapt::charm
