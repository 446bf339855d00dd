#include "providers/local/network_claim.h"

#include "base/machine_conf.h"
#include "base/process.h"
#include "base/unix_socket.h"
#include "core/error.h"

#include <catch2/catch.hpp>

#include <sched.h>
#include <unistd.h>

#include <string>
#include <tuple>
#include <vector>

using namespace periapt;
using namespace periapt::providers;

namespace {

/// In a process of its own and, where one may, in a network namespace of its own, which names of abstract sockets belong
/// to: there are no controllers of this host, nor do they find everything taken.
template <class Body>
bool holds_in_own_network(Body body) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    std::ignore = ::unshare(CLONE_NEWNET);
    ::_exit(body() ? 0 : 1);
  }
  return Process(pid, {}).wait().success();
}

} // namespace

TEST_CASE("a free network that was stored is taken again", "[providers]") {
  std::string network;
  {
    const NetworkClaim claim = NetworkClaim::take(std::nullopt);
    network = claim.network();
  }
  CHECK(NetworkClaim::take(network).network() == network);
}

TEST_CASE("two controllers never share a network", "[providers]") {
  const NetworkClaim first = NetworkClaim::take(std::nullopt);
  const NetworkClaim second = NetworkClaim::take(first.network());
  CHECK(first.network() != second.network());
}

TEST_CASE("a network whose machines run is not drawn while its controller is down", "[providers]") {
  CHECK(holds_in_own_network([] {
    std::vector<UniqueFd> machines; // in every network but one
    for (int octet = 1; octet <= 254; ++octet) {
      if (octet != 77) machines.push_back(claim_abstract_name(address_claim_name("127." + std::to_string(octet) + ".0.9")));
    }
    const auto drawn = NetworkClaim::take(std::nullopt).network();
    const auto own = NetworkClaim::take("127.5.0.0/16").network(); // its own controller gets it back
    return drawn == "127.77.0.0/16" && own == "127.5.0.0/16";
  }));
}

TEST_CASE("a network is 127.X.0.0/16 with X from 1 to 254, whatever was asked for", "[providers]") {
  const std::string wanted = GENERATE("", "10.0.0.0/8", "127.0.0.0/16", "127.255.0.0/16", "127.7.0.0/8", "127.x.0.0/16");
  CHECK_THAT(NetworkClaim::take(wanted).network(), Catch::Matches("127\\.[1-9][0-9]*\\.0\\.0/16"));
  CHECK(NetworkClaim::take(wanted).network() != wanted);
}

TEST_CASE("machines have addresses of their own in the network, until it is full", "[providers]") {
  const NetworkClaim claim = NetworkClaim::take(std::nullopt);
  const std::string base = claim.network().substr(0, claim.network().find(".0.0/16"));
  CHECK(claim.address(1) == base + ".0.1");
  CHECK(claim.address(256) == base + ".1.0");
  CHECK(claim.address(65534) == base + ".255.254");
  CHECK_THROWS_AS(claim.address(0), Error);
  CHECK_THROWS_AS(claim.address(65535), Error);
}
