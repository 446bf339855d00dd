#include "base/md5.h"

#include <fmt/format.h>
#include <nettle/md5.h>

#include <array>
#include <cstdint>

namespace periapt {

std::string md5_hex(std::string_view data) {
  md5_ctx sum;
  nettle_md5_init(&sum);
  nettle_md5_update(&sum, data.size(), reinterpret_cast<const std::uint8_t*>(data.data()));
  std::array<std::uint8_t, MD5_DIGEST_SIZE> digest{};
  nettle_md5_digest(&sum, digest.size(), digest.data());
  std::string hex;
  for (const auto byte : digest) hex += fmt::format("{:02x}", byte);
  return hex;
}

} // namespace periapt
