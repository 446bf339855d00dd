// Passwords as they are kept: Argon2id of libsodium, with its salt and its cost in the text. Costly on purpose (tens of
// milliseconds and 64 MiB): never on the I/O or the writer thread. Any thread.
#pragma once

#include <string>

namespace periapt::services {

/// Throws Error(invalid) `password cannot be empty`, or for one longer than 1024 bytes.
std::string hash_password(const std::string& password);

/// Takes as long when `hash` is empty, which no password opens: who asks cannot tell whether there is such a user.
bool password_opens(const std::string& hash, const std::string& password);

/// In a time that depends on the lengths alone.
bool same_secret(const std::string& left, const std::string& right);

} // namespace periapt::services
