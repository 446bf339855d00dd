#include "agent/supervisor/message_channel.h"
#include "agent/supervisor/messages.h"
#include "base/unix_socket.h"

#include <catch2/catch.hpp>

#include <stdexcept>

using namespace periapt;
using namespace periapt::agent;

TEST_CASE("what supervisor and agent tell each other is understood as it was said", "[agent][supervisor]") {
  const HookStart start{.id = "i", .unit = "x/0", .hook = "install", .program = "/p", .argv = {"p", "", "two words"},
                        .environment = {"A=1", "B=line\nfeed"}, .cwd = "/c", .mounts = {{"/s", "/t", true}, {"/u", "/v", false}}};
  const HookStart read_start = hook_start_of(to_message(start));
  CHECK(read_start.argv == start.argv);
  CHECK(read_start.environment == start.environment);
  CHECK(read_start.cwd == "/c");
  CHECK(read_start.mounts == start.mounts);
  const Hello hello{.boot_id = "b", .hooks = {{.id = "1", .unit = "x/0", .hook = "start", .exit = {}},
                                              {.id = "2", .unit = "x/0", .hook = "stop", .exit = HookExit{"2", {.signal = 9}, "why"}}}};
  const Hello read_hello = hello_of(to_message(hello));
  REQUIRE(read_hello.hooks.size() == 2);
  CHECK_FALSE(read_hello.hooks[0].exit);
  REQUIRE(read_hello.hooks[1].exit);
  CHECK(read_hello.hooks[1].exit->status == ExitStatus{.signal = 9});
  CHECK(read_hello.hooks[1].exit->start_error == "why");
}

TEST_CASE("a frame is taken when it is whole, and only then", "[agent][supervisor]") {
  const std::string frame = encode_frame({.kind = MessageKind::acknowledge, .fields = {"id", ""}});
  for (std::size_t size = 0; size < frame.size(); ++size) {
    std::string part = frame.substr(0, size);
    CHECK_FALSE(take_frame(part));
    CHECK(part.size() == size);
  }
  std::string buffer = frame + "rest";
  const auto message = take_frame(buffer);
  REQUIRE(message);
  CHECK(message->kind == MessageKind::acknowledge);
  CHECK(message->fields == std::vector<std::string>{"id", ""});
  CHECK(buffer == "rest");
}

TEST_CASE("a peer that speaks something else is refused, not trusted", "[agent][supervisor]") {
  const std::string garbage = GENERATE(std::string("\xFF\xFF\xFF\xFF", 4), std::string(8, '\0'),
                                       std::string("\x01\0\0\0\x7F", 5), std::string("\x05\0\0\0\x00\xFF\xFF\xFF\xFF", 9),
                                       std::string("\x03\0\0\0\x00\x01\x02", 7));
  std::string buffer = garbage;
  CHECK_THROWS_AS(take_frame(buffer), std::runtime_error);
  CHECK_THROWS_AS(hook_start_of({.kind = MessageKind::start_hook, .fields = {"id", "u", "h", "p", "c", "many"}}), std::runtime_error);
  CHECK_THROWS_AS(hook_start_of({.kind = MessageKind::start_hook, .fields = {"id", "u", "h", "p", "c", "2", "one"}}), std::runtime_error);
  CHECK_THROWS_AS(subject_of({.kind = MessageKind::acknowledge, .fields = {}}), std::runtime_error);
}

TEST_CASE("messages larger than the socket's buffer wait for the reader, descriptors with theirs", "[agent][supervisor]") {
  auto [left, right] = socket_pair();
  MessageChannel sender(std::move(left));
  MessageChannel receiver(std::move(right));
  auto [passed, kept] = socket_pair();
  sender.send({.kind = MessageKind::hello, .fields = {std::string(3'000'000, 'x')}});
  sender.send({.kind = MessageKind::socket_made, .fields = {"tag"}}, std::move(passed));
  CHECK(sender.wants_write());
  std::vector<MessageChannel::Incoming> received;
  while (received.size() < 2) {
    receiver.read_available();
    while (auto incoming = receiver.receive()) received.push_back(std::move(*incoming));
    sender.flush();
  }
  CHECK(received[0].message.fields[0].size() == 3'000'000);
  CHECK_FALSE(received[0].passed_fd);
  CHECK(received[1].passed_fd);
  CHECK_FALSE(sender.wants_write());
}
