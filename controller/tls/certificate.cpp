#include "tls/certificate.h"

#include "base/file.h"
#include "core/error.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

#include <array>
#include <memory>

namespace periapt::tls {
namespace {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Memory = std::unique_ptr<BIO, Freed<BIO_free>>;

/// What OpenSSL calls success.
void require(bool success) {
  if (!success) throw Error(ErrorKind::internal, "cannot make a key and a certificate for TLS");
}

std::string text_of(const Memory& memory) {
  char* bytes = nullptr;
  const auto size = BIO_get_mem_data(memory.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

/// Known by its fingerprint alone: so it never expires, and its name says nothing of where it is.
Certificate self_signed(EVP_PKEY* key) {
  Certificate certificate(X509_new());
  X509_set_version(certificate.get(), 2); // X.509 v3
  unsigned char serial[8];
  require(RAND_bytes(serial, sizeof serial) == 1);
  serial[0] &= 0x7f; // positive
  std::unique_ptr<BIGNUM, Freed<BN_free>> number(BN_bin2bn(serial, sizeof serial, nullptr));
  require(number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get())) != nullptr);
  ASN1_TIME_set_string(X509_getm_notBefore(certificate.get()), "20200101000000Z");
  ASN1_TIME_set_string(X509_getm_notAfter(certificate.get()), "99991231235959Z"); // RFC 5280: no expiry
  const auto name = X509_get_subject_name(certificate.get());
  const auto* text = reinterpret_cast<const unsigned char*>("Periapt controller");
  require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0) == 1);
  require(X509_set_issuer_name(certificate.get(), name) == 1);
  require(X509_set_pubkey(certificate.get(), key) == 1);
  require(X509_sign(certificate.get(), key, EVP_sha256()) > 0);
  return certificate;
}

Identity make_identity() {
  const Key key(EVP_EC_gen("P-256"));
  require(key != nullptr);
  const auto certificate = self_signed(key.get());
  const Memory certificate_text(BIO_new(BIO_s_mem())), key_text(BIO_new(BIO_s_mem()));
  require(PEM_write_bio_X509(certificate_text.get(), certificate.get()) == 1);
  require(PEM_write_bio_PrivateKey(key_text.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
  return {text_of(certificate_text), text_of(key_text)};
}

} // namespace

Identity own_identity(const std::filesystem::path& folder) {
  const auto certificate_file = folder / "tls.crt", key_file = folder / "tls.key";
  const auto certificate = read_file_if_exists(certificate_file);
  const auto key = read_file_if_exists(key_file);
  if (certificate && key) return {*certificate, *key};
  auto made = make_identity();
  write_file_atomically(key_file, made.key, 0600);
  write_file_atomically(certificate_file, made.certificate, 0600); // last: half of it is made again
  return made;
}

std::string fingerprint(std::string_view certificate_pem) {
  const Memory memory(BIO_new_mem_buf(certificate_pem.data(), static_cast<int>(certificate_pem.size())));
  const Certificate certificate(PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr));
  if (!certificate) throw Error(ErrorKind::invalid, "cannot read a certificate");
  return fingerprint(certificate.get());
}

std::string fingerprint(const x509_st* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  require(X509_digest(certificate, EVP_sha256(), digest.data(), &size) == 1);
  std::string text;
  for (unsigned i = 0; i < size; ++i) text += fmt::format("{:02x}", digest[i]);
  return text;
}

} // namespace periapt::tls
