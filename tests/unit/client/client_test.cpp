#include "base/file.h"
#include "client/async_client.h"
#include "client/client.h"
#include "client/event_stream.h"
#include "support/scripted_server.h"
#include "wire/messages.h"

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

using namespace periapt;
using namespace std::chrono_literals;
using client::Client;
using client::Method;
using test::ScriptedConnection;
using test::ScriptedServer;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

constexpr std::string_view stream_head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

std::string chunk(std::string_view text) { return fmt::format("{:x}\r\n{}\r\n", text.size(), text); }

} // namespace

TEST_CASE("a target is percent-encoded", "[client]") {
  CHECK(client::target({"models", "a b/c", "status"}) == "/v1/models/a%20b%2Fc/status");
  CHECK(client::with_query("/v1", {{"offset", "-4"}, {"x", "a&b"}}) == "/v1?offset=-4&x=a%26b");
}

TEST_CASE("requests share a connection and carry their message", "[client]") {
  std::string first;
  std::string second;
  ScriptedServer server({[&](ScriptedConnection& connection) {
    first = connection.read_request();
    connection.answer(200, R"({"values":{"a":"b"}})");
    second = connection.read_request(62);
    connection.answer(200, R"({"key":"k","number":3})");
  }});
  Client client(server.socket());
  CHECK(client.get<wire::ModelConfig>("/v1/x").values.at("a") == "b");
  CHECK(client.post<wire::Related>("/v1/y", wire::DestroyModel{.force = true}).number == 3);
  CHECK_THAT(first, StartsWith("GET /v1/x HTTP/1.1\r\n"));
  CHECK_THAT(second, StartsWith("POST /v1/y HTTP/1.1\r\n") && Catch::Matchers::EndsWith(R"(,"release-storage":false})"));
}

TEST_CASE("a refusal is thrown with its kind and text", "[client]") {
  ScriptedServer server({[](ScriptedConnection& connection) {
    connection.read_request();
    connection.answer(404, R"({"kind":"not-found","message":"model \"x\" not found"})");
  }});
  try {
    Client(server.socket()).get<wire::Empty>("/v1/x");
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::not_found);
    CHECK(std::string(error.what()) == "model \"x\" not found");
  }
}

TEST_CASE("a connection that the server has closed while idle is made anew", "[client]") {
  ScriptedServer server({[](ScriptedConnection& connection) {
                           connection.read_request();
                           connection.answer(200, "{}");
                         },
                         [](ScriptedConnection& connection) {
                           connection.read_request();
                           connection.answer(200, "{}");
                         }});
  Client client(server.socket());
  client.get<wire::Empty>("/v1/x");
  std::this_thread::sleep_for(50ms); // until the first connection is seen to be closed
  client.get<wire::Empty>("/v1/x");
}

TEST_CASE("no answer is an answer without status, of kind unavailable", "[client]") {
  SECTION("nobody listens") {
    const auto answer = Client("/nowhere/socket").send(Method::get, "/v1", {});
    CHECK_FALSE(answer.answered());
    CHECK(answer.error->kind() == ErrorKind::unavailable);
  }
  SECTION("the connection breaks") {
    ScriptedServer server({[](ScriptedConnection& connection) { connection.read_request(); }});
    CHECK_FALSE(Client(server.socket()).send(Method::get, "/v1", {}).answered());
  }
  SECTION("the server is silent") {
    ScriptedServer server({[](ScriptedConnection& connection) {
      connection.read_request();
      std::this_thread::sleep_for(300ms);
    }});
    CHECK_FALSE(Client(server.socket(), {}, 50ms).send(Method::get, "/v1", {}).answered());
  }
}

TEST_CASE("an answer in chunks is read as it comes", "[client]") {
  ScriptedServer server({[](ScriptedConnection& connection) {
    connection.read_request();
    connection.send(stream_head);
    for (const char* part : {"{\"val", "ues\":{\"a\":", "\"b\"}}"}) connection.send(chunk(part));
    connection.send("0\r\n\r\n");
    connection.read_request();
    connection.answer(200, R"({"values":{"c":"d"}})");
  }});
  Client client(server.socket());
  CHECK(client.get<wire::ModelConfig>("/v1/x").values.at("a") == "b");
  CHECK(client.get<wire::ModelConfig>("/v1/x").values.at("c") == "d"); // on the same connection
}

TEST_CASE("an answer that breaks off or is not the message is refused, and the next one is read", "[client]") {
  const auto part = GENERATE(as<std::string>{}, R"({"values":{"a":"b")", R"({"values":7)", "{{");
  ScriptedServer server({[&](ScriptedConnection& connection) {
                           connection.read_request();
                           connection.send(std::string(stream_head) + chunk(part));
                         },
                         [](ScriptedConnection& connection) {
                           connection.read_request();
                           connection.answer(200, R"({"values":{"a":"b"}})");
                         }});
  Client client(server.socket());
  CHECK_THROWS_AS(client.get<wire::ModelConfig>("/v1/x"), Error);
  CHECK(client.get<wire::ModelConfig>("/v1/x").values.at("a") == "b");
}

