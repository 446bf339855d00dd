// A key and the certificate that it has signed itself. Errors: Error(internal, unavailable); std::system_error of files.
// Any thread.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

struct x509_st;

namespace periapt::tls {

struct Identity {
  std::string certificate; // PEM
  std::string key;         // PEM, secret
};

/// Those of the folder, `tls.crt` and `tls.key` (0600); made if they are not there.
Identity own_identity(const std::filesystem::path& folder);

/// SHA-256 of the certificate, 64 hex digits. Throws Error(invalid) for what is none.
std::string fingerprint(std::string_view certificate_pem);
std::string fingerprint(const x509_st* certificate); // OpenSSL's X509

} // namespace periapt::tls
