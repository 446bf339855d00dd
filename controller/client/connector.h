// How a connection begins, so that an agent, which reaches its controller by a socket, has no TLS in it.
// Threads: the one that runs the executor.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace periapt::client {

/// A connected socket, on the caller's executor, within the limit. Throws boost::system::system_error, std::system_error or
/// Error for what keeps it from coming.
using Connector =
    std::function<boost::asio::awaitable<boost::asio::local::stream_protocol::socket>(std::chrono::milliseconds limit)>;

Connector unix_connector(std::filesystem::path socket);
/// The first of the hosts that answers; it must show a certificate of that fingerprint.
Connector tls_connector(std::vector<std::string> hosts, std::string fingerprint);

} // namespace periapt::client
