// The API over TLS, as other machines see it.
#include "client/address.h"
#include "client/client.h"
#include "support/running_server.h"
#include "tls/certificate.h"
#include "wire/user_messages.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace std::chrono_literals;
using client::Client;
using test::ask;
using test::RunningServer;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

struct ListeningServer : RunningServer {
  explicit ListeningServer(transport::ServerLimits limits = {}) : RunningServer(limits, 4096, Listening::yes) {}
};

/// A client of another machine, with a session or without.
struct Remote {
  explicit Remote(const RunningServer& server, std::string token = {})
      : client(client::RemoteAddress{server.api_addresses(), tls::fingerprint(server.certificate())}.str(), std::move(token)) {}
  client::Answer get(const std::string& target) { return client.send(client::Method::get, target, {}); }
  client::Answer post(const std::string& target, const std::string& body) { return client.send(client::Method::post, target, body); }
  Client client;
};

/// Who has registered with the password "secret"; the session's token.
std::string add_bob(RunningServer& server) {
  const auto key = wire::decode<wire::RegistrationKey>(
      Client(server.socket()).send(client::Method::post, "/v1/users", R"({"name":"bob","display-name":""})").body);
  return Remote(server).client.post<wire::LoggedIn>("/v1/register", wire::Register{"bob", key.key, "secret"}).token;
}

} // namespace

TEST_CASE("over TLS nobody is the owner, and a session is somebody", "[transport]") {
  ListeningServer server;
  CHECK(Remote(server).get("/v1").status == 200);
  for (const auto* target : {"/v1/models", "/v1/user", "/v1/users"}) CHECK(Remote(server).get(target).status == 403);
  CHECK(Remote(server).post("/v1/models", R"({"name":"x","config":{}})").status == 403);
  CHECK(Remote(server, "a guess").get("/v1/models").status == 403);
  const auto token = add_bob(server);
  CHECK_THAT(Remote(server, token).get("/v1/user").body, Contains(R"("name":"bob")"));
  CHECK(Remote(server, token).post("/v1/users", R"({"name":"eve","display-name":""})").status == 403);
}

TEST_CASE("a body of a stranger is not taken", "[transport]") {
  ListeningServer server;
  const auto answer = Remote(server, "a guess").post("/v1/models", std::string(1 << 20, ' '));
  CHECK((answer.status == 403 || !answer.answered())); // it may be let go while it still sends
  CHECK(Remote(server).post("/v1/login", std::string(5 << 10, ' ')).status == 413);
}

TEST_CASE("who fails too often to log in waits, and others do not", "[transport]") {
  ListeningServer server;
  add_bob(server);
  Remote remote(server);
  const std::string wrong = R"({"user":"bob","password":"wrong"})", right = R"({"user":"bob","password":"secret"})";
  int tries = 0;
  while (tries < 40 && remote.post("/v1/login", wrong).status == 403) ++tries;
  CHECK(tries >= 10);
  CHECK(remote.post("/v1/login", right).status == 429);
  CHECK_THAT(ask(server, "POST /v1/login", right), StartsWith("HTTP/1.1 200"));
}

TEST_CASE("connections of one address are bounded", "[transport]") {
  ListeningServer server({.remote_connections_of_one = 2});
  Remote first(server), second(server), third(server);
  CHECK(first.get("/v1").status == 200);
  CHECK(second.get("/v1").status == 200);
  CHECK_FALSE(third.get("/v1").answered());
}

TEST_CASE("events come over TLS, and end with the server", "[transport]") {
  auto server = std::make_unique<ListeningServer>();
  const auto token = add_bob(*server);
  ask(*server, "POST /v1/models", R"({"name":"shop","config":{}})");
  ask(*server, "POST /v1/models/shop/access", R"({"user":"bob","level":"read","revoke":false})");
  auto events = Remote(*server, token).client.events("/v1/models/admin%2Fshop/events");
  CHECK(events.next(5s));
  ask(*server, "POST /v1/models/shop/config", R"({"set":{"logging-config":"<root>=DEBUG"},"reset":[]})");
  CHECK(events.next(5s));
  server.reset();
  CHECK_FALSE(events.next(50ms));
}