TEST_CASE("a file goes up with its progress and comes down whole", "[client]") {
  const test::TemporaryFolder folder;
  write_file_atomically(folder / "up", std::string(200'000, 'x'));
  ScriptedServer server({[](ScriptedConnection& connection) {
                           connection.read_request(200'000);
                           connection.answer(200, "{}");
                         },
                         [](ScriptedConnection& connection) {
                           connection.read_request();
                           connection.answer(200, std::string(100'000, 'y'));
                         }});
  std::uintmax_t sent = 0;
  Client(server.socket()).upload<wire::Empty>("/v1/x", folder / "up", [&](std::uintmax_t bytes) { sent = bytes; });
  CHECK(sent == 200'000);

  boost::asio::io_context io;
  client::AsyncClient async(io, server.socket(), "token");
  std::optional<client::Answer> answer;
  async.download("/v1/charm", folder / "down", [&](client::Answer arrived) { answer = std::move(arrived); });
  io.run();
  REQUIRE(answer);
  CHECK_FALSE(answer->error);
  CHECK(read_file(folder / "down") == std::string(100'000, 'y'));
}

TEST_CASE("a refused upload shows the refusal, though the body was not taken", "[client]") {
  const test::TemporaryFolder folder;
  write_file_atomically(folder / "up", std::string(4'000'000, 'x'));
  ScriptedServer server({[](ScriptedConnection& connection) {
    connection.read_request();
    connection.answer(413, R"({"kind":"invalid","message":"too large"})");
  }});
  CHECK_THROWS_WITH(Client(server.socket()).upload<wire::Empty>("/v1/x", folder / "up"), "too large");
}

TEST_CASE("a download that breaks leaves no file", "[client]") {
  const test::TemporaryFolder folder;
  ScriptedServer server({[](ScriptedConnection& connection) {
    connection.read_request();
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
  }});
  boost::asio::io_context io;
  client::AsyncClient async(io, server.socket());
  bool answered = true;
  async.download("/v1/charm", folder / "down", [&](client::Answer answer) { answered = answer.answered(); });
  io.run();
  CHECK_FALSE(answered);
  CHECK_FALSE(std::filesystem::exists(folder / "down"));
}

TEST_CASE("asynchronous requests are answered in their order, and dropped with the client", "[client]") {
  ScriptedServer server({[](ScriptedConnection& connection) {
    for (const auto* body : {"1", "2"}) {
      connection.read_request();
      connection.answer(200, body);
    }
  }});
  boost::asio::io_context io;
  std::string order;
  auto async = std::make_unique<client::AsyncClient>(io, server.socket());
  async->get("/v1/a", [&](client::Answer answer) { order += answer.body; });
  async->get("/v1/b", [&](client::Answer answer) {
    order += answer.body;
    async.reset(); // in its own handler
  });
  async->get("/v1/c", [&](client::Answer) { order += "never"; });
  CHECK(async->pending() == 3);
  io.run();
  CHECK(order == "12");
}

TEST_CASE("a stream comes back and resumes after the last event it delivered", "[client]") {
  std::string resumed;
  ScriptedServer server({[](ScriptedConnection& connection) {
                           connection.read_request();
                           connection.send(stream_head);
                           connection.send(chunk("id: 1-7\ndata: first\n\n") + chunk("id: 1-8\nda"));
                         },
                         [](ScriptedConnection&) {}, // down
                         [&](ScriptedConnection& connection) {
                           resumed = connection.read_request();
                           connection.send(stream_head);
                           connection.send(chunk("id: 1-8\ndata: second\n\n"));
                         }});
  boost::asio::io_context io;
  std::string seen;
  std::unique_ptr<client::EventStream> stream;
  stream = std::make_unique<client::EventStream>(
      io, server.socket(), "token", "/v1/events",
      client::EventStream::Callbacks{.event =
                                         [&](const client::Event& event) {
                                           seen += event.data + " ";
                                           if (event.data == "second") stream.reset();
                                         },
                                     .connected = [&] { seen += "connected "; },
                                     .disconnected = [&](const Error&) { seen += "disconnected "; }});
  stream->start();
  io.run();
  CHECK(seen == "connected first disconnected disconnected connected second ");
  CHECK_THAT(resumed, Contains("Last-Event-ID: 1-7\r\n") && Contains("Authorization: Bearer token\r\n"));
}

TEST_CASE("a reader of events waits no longer than it is told, and hears a refusal", "[client]") {
  ScriptedServer server({[](ScriptedConnection& connection) {
                           connection.read_request();
                           connection.send(stream_head);
                           connection.send(chunk("id: 1-1\ndata: x\n\n"));
                           connection.read_request(); // until the reader goes
                         },
                         [](ScriptedConnection& connection) {
                           connection.read_request();
                           connection.answer(404, R"({"kind":"not-found","message":"gone"})");
                         }});
  const Client client(server.socket());
  {
    auto events = client.events("/v1/events");
    CHECK(events.next(20s)->data == "x");
    CHECK_FALSE(events.next(20ms));
  }
  CHECK_THROWS_WITH(client.events("/v1/events").next(20s), "gone");
}
