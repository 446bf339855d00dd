// The key that secrets are sealed with, and the sealing: XChaCha20-Poly1305 with a random nonce and associated
// data, so that a sealed text cannot be moved to another secret or revision. The only user of libsodium here.
// The key is in memory that is not swapped or dumped, and is overwritten at the end. Any thread; immutable.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace periapt::store {

class SecretVault {
public:
  /// Reads the key from its file, which is made (0600) when there is none. Throws Error(conflict) when the file
  /// is no key or others may read it, std::system_error from the disk.
  static std::shared_ptr<const SecretVault> open(const std::filesystem::path& key_file);
  /// A key of its own, gone with the object: for databases in memory.
  static std::shared_ptr<const SecretVault> ephemeral();
  ~SecretVault();
  SecretVault(const SecretVault&) = delete;
  SecretVault& operator=(const SecretVault&) = delete;

  /// nonce | ciphertext | tag
  std::string seal(std::string_view plain, std::string_view associated) const;
  /// Throws Error(internal) `cannot open a sealed secret` for another key, other associated data, a changed text.
  std::string unseal(std::string_view sealed, std::string_view associated) const;

private:
  SecretVault();
  unsigned char* key_; // sodium_malloc
};

} // namespace periapt::store
