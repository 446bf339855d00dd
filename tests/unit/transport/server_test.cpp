#include "base/sha256.h"
#include "store/machine_repository.h"
#include "store/model_repository.h"
#include "support/running_server.h"
#include "support/stored_model.h"

#include <catch2/catch.hpp>
#include <sys/stat.h>

using namespace periapt;
using namespace std::chrono_literals;
using test::ask;
using test::RawConnection;
using test::RunningServer;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

constexpr std::string_view crlf = "\r\n";

std::string bearer(const std::string& token) { return "Authorization: Bearer " + token + "\r\n"; }

/// Two machines with a unit each; the tokens are "first" and "second".
struct TwoMachines {
  explicit TwoMachines(RunningServer& server) {
    server.store().write([this](store::WriteTransaction& transaction) {
      test::StoredModel model(transaction);
      const auto application = model.application("wordpress");
      first = model.unit(application);
      second = model.unit(application);
      store::machines::add_token(transaction, first.machine, sha256_hex("first"));
      store::machines::add_token(transaction, second.machine, sha256_hex("second"));
    });
  }
  store::UnitRow first;
  store::UnitRow second;
};

std::string unit_path(const store::UnitRow& unit, std::string_view rest) {
  return "GET /v1/units/" + std::to_string(unit.id.value) + std::string(rest);
}

} // namespace

TEST_CASE("a request is answered as its route says", "[transport]") {
  RunningServer server;
  CHECK_THAT(ask(server, "POST /v1/models", R"({"name":"shop"})"), StartsWith("HTTP/1.1 200") && Contains(R"("name":"shop")"));
  CHECK_THAT(ask(server, "GET /v1/models/shop"), StartsWith("HTTP/1.1 200"));
  CHECK_THAT(ask(server, "GET /v1/models/sho%70/status"), StartsWith("HTTP/1.1 200"));
  CHECK_THAT(ask(server, "GET /v1/models/none"), StartsWith("HTTP/1.1 404") && Contains(R"("kind":"not-found")"));
}

TEST_CASE("what is answered is counted by route and status", "[transport]") {
  RunningServer server;
  ask(server, "GET /v1/models/none");
  ask(server, "GET /v1/models/none");
  ask(server, "GET /elsewhere");
  const auto metrics = ask(server, "GET /v1/metrics");
  CHECK_THAT(metrics, StartsWith("HTTP/1.1 200") && Contains("Content-Type: text/plain"));
  CHECK_THAT(metrics, Contains("periapt_requests_total{method=\"get\",route=\"/v1/models/{model}\",status=\"404\"} 2\n"));
  CHECK_THAT(metrics, Contains("periapt_requests_total{method=\"get\",route=\"\",status=\"404\"} 1\n"));
  CHECK_THAT(metrics, Contains("\nperiapt_connections{from=\"this-machine\"} 1\n"));
  CHECK_THAT(metrics, Contains("\nperiapt_streams 0\n"));
}

TEST_CASE("a request that is wrong is refused with its reason and changes nothing", "[transport]") {
  RunningServer server;
  struct Row {
    std::string_view request, body, status, reason;
  };
  const auto row = GENERATE(
      Row{"POST /v1/models", "{", "HTTP/1.1 400", "invalid JSON: "},
      Row{"POST /v1/models", "[]", "HTTP/1.1 400", "$: expected an object"},
      Row{"POST /v1/models", R"({"name":"m","colour":"red"})", "HTTP/1.1 400", "$.colour: unknown field"},
      Row{"POST /v1/models", "{\"name\":\"\xff\"}", "HTTP/1.1 400", "invalid JSON: "},
      Row{"GET /v1/nothing", "", "HTTP/1.1 404", "no such path"},
      Row{"GET /v1/models/..%2f..", "", "HTTP/1.1 404", "not found"},
      Row{"GET /v1/models?%zz", "", "HTTP/1.1 400", "invalid request target"},
      Row{"PUT /v1/models", "", "HTTP/1.1 404", "no such path"},
      Row{"POST /v1", "{}", "HTTP/1.1 400", "wrong method"},
      Row{"GET /v1/models/x/units/a/b/c/d", "", "HTTP/1.1 404", "no such path"});
  const auto answer = ask(server, row.request, row.body);
  CAPTURE(row.request, row.body);
  CHECK_THAT(answer, StartsWith(std::string(row.status)) && Contains(std::string(row.reason)));
  CHECK_THAT(ask(server, "GET /v1/models"), Contains(R"({"models":[]})"));
}

