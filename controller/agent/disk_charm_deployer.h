// Charms on the machine's disk: archives fetched by their SHA-256 into a cache, unpacked beside the loop on a
// thread of their own, and the links that make the hook tools. Rule: contract/charm-format.md 9 and
// contract/environment.md 12; DESIGN section 9, 27 and 29. Threads: the agent's one thread calls; `done` is called
// by the io_context.
#pragma once

#include "agent/charm_deployer.h"
#include "base/machine_layout.h"
#include "client/async_client.h"

#include <boost/asio/io_context.hpp>

#include <functional>
#include <map>
#include <memory>
#include <thread>

namespace periapt::agent {

class DiskCharmDeployer final : public CharmDeployer {
public:
  /// `removed` is told when a unit's folders have gone.
  DiskCharmDeployer(boost::asio::io_context& io, client::AsyncClient& client, MachineLayout layout,
                    std::function<void(const UnitName&)> removed);
  ~DiskCharmDeployer() override; // waits for what is being unpacked

  void deploy(const UnitName& unit, const CharmRef& charm, Done done) override;
  std::shared_ptr<const charm::Charm> load(const UnitName& unit) override;
  void remove(const UnitName& unit) override;

private:
  std::filesystem::path archive_of(const CharmRef& charm) const;
  void unpack(const UnitName& unit, const CharmRef& charm, Done done);

  boost::asio::io_context& io_;
  client::AsyncClient& client_;
  MachineLayout layout_;
  std::function<void(const UnitName&)> removed_;
  std::map<std::string, std::jthread> unpacking_; // by unit
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

} // namespace periapt::agent
