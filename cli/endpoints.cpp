#include "cli/endpoints.h"

#include "base/unix_socket.h"
#include "client/address.h"
#include "core/error.h"
#include "tls/certificate.h"

namespace periapt::cli {
namespace {

constexpr std::string_view unix_scheme = "unix:";

} // namespace

bool is_socket_endpoint(const std::string& endpoint) { return endpoint.starts_with(unix_scheme); }

std::filesystem::path address_of(const std::vector<std::string>& endpoints, const std::string& fingerprint) {
  for (const auto& endpoint : endpoints)
    if (is_socket_endpoint(endpoint)) return socket_path(endpoint.substr(unix_scheme.size()));
  return client::RemoteAddress{endpoints, fingerprint}.str();
}

std::filesystem::path address_of(const ControllerEntry& controller) {
  const auto& endpoints = controller.api_endpoints;
  const bool has_socket = !endpoints.empty() && is_socket_endpoint(endpoints.front());
  if (!has_socket && (endpoints.empty() || controller.ca_cert.empty()))
    throw make_error(ErrorKind::unavailable, "controller {} has no address that this client can reach", controller.name);
  return address_of(endpoints, has_socket ? "" : tls::fingerprint(controller.ca_cert));
}

} // namespace periapt::cli
