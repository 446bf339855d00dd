// A route and the forms a handler may have. The adapters turn a typed function into a Handler: they decode
// the request, check in the handler's own transaction who calls, and encode the answer or the failure.
// Handlers are free functions that see structs only. Threads: see each adapter.
#pragma once

#include "store/store.h"
#include "transport/answer_parts.h"
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

/// Where a handler begins: what blocks on the pool, what computes for long on a thread of its own.
enum class RunsOn { io, pool, passwords };

/// A request with a body of bounded size, answered once.
struct Exchange {
  RunsOn where = RunsOn::io;
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
/// Authorized before the body is read.
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
      note_seen(controller, call);
      return Reply{.body = wire::encode(answer)};
    });
  };
  return {.form = Exchange{.where = RunsOn::pool, .run = run}, .answer = wire::message_name<Answer>()};
}

/// The same, and answers while it reads.
template <class Answer>
Handler read(wire::Unfinished<Answer> (*handler)(Controller&, const store::ReadTransaction&, const Call&)) {
  auto run = [handler](Controller& controller, Call call, std::string, Respond respond) {
    respond_in_parts(respond, [&](const wire::SendPart& send) {
      return controller.store.read([&](const store::ReadTransaction& transaction) {
        authorize(transaction, call);
        note_seen(controller, call);
        return wire::encode(handler(controller, transaction, call), send);
      });
    });
  };
  return {.form = Exchange{.where = RunsOn::pool, .run = run}, .answer = wire::message_name<Answer>()};
}

/// Writes the model on the store's writer thread; answers when the write is durable. Who may not call is told so before
/// what is wrong with the request. Of a route of one model it takes conditions too.
template <class Request, class Answer>
Handler write(Answer (*handler)(Controller&, store::WriteTransaction&, const Call&, const Request&)) {
  auto run = [handler](Controller& controller, Call call, std::string body, Respond respond) {
    const auto request = std::make_shared<Request>();
    std::exception_ptr malformed;
    try {
      *request = wire::decode<Request>(body, wire::Strict::yes);
    } catch (...) {
      malformed = std::current_exception();
    }
    const auto answer = std::make_shared<Answer>();
    const auto authorized = std::make_shared<Call>(std::move(call));
    auto perform = [&controller, handler, authorized, request, malformed,
                    answer](store::WriteTransaction& transaction) {
      authorize(transaction, *authorized);
      if (malformed) std::rethrow_exception(malformed);
      refuse_disabled(transaction, *authorized);
      const auto handle = [&] { *answer = handler(controller, transaction, *authorized, *request); };
      if (!has_condition(*authorized)) return handle();
      carry_out(transaction, *authorized, [&] {
        handle();
        return wire::encode(*answer);
      });
    };
    auto done = [&controller, respond, authorized, answer](std::exception_ptr failure, Revision) {
      if (failure) return respond(reply_of(failure));
      note_seen(controller, *authorized);
      respond_with(respond, [&] { return Reply{.body = wire::encode(*answer)}; });
    };
    controller.store.write(std::move(perform), std::move(done));
  };
  return {.form = Exchange{.where = RunsOn::io, .plannable = true, .run = run},
          .request = wire::message_name<Request>(),
          .answer = wire::message_name<Answer>()};
}

/// Neither reads nor writes the model in one transaction: files, or several steps. On a thread that may block.
template <class Request, class Answer>
Handler act(Answer (*handler)(Controller&, Call, const Request&), RunsOn where = RunsOn::pool) {
  auto run = [handler](Controller& controller, Call call, std::string body, Respond respond) {
    respond_with(respond, [&] {
      authorize(controller, call);
      const auto request = wire::decode<Request>(body, wire::Strict::yes);
      return Reply{.body = wire::encode(handler(controller, std::move(call), request))};
    });
  };
  return {.form = Exchange{.where = where, .run = run},
          .request = wire::message_name<Request>(),
          .answer = wire::message_name<Answer>()};
}

/// Answers with a Reply of its own making, e.g. a file. On a pool thread.
Handler reply(std::string_view answer, Reply (*handler)(Controller&, Call));

template <class Event>
Handler stream(std::unique_ptr<EventSource> (*open)(Controller&, Call)) {
  auto authorized = [open](Controller& controller, Call call) {
    authorize(controller, call);
    return open(controller, std::move(call));
  };
  return {.form = Stream{authorized}, .answer = wire::message_name<Event>()};
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
