// How a controller is reached, of the "api-endpoints" that controllers.yaml keeps. Pure; any thread.
#pragma once

#include "cli/client_files.h"

#include <filesystem>
#include <string>
#include <vector>

namespace periapt::cli {

/// A socket of this machine, not an address of another.
bool is_socket_endpoint(const std::string& endpoint);

/// Where client::Client finds it: its socket, else its addresses, known by the certificate. Throws Error(unavailable).
std::filesystem::path address_of(const ControllerEntry& controller);
/// Likewise, by what a registration string says.
std::filesystem::path address_of(const std::vector<std::string>& endpoints, const std::string& fingerprint);

} // namespace periapt::cli
