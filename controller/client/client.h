// Requests to the controller from a program that waits for each answer: the CLI.
// Threads: one object, one thread. Errors: whatever the controller refused, with its kind and text;
// Error(unavailable) when it cannot be reached or does not answer in time.
#pragma once

#include "client/request.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace periapt::client {

/// Events of one stream, reconnecting as needed.
class EventReader {
public:
  ~EventReader();
  EventReader(EventReader&&) noexcept;

  /// The next event; nullopt when none came within `timeout`. Throws what the controller refused the stream
  /// with, e.g. Error(not_found) when the model is gone; a controller that is away is waited for.
  std::optional<Event> next(std::chrono::milliseconds timeout);

private:
  friend class Client;
  class Impl;
  explicit EventReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

class Client {
public:
  /// `token` may be empty: then the socket's peer credentials decide (its owner).
  explicit Client(std::filesystem::path socket, std::string token = {},
                  std::chrono::milliseconds timeout = std::chrono::seconds(60));
  ~Client();
  Client(Client&&) noexcept;

  /// client.get<wire::ModelInfo>(target({"models", name})); a large message is read while it comes.
  template <class T>
  T get(std::string target) {
    wire::Decoding<T> message;
    receive(std::move(target), [&message](std::string_view piece) { message.add(piece); });
    return message.finish();
  }

  template <class T, class Request>
  T post(std::string target, const Request& message) {
    return send(Method::post, std::move(target), wire::encode(message)).template decode<T>();
  }

  /// The file is the body, sent as it is read; `progress` (may be empty) hears the bytes sent so far.
  template <class T>
  T upload(std::string target, const std::filesystem::path& file, std::function<void(std::uintmax_t)> progress = {}) {
    return send_file(std::move(target), file, std::move(progress)).template decode<T>();
  }

  /// The answer's body goes into the file, which exists only when it is complete; mode 0600.
  void download(std::string target, const std::filesystem::path& file);

  /// A stream from `last_id` on (empty: from now). It has a connection of its own and may outlive the client.
  EventReader events(std::string target, std::string last_id = {}) const;

  /// Without throwing for a refusal: see Answer.
  Answer send(Method method, std::string target, std::string body);

private:
  void receive(std::string target, BodySink sink);
  Answer send_file(std::string target, const std::filesystem::path& file, std::function<void(std::uintmax_t)> progress);

  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// True when a controller accepts connections on this socket.
bool is_listening(const std::filesystem::path& socket);

} // namespace periapt::client
