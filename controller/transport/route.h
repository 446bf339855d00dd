// A route and the forms a handler may have. The adapters turn a typed function into a Handler: they decode
// the request, check in the handler's own transaction who calls, and encode the answer or the failure.
// Handlers are free functions that see structs only. Threads: see each adapter.
#pragma once

#include "store/store.h"
#include "transport/authorization.h"
#include "transport/call.h"
#include "transport/controller.h"
#include "transport/planned_write.h"
#include "wire/codec.h"
#include "wire/schema.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace periapt::transport {

enum class Method { get, post };

/// A request with a body of bounded size, answered once.
struct Exchange {
  bool blocks = false; // must run on the pool
  bool plannable = false; // takes conditions (planned_write.h)
  std::function<void(Controller&, Call, std::string body, Respond)> run;
};

/// One message of an event stream.
struct StreamEvent {
  std::string id; // the revision
  std::string data;
};

/// What feeds one event stream. Its destructor ends the subscription.
class EventSource {
public:
  virtual ~EventSource() = default;
  /// Asks for one more; `emit` is called once, on any thread, also after the source is gone.
  virtual void next(std::function<void(StreamEvent)> emit) = 0;
};

/// Opened on the pool; what it throws is the answer.
struct Stream {
  std::function<std::unique_ptr<EventSource>(Controller&, Call)> open;
};

/// A body kept in a file while it arrives; the file is removed after the handler, unless it moved it.
struct ReceivedFile {
  std::filesystem::path path;
  std::string sha256;
  std::int64_t size_bytes = 0;
};
struct Upload {
  std::function<Reply(Controller&, Call, const ReceivedFile&)> run; // on the pool
};

struct Handler {
  std::variant<Exchange, Stream, Upload> form;
  std::string_view request = {}; // the message's name, for the API's description; empty = no body
  std::string_view answer = {};
};

/// Whether a request is accepted while only the disk's reserve is left.
enum class OnFullDisk { refused, accepted };

struct Route {
  Method method;
  std::string_view pattern; // "/v1/models/{model}/units"
  Access access;
  Handler handler;
  std::size_t body_limit = 0;
  OnFullDisk on_full_disk = OnFullDisk::accepted;
};

// --- adapters -----------------------------------------------------------------------------------
template <class Run>
void respond_with(const Respond& respond, Run run) {
  try {
    respond(run());
  } catch (...) {
    respond(error_reply(std::current_exception()));
  }
}

/// Reads the model on a pool thread, in one snapshot.
template <class Answer>
Handler read(Answer (*handler)(Controller&, const store::ReadTransaction&, const Call&)) {
  auto run = [handler](Controller& controller, Call call, std::string, Respond respond) {
    respond_with(respond, [&] {
      const auto answer = controller.store.read([&](const store::ReadTransaction& transaction) {
        authorize(transaction, call);
        return handler(controller, transaction, call);
      });
      return Reply{.body = wire::encode(answer)};
    });
  };
  return {.form = Exchange{.blocks = true, .run = run}, .answer = wire::message_name<Answer>()};
}

/// Writes the model on the store's writer thread; answers when the write is durable. Of a route of one model it takes
/// conditions too.
template <class Request, class Answer>
Handler write(Answer (*handler)(Controller&, store::WriteTransaction&, const Call&, const Request&)) {
  auto run = [handler](Controller& controller, Call call, std::string body, Respond respond) {
    const auto request = std::make_shared<Request>();
    try {
      *request = wire::decode<Request>(body, wire::Strict::yes);
    } catch (...) {
      return respond(error_reply(std::current_exception()));
    }
    const auto answer = std::make_shared<Answer>();
    auto perform = [&controller, handler, call = std::move(call), request,
                    answer](store::WriteTransaction& transaction) {
      Call authorized = call;
      authorize(transaction, authorized);
      const auto handle = [&] { *answer = handler(controller, transaction, authorized, *request); };
      if (!has_condition(authorized)) return handle();
      carry_out(transaction, authorized, [&] {
        handle();
        return wire::encode(*answer);
      });
    };
    auto done = [respond, answer](std::exception_ptr failure, Revision) {
      if (failure) respond(reply_of(failure));
      else respond_with(respond, [&] { return Reply{.body = wire::encode(*answer)}; });
    };
    controller.store.write(std::move(perform), std::move(done));
  };
  return {.form = Exchange{.blocks = false, .plannable = true, .run = run},
          .request = wire::message_name<Request>(),
          .answer = wire::message_name<Answer>()};
}

/// Neither reads nor writes the model in one transaction: files, or several steps. On a pool thread; calls
/// authorize itself where an agent may call.
template <class Request, class Answer>
Handler act(Answer (*handler)(Controller&, Call, const Request&)) {
  auto run = [handler](Controller& controller, Call call, std::string body, Respond respond) {
    respond_with(respond, [&] {
      const auto request = wire::decode<Request>(body, wire::Strict::yes);
      return Reply{.body = wire::encode(handler(controller, std::move(call), request))};
    });
  };
  return {.form = Exchange{.blocks = true, .run = run},
          .request = wire::message_name<Request>(),
          .answer = wire::message_name<Answer>()};
}

/// Answers with a Reply of its own making, e.g. a file. On a pool thread.
Handler reply(std::string_view answer, Reply (*handler)(Controller&, Call));

template <class Event>
Handler stream(std::unique_ptr<EventSource> (*open)(Controller&, Call)) {
  return {.form = Stream{open}, .answer = wire::message_name<Event>()};
}

/// `request`: what is uploaded, for the API's description: "zip" or "file".
template <class Answer>
Handler upload(Answer (*handler)(Controller&, Call, const ReceivedFile&), std::string_view request = "zip") {
  auto run = [handler](Controller& controller, Call call, const ReceivedFile& file) {
    return Reply{.body = wire::encode(handler(controller, std::move(call), file))};
  };
  return {.form = Upload{run}, .request = request, .answer = wire::message_name<Answer>()};
}

} // namespace periapt::transport
