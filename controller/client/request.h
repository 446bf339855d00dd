// What both clients share: how a target is spelled, and what becomes of a request.
#pragma once

#include "core/error.h"
#include "wire/codec.h"

#include <exception>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace periapt::client {

enum class Method { get, post };

/// target({"models", name, "status"}) = "/v1/models/<name, percent-encoded>/status".
std::string target(std::initializer_list<std::string_view> segments);

using Query = std::initializer_list<std::pair<std::string_view, std::string_view>>;
/// with_query("/v1/…/log", {{"offset", "-4096"}}) = "/v1/…/log?offset=-4096", percent-encoded.
std::string with_query(std::string target, Query query);

/// Hears the pieces of a body as they come. What it throws ends the request.
using BodySink = std::function<void(std::string_view)>;

/// What became of a request: an answer, or none.
struct Answer {
  int status = 0;             // HTTP status; 0 = no answer came (no connection, broken, timed out)
  std::string body;           // of 2xx: the message, unless a sink heard it
  std::optional<Error> error; // set unless 2xx; of kind `unavailable` when no answer came

  bool answered() const { return status != 0; }

  /// The message. Throws `error` if there is one.
  template <class T>
  T decode() const {
    if (error) throw *error;
    return wire::decode<T>(body);
  }
};

/// One message of an event stream.
struct Event {
  std::string id; // the revision to resume from
  std::string data;
};

/// For coroutines that nobody waits for: what a handler throws belongs to whoever runs the loop.
inline void rethrow(std::exception_ptr failure) {
  if (failure) std::rethrow_exception(failure);
}

} // namespace periapt::client
