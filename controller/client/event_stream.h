// A stream of events that comes back by itself: it reconnects with the last id it delivered
// (Last-Event-ID), waiting longer after each failure, and says when it is connected and when not.
// A stream silent for longer than three of the server's heartbeats counts as broken.
// Threads: everything, callbacks included, on the thread that runs `io`.
#pragma once

#include "client/connector.h"
#include "client/request.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace boost::asio {
class io_context;
}

namespace periapt::client {

class EventStream {
public:
  struct Callbacks {
    std::function<void(const Event&)> event;
    std::function<void()> connected;                // may be empty
    std::function<void(const Error&)> disconnected; // may be empty; each failed attempt. `not-found` and
                                                    // `denied` come from the controller, it is tried again
  };

  EventStream(boost::asio::io_context& io, std::filesystem::path socket, std::string token, std::string target,
              Callbacks callbacks);
  EventStream(boost::asio::io_context& io, Connector connect, std::string token, std::string target, Callbacks callbacks);
  ~EventStream(); // no callback comes afterwards; may be called inside a callback
  EventStream(const EventStream&) = delete;
  EventStream& operator=(const EventStream&) = delete;

  /// `last_id`: the revision to resume from; empty = a snapshot.
  void start(std::string last_id = {});
  bool connected() const;

private:
  class Impl;
  std::shared_ptr<Impl> impl_; // shared with the running coroutine, which ends at the next step once we are gone
};

} // namespace periapt::client
