#include "base/sha384.h"

#include "base/system_error.h"
#include "base/unique_fd.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <nettle/sha2.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <vector>

namespace periapt {
namespace {

constexpr std::size_t file_piece_bytes = 256 * 1024;

std::string digest_of(sha512_ctx& sum) {
  std::array<std::uint8_t, SHA384_DIGEST_SIZE> digest{};
  nettle_sha384_digest(&sum, digest.size(), digest.data());
  std::string hex;
  for (const auto byte : digest) hex += fmt::format("{:02x}", byte);
  return hex;
}

} // namespace

std::string sha384_of_file(const std::filesystem::path& path) {
  const UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!fd) throw_errno("cannot open \"{}\"", path.string());
  sha512_ctx sum; // nettle: SHA-384 is SHA-512 from another start, cut short
  nettle_sha384_init(&sum);
  std::vector<std::uint8_t> piece(file_piece_bytes);
  for (;;) {
    const auto count = ::read(fd.get(), piece.data(), piece.size());
    if (count < 0) throw_errno("cannot read \"{}\"", path.string());
    if (count == 0) return digest_of(sum);
    nettle_sha512_update(&sum, static_cast<std::size_t>(count), piece.data());
  }
}

} // namespace periapt
