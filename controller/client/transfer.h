// Files over a connection: a charm archive up or down, piece by piece, never whole in memory.
// Errors: an Answer without status for a broken connection; Error(internal) in the answer for a file.
#pragma once

#include "client/http_connection.h"

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>

namespace periapt::client {

/// Arguments are copied: the coroutine may outlive the caller's.
boost::asio::awaitable<Answer> download_file(HttpConnection& connection, std::string target, std::filesystem::path file,
                                             std::chrono::milliseconds timeout);

boost::asio::awaitable<Answer> upload_file(HttpConnection& connection, std::string target, std::filesystem::path file,
                                           std::function<void(std::uintmax_t)> progress,
                                           std::chrono::milliseconds timeout);

} // namespace periapt::client
