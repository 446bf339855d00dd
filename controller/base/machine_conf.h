// machine.conf: what a machine must know to find its controller. Written by the provider, read by the agent.
// Form: one "name=value" a line, values without line feeds; unknown names are ignored (a newer provider).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace periapt {

struct MachineConf {
  std::filesystem::path controller_socket; // connect to socket_path() of it
  std::string token;                       // this machine's bearer token
  std::int64_t machine_id = 0;             // the row's id, in API paths
  std::string machine_name;                // "0"
  std::string model_uuid;
  std::string address;                     // "127.37.0.1"; empty: the host's own
};

/// The abstract socket name that a local machine's supervisor claims while it runs, so that its address is not given
/// away while its controller is down. Every address below `address_prefix` has a name that begins with this one.
std::string address_claim_name(const std::string& address_prefix);

/// Atomic, mode 0600. Errors: std::system_error; std::invalid_argument for a value with a line feed.
void write_machine_conf(const std::filesystem::path& path, const MachineConf& conf);
/// Errors: std::system_error; std::runtime_error naming the missing or malformed value.
MachineConf read_machine_conf(const std::filesystem::path& path);

} // namespace periapt
