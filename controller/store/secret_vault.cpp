#include "store/secret_vault.h"

#include "base/file.h"
#include "core/error.h"

#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>

namespace periapt::store {
namespace {

constexpr std::size_t key_bytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void require_private(const std::filesystem::path& file) {
  struct stat status{};
  if (::stat(file.c_str(), &status) == 0 && (status.st_mode & 077) != 0)
    throw make_error(ErrorKind::conflict, "cannot use the key file \"{}\": others may read it (chmod 600 it)",
                     file.string());
}

} // namespace

SecretVault::SecretVault() : key_(nullptr) {
  if (::sodium_init() < 0) throw Error(ErrorKind::internal, "cannot start libsodium");
  key_ = static_cast<unsigned char*>(::sodium_malloc(key_bytes));
  if (key_ == nullptr) throw Error(ErrorKind::unavailable, "cannot allocate memory for the key of secrets");
}

SecretVault::~SecretVault() { ::sodium_free(key_); }

std::shared_ptr<const SecretVault> SecretVault::open(const std::filesystem::path& key_file) {
  const std::shared_ptr<SecretVault> vault(new SecretVault);
  if (auto stored = read_file_if_exists(key_file, key_bytes + 1)) {
    require_private(key_file);
    if (stored->size() != key_bytes)
      throw make_error(ErrorKind::conflict, "the key file \"{}\" is damaged: {} bytes, expected {}",
                       key_file.string(), stored->size(), key_bytes);
    std::copy(stored->begin(), stored->end(), vault->key_);
    ::sodium_memzero(stored->data(), stored->size());
    return vault;
  }
  ::crypto_aead_xchacha20poly1305_ietf_keygen(vault->key_);
  write_file_atomically(key_file, {reinterpret_cast<const char*>(vault->key_), key_bytes}, 0600);
  return vault;
}

std::shared_ptr<const SecretVault> SecretVault::ephemeral() {
  const std::shared_ptr<SecretVault> vault(new SecretVault);
  ::crypto_aead_xchacha20poly1305_ietf_keygen(vault->key_);
  return vault;
}

std::string SecretVault::seal(std::string_view plain, std::string_view associated) const {
  std::string sealed(nonce_bytes + plain.size() + tag_bytes, '\0');
  ::randombytes_buf(sealed.data(), nonce_bytes);
  ::crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(sealed) + nonce_bytes, nullptr, bytes_of(plain), plain.size(),
                                               bytes_of(associated), associated.size(), nullptr, bytes_of(sealed),
                                               key_);
  return sealed;
}

std::string SecretVault::unseal(std::string_view sealed, std::string_view associated) const {
  const Error broken(ErrorKind::internal, "cannot open a sealed secret: it was changed, or sealed with another key");
  if (sealed.size() < nonce_bytes + tag_bytes) throw broken;
  std::string plain(sealed.size() - nonce_bytes - tag_bytes, '\0');
  const int failed = ::crypto_aead_xchacha20poly1305_ietf_decrypt(
      bytes_of(plain), nullptr, nullptr, bytes_of(sealed) + nonce_bytes, sealed.size() - nonce_bytes,
      bytes_of(associated), associated.size(), bytes_of(sealed), key_);
  if (failed != 0) throw broken;
  return plain;
}

} // namespace periapt::store
