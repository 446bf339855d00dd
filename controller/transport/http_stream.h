// One server-side HTTP/1.1 connection: bytes in, heads and bodies out, with a time limit for each. This
// room's only user of Beast. Errors: boost::system::system_error ends the connection; Error(invalid) for
// what is not HTTP. Threads: the I/O thread.
#pragma once

#include "base/unix_socket.h"
#include "transport/route.h"
#include "transport/server.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace periapt::transport {

struct RequestHead {
  std::optional<Method> method; // nullopt: one that no route has
  std::string target;
  std::string token;
  std::string last_event_id;
  std::optional<std::uint64_t> content_length; // nullopt: none, or sent in chunks
  bool has_body = false;
  bool expects_continue = false;
  bool keep_alive = false;
};

/// Who has connected: a process of this machine, or somebody at an address.
struct Peer {
  PeerCredentials process;
  std::string address; // of another machine; empty: a process

  static Peer process_behind(boost::asio::local::stream_protocol::socket& socket);
  static Peer at(std::string address) { return {{}, std::move(address)}; }

  bool is_remote() const { return !address.empty(); }
  /// It has our uid, or is root, on this machine.
  bool is_owner() const;
  /// For the log.
  std::string str() const;
};

class HttpStream {
public:
  HttpStream(boost::asio::local::stream_protocol::socket socket, const ServerLimits& limits);
  ~HttpStream();

  /// What is under way ends with an error.
  void close();

  /// nullopt: the other side went away, or idled too long.
  boost::asio::awaitable<std::optional<RequestHead>> read_head();
  /// The whole body; nullopt when it is longer than `limit_bytes`.
  boost::asio::awaitable<std::optional<std::string>> read_body(std::size_t limit_bytes);
  /// One more piece of the body, replacing what `piece` held; false at the end.
  boost::asio::awaitable<bool> read_piece(std::string& piece);
  /// True while the request's body has not been read to its end: the next head cannot be read.
  bool body_left() const;
  boost::asio::awaitable<void> write_continue();

  boost::asio::awaitable<void> write_answer(int status, std::string_view type, std::string_view body, bool keep_alive);
  /// The head of an answer whose body is written afterwards.
  boost::asio::awaitable<void> write_file_head(std::uintmax_t size_bytes, std::string_view type);
  boost::asio::awaitable<void> write(std::string_view bytes);
  /// The head of an answer whose body is written in chunks.
  boost::asio::awaitable<void> write_chunked_head(std::string_view type, bool keep_alive);
  boost::asio::awaitable<void> write_chunk(std::string_view text); // not empty
  boost::asio::awaitable<void> write_last_chunk();

private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

} // namespace periapt::transport