TEST_CASE("what is not HTTP is refused and the connection ends", "[transport]") {
  RunningServer server;
  RawConnection connection(server.socket());
  connection.send("\x16\x03\x01 hello\r\n\r\n");
  CHECK_THAT(connection.read_to_end(), StartsWith("HTTP/1.1 400"));
}

TEST_CASE("a head without end is refused at a bounded size", "[transport]") {
  RunningServer server;
  RawConnection connection(server.socket());
  connection.send("GET /v1 HTTP/1.1\r\nX: " + std::string(100'000, 'x'));
  CHECK_THAT(connection.read_to_end(), StartsWith("HTTP/1.1 400"));
}

TEST_CASE("a body of 1 GB is refused by its length, before it is sent", "[transport]") {
  RunningServer server;
  RawConnection connection(server.socket());
  connection.send("POST /v1/models HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n");
  CHECK_THAT(connection.read_to_end(), StartsWith("HTTP/1.1 413") && Contains("larger than the limit of 2097152 bytes"));
}

TEST_CASE("a body in chunks is refused where it grows over the limit", "[transport]") {
  RunningServer server;
  RawConnection connection(server.socket());
  connection.send("POST /v1/models HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk(0x20000, 'x');
  for (int i = 0; i < 17; ++i) connection.send("20000\r\n" + chunk + std::string(crlf));
  CHECK_THAT(connection.read_to_end(), StartsWith("HTTP/1.1 413"));
}

TEST_CASE("a client that sends its request too slowly is let go", "[transport]") {
  RunningServer server({.head_timeout = 50ms, .body_timeout = 50ms});
  const auto beginning = GENERATE("GET /v1/mod", "POST /v1/models HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{");
  RawConnection connection(server.socket());
  connection.send(beginning);
  const auto start = std::chrono::steady_clock::now();
  CHECK(connection.read_to_end().empty());
  CHECK(std::chrono::steady_clock::now() - start < 15s);
}

TEST_CASE("requests on one connection are answered in turn", "[transport]") {
  RunningServer server;
  RawConnection connection(server.socket());
  connection.send("GET /v1/models HTTP/1.1\r\nHost: x\r\n\r\nGET /v1/models/none HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK_THAT(connection.read_until("\"none\\\" not found"), StartsWith("HTTP/1.1 200") && Contains("HTTP/1.1 404"));
}

namespace {

/// So many applications with a peer relation that their status takes several parts.
std::string a_large_model(RunningServer& server, const std::string& last_application = "last") {
  return server.store().write([&](store::WriteTransaction& transaction) {
    test::StoredModel model(transaction);
    for (int i = 0; i < 400; ++i) model.peers(model.application("app" + std::to_string(i) + "x"));
    model.peers(model.application(last_application));
    return store::models::get(transaction, model.model).uuid;
  });
}

} // namespace

TEST_CASE("a large status is sent while it is made, and the connection goes on", "[transport]") {
  RunningServer server;
  const auto path = "GET /v1/models/" + a_large_model(server) + "/status HTTP/1.1\r\nHost: x\r\n\r\n";
  RawConnection connection(server.socket());
  connection.send(path + "GET /v1/models/none HTTP/1.1\r\nHost: x\r\n\r\n");
  const auto answers = connection.read_until("\"none\\\" not found");
  CHECK_THAT(answers, StartsWith("HTTP/1.1 200") && Contains("Transfer-Encoding: chunked") &&
                          Contains("\"last:peers\"") && Contains("\r\n0\r\n\r\nHTTP/1.1 404"));
}

TEST_CASE("an answer that cannot be finished ends the connection before its end", "[transport]") {
  RunningServer server;
  const auto answer = ask(server, "GET /v1/models/" + a_large_model(server, "l\xff") + "/status");
  CHECK_THAT(answer, StartsWith("HTTP/1.1 200") && Contains("\"app0x\"") && !Contains("\r\n0\r\n\r\n"));
}

TEST_CASE("an agent's token opens its own machine and units only", "[transport]") {
  RunningServer server;
  const TwoMachines world(server);
  CHECK_THAT(ask(server, unit_path(world.first, "/state"), {}, bearer("first")), StartsWith("HTTP/1.1 200"));

  SECTION("a unit of another machine is answered as one that does not exist") {
    const auto other = ask(server, unit_path(world.second, "/state"), {}, bearer("first"));
    const auto none = ask(server, "GET /v1/units/999/state", {}, bearer("first"));
    CHECK_THAT(other, StartsWith("HTTP/1.1 404") && Contains("unit not found"));
    CHECK(other == none);
  }
  SECTION("so is another machine") {
    const auto path = "GET /v1/machines/" + std::to_string(world.second.machine.value) + "/events";
    CHECK_THAT(ask(server, path, {}, bearer("first")), StartsWith("HTTP/1.1 404") && Contains("machine not found"));
  }
  SECTION("a token that no machine has opens nothing") {
    CHECK_THAT(ask(server, unit_path(world.first, "/state"), {}, bearer("third")), StartsWith("HTTP/1.1 403"));
    CHECK_THAT(ask(server, unit_path(world.first, "/state")), StartsWith("HTTP/1.1 403"));
  }
  SECTION("an agent is not the administrator, though it runs as the same user") {
    CHECK_THAT(ask(server, "GET /v1/models", {}, bearer("first")), StartsWith("HTTP/1.1 403"));
  }
  SECTION("a charm that none of its units runs is not found") {
    CHECK_THAT(ask(server, "GET /v1/charms/" + std::string(64, 'b'), {}, bearer("first")), StartsWith("HTTP/1.1 404"));
  }
}

TEST_CASE("a machine's stream begins with a snapshot and goes on with what changes", "[transport]") {
  RunningServer server;
  const TwoMachines world(server);
  RawConnection stream(server.socket());
  stream.send("GET /v1/machines/" + std::to_string(world.first.machine.value) + "/events HTTP/1.1\r\nHost: x\r\n" +
              bearer("first") + "\r\n");
  CHECK_THAT(stream.read_until("\n\n"), Contains("\"snapshot\":true"));
  server.store().write([&](store::WriteTransaction& transaction) {
    store::models::set_config(transaction, world.first.model, {{"logging-config", "<root>=DEBUG"}});
  });
  CHECK_THAT(stream.read_until("\n\n"), Contains("\"snapshot\":false"));
}

TEST_CASE("a silent stream shows that it is alive", "[transport]") {
  RunningServer server({.heartbeat = 20ms});
  ask(server, "POST /v1/models", R"({"name":"shop"})");
  RawConnection stream(server.socket());
  stream.send("GET /v1/models/shop/events HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK_THAT(stream.read_until("\r\n:\n\n"), Contains("\r\n:\n\n"));
}

TEST_CASE("stopping ends streams and idle connections at once", "[transport]") {
  auto server = std::make_unique<RunningServer>();
  ask(*server, "POST /v1/models", R"({"name":"shop"})");
  RawConnection idle(server->socket());
  RawConnection stream(server->socket());
  stream.send("GET /v1/models/shop/events HTTP/1.1\r\nHost: x\r\n\r\n");
  stream.read_until("\n\n");
  server.reset();
  CHECK(idle.read_to_end().empty());
}

TEST_CASE("the socket is its owner's alone, and a second server does not take it", "[transport]") {
  RunningServer server;
  struct stat status {};
  REQUIRE(::stat(server.socket().c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  CHECK_THROWS_AS(listen_unix(server.socket()), std::system_error);
}

TEST_CASE("only removals and reports are accepted while the disk is full", "[transport]") {
  RunningServer server({}, RunningServer::no_space);
  server.store().write([](store::WriteTransaction& transaction) { test::StoredModel model(transaction); });
  CHECK_THAT(ask(server, "POST /v1/models", R"({"name":"other"})"), StartsWith("HTTP/1.1 503") && Contains("disk is full"));
  CHECK_THAT(ask(server, "GET /v1/models/shop"), StartsWith("HTTP/1.1 200"));
  CHECK_THAT(ask(server, "POST /v1/models/shop/destroy", "{}"), StartsWith("HTTP/1.1 200"));
}
