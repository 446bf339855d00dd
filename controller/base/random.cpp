#include "base/random.h"

#include "base/system_error.h"

#include <sys/random.h>

#include <array>
#include <string_view>

namespace periapt {
namespace {

void fill(unsigned char* bytes, std::size_t size) {
  while (size > 0) {
    const auto got = retry_interrupted([&] { return getrandom(bytes, size, 0); });
    if (got < 0) throw_errno("cannot draw random bytes");
    bytes += got;
    size -= static_cast<std::size_t>(got);
  }
}

std::string hex_of(const unsigned char* bytes, std::size_t size) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * size);
  for (std::size_t i = 0; i < size; ++i) {
    text.push_back(digits[bytes[i] >> 4]);
    text.push_back(digits[bytes[i] & 15]);
  }
  return text;
}

} // namespace

std::string random_hex(std::size_t size_bytes) {
  std::string bytes(size_bytes, '\0');
  auto* data = reinterpret_cast<unsigned char*>(bytes.data());
  fill(data, size_bytes);
  return hex_of(data, size_bytes);
}

std::string random_uuid() {
  std::array<unsigned char, 16> bytes{};
  fill(bytes.data(), bytes.size());
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x40); // version 4
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80); // RFC 4122
  const std::string hex = hex_of(bytes.data(), bytes.size());
  return hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' + hex.substr(16, 4) + '-' +
         hex.substr(20);
}

std::uint32_t random_below(std::uint32_t bound) {
  const std::uint32_t unbiased_limit = UINT32_MAX - UINT32_MAX % bound;
  std::uint32_t drawn = 0;
  do {
    fill(reinterpret_cast<unsigned char*>(&drawn), sizeof drawn);
  } while (drawn >= unbiased_limit);
  return drawn % bound;
}

} // namespace periapt
