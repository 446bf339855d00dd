#include "transport/session.h"

#include "base/clock.h"
#include "base/fault_point.h"
#include "base/log.h"
#include "base/random.h"
#include "core/error.h"
#include "transport/disabled_commands_handlers.h"
#include "transport/disk_reserve.h"
#include "transport/incoming_file.h"
#include "transport/metrics.h"
#include "transport/route_table.h"
#include "transport/thread_pool.h"
#include "wire/error_codec.h"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>

#include <fstream>

namespace periapt::transport {
namespace asio = boost::asio;
using asio::use_awaitable;

namespace {

/// Larger bodies are decoded on the pool.
constexpr std::size_t decode_inline_bytes = 64 * 1024;

Reply too_large(std::size_t limit_bytes) {
  return error_reply(413, "invalid", fmt::format("the request's body is larger than the limit of {} bytes", limit_bytes));
}

Call make_call(const RequestHead& head, const Clock& clock) {
  return {.token = head.token,
          .last_event_id = head.last_event_id,
          .now = clock.wall_ms(),
          .boot_now = clock.boot_ms(),
          .fresh_uuid = random_uuid()};
}

/// Waits, without a thread, until `begin` has called what it is given, on any thread.
template <class Signature, class Begin>
auto told(asio::any_io_executor executor, Begin begin) {
  auto initiate = [executor, begin = std::move(begin)](auto handler) mutable {
    const auto waiting = std::make_shared<decltype(handler)>(std::move(handler));
    begin([waiting, executor](auto... what) {
      asio::post(executor, [waiting, ... what = std::move(what)]() mutable { (*waiting)(std::move(what)...); });
    });
  };
  return asio::async_initiate<const asio::use_awaitable_t<>, Signature>(std::move(initiate), use_awaitable);
}

/// Where the next event of a stream arrives; its timer wakes the stream.
struct Mailbox {
  explicit Mailbox(std::shared_ptr<asio::steady_timer> wake) : timer(std::move(wake)) {}
  std::shared_ptr<asio::steady_timer> timer;
  std::optional<StreamEvent> event;
};

} // namespace

Session::Session(asio::local::stream_protocol::socket socket, Peer peer, Controller& controller, const ServerLimits& limits,
                 Pools& pools, std::function<void()> shut_down)
    : http_(std::move(socket), limits), peer_(std::move(peer)), controller_(controller), limits_(limits), pools_(pools),
      shut_down_(std::move(shut_down)) {}

void Session::end() {
  ending_ = true;
  if (stream_timer_) stream_timer_->cancel();
  if (!busy_ || stream_timer_) http_.close();
}

// --- requests -----------------------------------------------------------------------------------
asio::awaitable<void> Session::run() {
  const auto counted = controller_.metrics->connection(peer_.is_remote());
  std::optional<Reply> malformed;
  try {
    co_await serve();
  } catch (const boost::system::system_error& error) {
    controller_.log.debug("transport", "Connection ended: {}", error.what());
  } catch (const Error&) {
    malformed = error_reply(std::current_exception());
  }
  if (malformed) co_await http_.write_answer(malformed->status, malformed->body_type, malformed->body, false);
}

asio::awaitable<void> Session::serve() {
  while (!ending_) {
    auto head = co_await http_.read_head();
    if (!head) co_return;
    busy_ = true;
    const bool keep = co_await handle(std::move(*head));
    busy_ = false;
    if (!keep) co_return;
  }
}

/// False: the connection must end, because the client wants it, a body was left unread, or it was a stream.
asio::awaitable<bool> Session::handle(RequestHead head) {
  auto call = make_call(head, controller_.clock);
  const Route* route = nullptr;
  Reply reply;
  try {
    route = admit(head, call);
    if (head.content_length.value_or(0) > route->body_limit) reply = too_large(route->body_limit);
    else reply = co_await answer(*route, head, std::move(call));
  } catch (const boost::system::system_error&) {
    throw; // the connection is gone
  } catch (...) {
    reply = error_reply(std::current_exception());
  }
  if (reply.streamed) co_return false;
  if (reply.status == 503) controller_.reserve.write_failed();
  if (reply.status == 403 || (reply.status == 404 && !head.token.empty())) audit(head, reply);
  controller_.metrics->answered(head.method, route ? route->pattern : "", reply.status);
  const bool keep = head.keep_alive && !ending_ && !http_.body_left();
  co_await send(reply, keep);
  if (reply.shut_down) shut_down_();
  co_return keep;
}

/// A condition that is not looked at would be worse than one refused.
void check_condition(const Route& route, const Call& call) {
  if (!has_condition(call)) return;
  const auto* exchange = std::get_if<Exchange>(&route.handler.form);
  if (exchange && exchange->plannable && route.pattern.starts_with("/v1/models/{model}/")) return;
  throw make_error(ErrorKind::invalid, "\"{}\" cannot be planned", route.pattern);
}

/// The route, for a caller who may use it now.
const Route* Session::admit(const RequestHead& head, Call& call) {
  const Route* route = head.method ? find_route(*head.method, head.target, call) : nullptr;
  if (route == nullptr) throw make_error(ErrorKind::not_found, "no such path: \"{}\"", head.target);
  call.access = route->access;
  call.effect = effect_of(*route);
  call.from_owner = peer_.is_owner();
  check_peer(call);
  check_condition(*route, call);
  if (route->on_full_disk == OnFullDisk::refused && !controller_.reserve.restore())
    throw make_error(ErrorKind::unavailable, "the controller's disk is full: only removals are accepted until there is space");
  return route;
}

asio::awaitable<Reply> Session::answer(const Route& route, const RequestHead& head, Call call) {
  const auto* upload = std::get_if<Upload>(&route.handler.form);
  const bool body_of_stranger = peer_.is_remote() && head.has_body && route.access != Access::any;
  if (upload || body_of_stranger) co_await authorize_early(call);
  if (head.expects_continue) co_await http_.write_continue();
  if (upload)
    co_return co_await receive_file(route, *upload, std::move(call));
  if (const auto* streaming = std::get_if<Stream>(&route.handler.form)) {
    auto open = [&] { return streaming->open(controller_, call); };
    auto source = co_await on_pool(pools_.blocking, open);
    co_await stream(std::move(source), std::move(call));
    co_return Reply{.streamed = true};
  }
  co_return co_await exchange(route, std::get<Exchange>(route.handler.form), std::move(call));
}

/// Before a body is taken from who may not send it.
asio::awaitable<void> Session::authorize_early(Call& call) {
  auto run = [&] { authorize(controller_, call); };
  co_await on_pool(pools_.blocking, run);
}

asio::awaitable<Reply> Session::exchange(const Route& route, const Exchange& form, Call call) {
  auto body = co_await http_.read_body(route.body_limit);
  if (!body) co_return too_large(route.body_limit);
  if (form.where == RunsOn::passwords) co_return co_await try_password(form, std::move(call), std::move(*body));
  co_return co_await perform(form, std::move(call), std::move(*body));
}

asio::awaitable<Reply> Session::try_password(const Exchange& form, Call call, std::string body) {
  auto& gate = pools_.gate;
  const auto now = call.now;
  if (!gate.lets_in(peer_.address, now))
    co_return error_reply(429, wire::name_of(ErrorKind::unavailable), "too many login attempts: try again in a moment");
  const LoginGate::Turn turn(gate);
  auto reply = co_await perform(form, std::move(call), std::move(body));
  if (reply.status == 403) gate.failed(peer_.address, now);
  co_return reply;
}

/// Runs the handler where it may run and waits, without a thread, until it has responded.
asio::awaitable<Reply> Session::perform(const Exchange& form, Call call, std::string body) {
  const auto where = form.where == RunsOn::io && body.size() > decode_inline_bytes ? RunsOn::pool : form.where;
  auto begin = [&](Respond respond) {
    auto run = [&form, &controller = controller_, call = std::move(call), body = std::move(body),
                respond = std::move(respond)]() mutable {
      form.run(controller, std::move(call), std::move(body), std::move(respond));
    };
    if (where == RunsOn::io) run();
    else asio::post(where == RunsOn::pool ? pools_.blocking : pools_.passwords, std::move(run));
  };
  co_return co_await told<void(Reply)>(co_await asio::this_coro::executor, std::move(begin));
}

// --- files --------------------------------------------------------------------------------------
asio::awaitable<Reply> Session::receive_file(const Route& route, const Upload& form, Call call) {
  IncomingFile file(controller_.charms_folder);
  std::string piece;
  std::size_t size = 0;
  for (bool more = co_await http_.read_piece(piece); more; more = co_await http_.read_piece(piece)) {
    size += piece.size();
    if (size > route.body_limit) co_return too_large(route.body_limit);
    auto append = [&] { file.append(piece); };
    co_await on_pool(pools_.blocking, append);
  }
  auto run = [&] { return form.run(controller_, std::move(call), file.finish()); };
  co_return co_await on_pool(pools_.blocking, run);
}

/// Who asked for what it may not have, or for what is not there for it: rule 24 answers both alike.
void Session::audit(const RequestHead& head, const Reply& reply) const {
  controller_.log.warning("audit", "Refused {} to {}: {}", head.target, peer_.str(),
                          wire::error_of_answer(reply.status, reply.body).what());
}

asio::awaitable<void> Session::send(const Reply& reply, bool keep_alive) {
  PERIAPT_FAULT_POINT("transport.before-answer");
  if (!reply.file.empty()) co_await send_file(reply.file, reply.file_type);
  else if (reply.rest) co_await send_in_parts(reply, keep_alive);
  else co_await http_.write_answer(reply.status, reply.body_type, reply.body, keep_alive);
  PERIAPT_FAULT_POINT("transport.after-answer");
}

asio::awaitable<void> Session::send_in_parts(const Reply& reply, bool keep_alive) {
  co_await http_.write_chunked_head(reply.body_type, keep_alive);
  std::string part = reply.body;
  while (!part.empty()) {
    co_await http_.write_chunk(part);
    part = co_await next_part(*reply.rest);
  }
  co_await http_.write_last_chunk();
}

/// Empty at the end. A failure comes too late for a refusal: it ends the connection, so that nobody takes the answer for whole.
asio::awaitable<std::string> Session::next_part(AnswerParts& parts) {
  auto ask = [&parts](AnswerParts::Take take) { parts.next(std::move(take)); };
  try {
    co_return co_await told<void(std::exception_ptr, std::string)>(co_await asio::this_coro::executor, std::move(ask));
  } catch (const std::exception& failure) {
    controller_.log.error("transport", "An answer broke off: {}", failure.what());
    throw boost::system::system_error(asio::error::eof);
  }
}

asio::awaitable<void> Session::send_file(std::filesystem::path path, std::string_view type) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  const auto size = static_cast<std::uintmax_t>(std::max<std::streamoff>(in.tellg(), 0));
  if (!in) {
    const auto reply = error_reply(500, "internal", "the file is not there");
    co_return co_await http_.write_answer(reply.status, reply.body_type, reply.body, false);
  }
  in.seekg(0);
  co_await http_.write_file_head(size, type);
  std::string piece(256 * 1024, '\0');
  for (std::uintmax_t sent = 0; sent < size; sent += piece.size()) {
    auto read = [&] {
      in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
      piece.resize(static_cast<std::size_t>(in.gcount()));
    };
    co_await on_pool(pools_.blocking, read);
    if (piece.empty()) throw boost::system::system_error(asio::error::eof); // it shrank: end the connection
    co_await http_.write(piece);
  }
}

