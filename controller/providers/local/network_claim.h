// A controller's own part of the loopback network: one 127.X.0.0/16, claimed by the name of an abstract unix socket,
// which the kernel frees when the process ends. While a controller is down its machines' claims on their addresses
// (address_claim_name) keep others from drawing its network. Rule: DESIGN section 9, rule 23.
#pragma once

#include "base/unique_fd.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace periapt::providers {

class NetworkClaim {
public:
  /// Takes `wanted` ("127.37.0.0/16") if it is free and well-formed, else draws a free one.
  /// Throws Error(unavailable) if there is none.
  static NetworkClaim take(const std::optional<std::string>& wanted);

  std::string network() const;
  /// The nth host address, n from 1 to 65534. Throws Error(unavailable) outside.
  std::string address(std::int64_t number) const;

private:
  NetworkClaim(int octet, UniqueFd claim) : octet_(octet), claim_(std::move(claim)) {}
  int octet_;
  UniqueFd claim_;
};

} // namespace periapt::providers
