// Puts a unit's charm on its machine's disk. Production: disk_charm_deployer.h.
// Threads: the agent's one thread; `done` never comes from inside deploy().
#pragma once

#include "charm/charm.h"
#include "core/entities.h"
#include "core/error.h"
#include "core/names.h"

#include <functional>
#include <memory>
#include <optional>

namespace periapt::agent {

struct DeployOutcome {
  std::shared_ptr<const charm::Charm> charm; // null when it failed
  std::optional<Error> error;                // `unavailable`: the archive could not be fetched yet, try again
};

class CharmDeployer {
public:
  using Done = std::function<void(const DeployOutcome&)>;

  virtual ~CharmDeployer() = default;

  /// Fetches the archive if it is not at hand and unpacks it over what is there; crash-safe.
  virtual void deploy(const UnitName& unit, const CharmRef& charm, Done done) = 0;

  /// The charm that is completely on disk; null when there is none.
  virtual std::shared_ptr<const charm::Charm> load(const UnitName& unit) = 0;

  /// The unit is gone: its folders go too.
  virtual void remove(const UnitName& unit) = 0;
};

} // namespace periapt::agent