// --- streams ------------------------------------------------------------------------------------
/// A right may end while the stream that it opened goes on: it is looked at again, but not for each event.
asio::awaitable<bool> Session::still_allowed(Call& call) {
  const auto now = controller_.clock.boot_ms();
  if (now - call.boot_now < limits_.heartbeat.count()) co_return true;
  call.boot_now = now;
  call.now = controller_.clock.wall_ms();
  try {
    co_await authorize_early(call);
    co_return true;
  } catch (const Error& error) {
    controller_.log.debug("transport", "Stream ended: {}", error.what());
    co_return false;
  }
}

asio::awaitable<void> Session::stream(std::unique_ptr<EventSource> source, Call call) {
  const auto counted = controller_.metrics->stream();
  co_await http_.write_chunked_head("text/event-stream", true);
  const auto executor = co_await asio::this_coro::executor;
  stream_timer_ = std::make_shared<asio::steady_timer>(executor);
  while (!ending_) {
    const auto mailbox = std::make_shared<Mailbox>(stream_timer_);
    source->next([box = std::weak_ptr(mailbox), executor](StreamEvent event) { // its timer is this thread's alone
      asio::post(executor, [box, event = std::move(event)]() mutable {
        const auto open = box.lock();
        if (!open) return;
        open->event = std::move(event);
        open->timer->cancel();
      });
    });
    while (!mailbox->event) {
      stream_timer_->expires_after(limits_.heartbeat);
      boost::system::error_code woken;
      co_await stream_timer_->async_wait(asio::redirect_error(use_awaitable, woken));
      if (ending_) co_return;
      if (!co_await still_allowed(call)) co_return;
      if (!mailbox->event) co_await http_.write_chunk(":\n\n");
    }
    PERIAPT_FAULT_POINT("transport.stream.before-send");
    co_await http_.write_chunk(fmt::format("id: {}\ndata: {}\n\n", mailbox->event->id, mailbox->event->data));
    PERIAPT_FAULT_POINT("transport.stream.after-send");
  }
}

} // namespace periapt::transport
