#include "providers/local/network_claim.h"

#include "base/machine_conf.h"
#include "base/random.h"
#include "base/unix_socket.h"
#include "core/error.h"

#include <charconv>
#include <string_view>

namespace periapt::providers {
namespace {

constexpr int first_octet = 1; // 127.0.0.0/16 is everybody's
constexpr int octet_count = 254;
constexpr std::int64_t last_host = 65534;
constexpr std::string_view prefix = "127.";
constexpr std::string_view suffix = ".0.0/16";

std::optional<int> octet_of(std::string_view network) {
  if (network.substr(0, prefix.size()) != prefix) return std::nullopt;
  network.remove_prefix(prefix.size());
  int octet = 0;
  const auto [end, error] = std::from_chars(network.data(), network.data() + network.size(), octet);
  const auto length = static_cast<std::size_t>(end - network.data());
  if (error != std::errc() || network.substr(length) != suffix) return std::nullopt;
  if (octet < first_octet || octet >= first_octet + octet_count) return std::nullopt;
  return octet;
}

UniqueFd claim(int octet) { return claim_abstract_name(fmt::format("periapt-network-127.{}", octet)); }

bool has_machines(int octet) { return abstract_name_claimed(address_claim_name(fmt::format("127.{}.", octet))); }

} // namespace

NetworkClaim NetworkClaim::take(const std::optional<std::string>& wanted) {
  if (const auto octet = wanted ? octet_of(*wanted) : std::nullopt) {
    if (UniqueFd fd = claim(*octet)) return NetworkClaim(*octet, std::move(fd));
  }
  const int start = static_cast<int>(random_below(octet_count));
  for (int i = 0; i < octet_count; ++i) {
    const int octet = first_octet + (start + i) % octet_count;
    if (has_machines(octet)) continue; // of a controller that is down
    if (UniqueFd fd = claim(octet)) return NetworkClaim(octet, std::move(fd));
  }
  throw make_error(ErrorKind::unavailable, "cannot claim a loopback network: all are in use on this host");
}

std::string NetworkClaim::network() const { return fmt::format("{}{}{}", prefix, octet_, suffix); }

std::string NetworkClaim::address(std::int64_t number) const {
  if (number < 1 || number > last_host) {
    throw make_error(ErrorKind::unavailable, "cannot give machine {} an address: the network {} is full", number, network());
  }
  return fmt::format("127.{}.{}.{}", octet_, number / 256, number % 256);
}

} // namespace periapt::providers
