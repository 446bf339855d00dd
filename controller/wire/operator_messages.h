// What operators say of applications, machines and models besides deploying: exposure, constraints, machines, SSH keys,
// clouds. Rule: contract/cli.md 2.12, 2.13, 2.22, 2.24.
#pragma once

#include <boost/describe/class.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace periapt::wire {

struct Expose {
  std::vector<std::string> endpoints; // none: all
  std::vector<std::string> spaces;
  std::vector<std::string> cidrs;
};
BOOST_DESCRIBE_STRUCT(Expose, (), (endpoints, spaces, cidrs))

struct Unexpose {
  std::vector<std::string> endpoints; // none: wholly
};
BOOST_DESCRIBE_STRUCT(Unexpose, (), (endpoints))

struct ConstraintsText {
  std::string constraints; // "cores=4 mem=2048M"
};
BOOST_DESCRIBE_STRUCT(ConstraintsText, (), (constraints))

struct AddMachines {
  int count = 1;
  std::string base; // empty: the model's default
  std::string constraints;
};
BOOST_DESCRIBE_STRUCT(AddMachines, (), (count, base, constraints))

struct MachineNames {
  std::vector<std::string> machines;
};
BOOST_DESCRIBE_STRUCT(MachineNames, (), (machines))

/// The base of units added later; those that are there stay as they are.
struct SetApplicationBase {
  std::string base; // ubuntu@24.04
};
BOOST_DESCRIBE_STRUCT(SetApplicationBase, (), (base))

struct RetryProvisioning {
  std::vector<std::string> machines;
  bool all = false; // every one that could not be started
};
BOOST_DESCRIBE_STRUCT(RetryProvisioning, (), (machines, all))

struct MachineResult {
  std::string machine;
  std::optional<std::string> error; // nothing was done: why
};
BOOST_DESCRIBE_STRUCT(MachineResult, (), (machine, error))

struct MachineResults {
  std::vector<MachineResult> results;
};
BOOST_DESCRIBE_STRUCT(MachineResults, (), (results))

/// What people have noted of applications and machines, by their names: key -> text.
struct Annotations {
  std::map<std::string, std::map<std::string, std::string>> applications;
  std::map<std::string, std::map<std::string, std::string>> machines;
};
BOOST_DESCRIBE_STRUCT(Annotations, (), (applications, machines))

struct SshKey {
  std::string key;
  std::string fingerprint; // MD5, hex pairs with colons
  std::string comment;
};
BOOST_DESCRIBE_STRUCT(SshKey, (), (key, fingerprint, comment))

struct SshKeyList {
  std::vector<SshKey> keys;
};
BOOST_DESCRIBE_STRUCT(SshKeyList, (), (keys))

/// To add: whole keys. To remove: fingerprints, comments or whole keys.
struct SshKeyTexts {
  std::vector<std::string> keys;
};
BOOST_DESCRIBE_STRUCT(SshKeyTexts, (), (keys))

struct SshKeyResults {
  std::vector<std::string> obstacles; // one for each: empty, or why not
};
BOOST_DESCRIBE_STRUCT(SshKeyResults, (), (obstacles))

struct CloudList {
  std::map<std::string, std::string> clouds; // name -> definition, YAML
};
BOOST_DESCRIBE_STRUCT(CloudList, (), (clouds))

struct SetCloud {
  std::string name;
  std::string definition;
  bool existing = false; // it is there and is replaced; else it must not be there
};
BOOST_DESCRIBE_STRUCT(SetCloud, (), (name, definition, existing))

struct RemoveCloud {
  std::string name;
};
BOOST_DESCRIBE_STRUCT(RemoveCloud, (), (name))

} // namespace periapt::wire
