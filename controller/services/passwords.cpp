#include "services/passwords.h"

#include "core/error.h"

#include <sodium.h>

#include <array>

namespace periapt::services {
namespace {

constexpr std::size_t longest_password_bytes = 1024;

void start_sodium() {
  if (::sodium_init() < 0) throw Error(ErrorKind::internal, "cannot start libsodium");
}

/// What an unknown user's password is compared with.
const std::string& hash_of_nobody() {
  static const std::string hash = hash_password("nobody's");
  return hash;
}

} // namespace

std::string hash_password(const std::string& password) {
  if (password.empty()) throw Error(ErrorKind::invalid, "password cannot be empty");
  if (password.size() > longest_password_bytes)
    throw make_error(ErrorKind::invalid, "password is longer than {} bytes", longest_password_bytes);
  start_sodium();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (::crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    throw Error(ErrorKind::unavailable, "not enough memory to check a password");
  return hash.data();
}

bool password_opens(const std::string& hash, const std::string& password) {
  if (password.size() > longest_password_bytes) return false;
  start_sodium();
  const auto& compared = hash.empty() ? hash_of_nobody() : hash;
  const bool same = ::crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size()) == 0;
  return same && !hash.empty();
}

bool same_secret(const std::string& left, const std::string& right) {
  return left.size() == right.size() && ::sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

} // namespace periapt::services
