// SHA-256 (FIPS 180-4) of our own, so that the static agent needs no cryptography library for naming
// charm archives and migrations. Not for secrets.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace periapt {

class Sha256 {
public:
  void update(std::string_view bytes);
  /// Ends the computation: lower-case hex, 64 characters. The object is not used afterwards.
  std::string finish();

private:
  void block(const unsigned char* bytes);

  std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::array<unsigned char, 64> pending_{};
  std::uint64_t length_bytes_ = 0;
};

std::string sha256_hex(std::string_view bytes);

} // namespace periapt
