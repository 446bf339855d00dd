// Who may call which route: the whole table, with real requests.
#include "base/sha256.h"
#include "services/grants.h"
#include "services/models.h"
#include "services/users.h"
#include "support/running_server.h"
#include "support/stored_model.h"
#include "transport/route_table.h"

#include <catch2/catch.hpp>

using namespace periapt;
using test::ask;
using test::RawConnection;
using test::RunningServer;
using transport::Access;
using transport::Method;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

std::string as(const std::string& user) { return "Authorization: Bearer token of " + user + "\r\n"; }

/// The model "admin/shop", and users who have a session and one level of access to it: none, read, write, admin; "root"
/// is a superuser.
struct Cast {
  explicit Cast(RunningServer& server) {
    const auto now = SystemClock().wall_ms();
    server.store().write([&](store::WriteTransaction& transaction) {
      const auto model = test::StoredModel(transaction).model;
      for (const std::string user : {"nobody", "read", "write", "admin1", "root"}) {
        services::add_user(transaction, {user, "", ""}, now);
        services::open_session(transaction, services::find_user(transaction, user), sha256_hex("token of " + user), now);
      }
      services::change_model_access(transaction, model, {"read", "read"}, now);
      services::change_model_access(transaction, model, {"write", "write"}, now);
      services::change_model_access(transaction, model, {"admin1", "admin"}, now);
      services::change_controller_access(transaction, {"root", "superuser"}, now);
    });
  }
};

std::string request_line(const transport::Route& route) {
  std::string target(route.pattern);
  const auto fill = [&](std::string_view name, std::string_view value) {
    for (auto at = target.find(name); at != std::string::npos; at = target.find(name)) target.replace(at, name.size(), value);
  };
  fill("{model}", "admin%2Fshop");
  for (auto open = target.find('{'); open != std::string::npos; open = target.find('{'))
    target.replace(open, target.find('}') - open + 1, "7");
  return (route.method == Method::get ? "GET " : "POST ") + target;
}

/// Whether access is what it was refused for, before its body was looked at.
bool is_refused(const RunningServer& server, const transport::Route& route, const std::string& headers) {
  test::RawConnection connection(server.socket());
  const std::string body = route.method == Method::post ? "{\"nonsense\":1}" : "";
  connection.send(request_line(route) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers +
                  (body.empty() ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n") + "\r\n" + body);
  const auto answer = connection.read_until("}");
  return answer.starts_with("HTTP/1.1 403") || answer.find("model \\\"admin/shop\\\" not found") != std::string::npos;
}

} // namespace

TEST_CASE("each route names the access that its path asks for", "[transport]") {
  for (const auto& route : transport::route_table()) {
    INFO(route.pattern);
    const auto& path = route.pattern;
    if (path.starts_with("/v1/models/{model}")) {
      CHECK(transport::is_of_model(route.access));
      if (route.method == Method::post) CHECK(route.access > Access::model_read);
    } else if (path.starts_with("/v1/units/") || path.starts_with("/v1/machines/") || path.starts_with("/v1/charms/") ||
               path.starts_with("/v1/resources/")) {
      CHECK((route.access == Access::agent || route.access == Access::machine || route.access == Access::unit));
    } else if (route.access == Access::any) {
      CHECK((path == "/v1" || path == "/v1/config" || path == "/v1/login" || path == "/v1/register"));
    } else {
      CHECK((route.access == Access::login || route.access == Access::superuser));
    }
  }
}

TEST_CASE("every route is refused to who has less access than it names", "[transport]") {
  RunningServer server;
  const Cast cast(server);
  for (const auto& route : transport::route_table()) {
    if (route.access == Access::any) continue;
    INFO(request_line(route));
    CHECK(is_refused(server, route, "Authorization: Bearer a guess\r\n"));
    if (!transport::is_for_users(route.access)) {
      CHECK(is_refused(server, route, as("root")));
      continue;
    }
    if (route.access == Access::superuser) CHECK(is_refused(server, route, as("admin1")));
    if (transport::is_of_model(route.access)) CHECK(is_refused(server, route, as("nobody")));
    if (route.access > Access::model_read) CHECK(is_refused(server, route, as("read")));
    if (route.access > Access::model_write) CHECK(is_refused(server, route, as("write")));
  }
}

TEST_CASE("who has the access that a route names is let through", "[transport]") {
  RunningServer server;
  const Cast cast(server);
  const auto answer = [&](const std::string& request, const std::string& user, const std::string& body = "") {
    return ask(server, request, body, as(user));
  };
  CHECK_THAT(answer("GET /v1/models/admin%2Fshop/status", "read"), StartsWith("HTTP/1.1 200"));
  CHECK_THAT(answer("POST /v1/models/admin%2Fshop/config", "write", R"({"set":{},"reset":[]})"), StartsWith("HTTP/1.1 200"));
  CHECK_THAT(answer("POST /v1/models/admin%2Fshop/access", "admin1", R"({"user":"nobody","level":"read","revoke":false})"),
             StartsWith("HTTP/1.1 200"));
  CHECK_THAT(answer("GET /v1/models/admin%2Fshop", "nobody"), StartsWith("HTTP/1.1 200") && Contains(R"("access":"read")"));
  CHECK_THAT(answer("GET /v1/users", "root"), Contains("admin1"));
  CHECK_THAT(answer("GET /v1/users", "read"), !Contains("admin1"));
}

TEST_CASE("who has no access to a model cannot tell whether it exists", "[transport]") {
  RunningServer server;
  const Cast cast(server);
  auto hidden = ask(server, "GET /v1/models/admin%2Fshop", {}, as("nobody"));
  auto unknown = ask(server, "GET /v1/models/admin%2Fshoq", {}, as("nobody"));
  CHECK(hidden.replace(hidden.find("shop"), 4, "shoq") == unknown);
  CHECK_THAT(ask(server, "GET /v1/models", {}, as("nobody")), Contains(R"({"models":[]})"));
}

TEST_CASE("a user is let in by a password or, once, by a registration key", "[transport]") {
  RunningServer server;
  const auto field = [](const std::string& answer, const std::string& name) {
    const auto start = answer.find("\"" + name + "\":\"") + name.size() + 4;
    return answer.substr(start, answer.find('"', start) - start);
  };
  const auto added = ask(server, "POST /v1/users", R"({"name":"bob","display-name":""})");
  const auto key = field(added, "key");
  const auto register_with = [&](const std::string& password) {
    return ask(server, "POST /v1/register", fmt::format(R"({{"user":"bob","key":"{}","password":"{}"}})", key, password));
  };
  const auto log_in = [&](const std::string& user, const std::string& password) {
    return ask(server, "POST /v1/login", fmt::format(R"({{"user":"{}","password":"{}"}})", user, password));
  };
  CHECK_THAT(log_in("bob", ""), StartsWith("HTTP/1.1 403"));
  CHECK_THAT(register_with(""), StartsWith("HTTP/1.1 400") && Contains("password cannot be empty"));
  CHECK_THAT(register_with("secret"), StartsWith("HTTP/1.1 200"));
  CHECK_THAT(register_with("other"), StartsWith("HTTP/1.1 403"));
  CHECK_THAT(ask(server, "POST /v1/register", R"({"user":"admin","key":"","password":"x"})"), StartsWith("HTTP/1.1 403"));
  CHECK(log_in("bob", "wrong") == log_in("nobody", "wrong"));

  const auto token = "Authorization: Bearer " + field(log_in("bob", "secret"), "token") + "\r\n";
  CHECK_THAT(ask(server, "GET /v1/user", {}, token), Contains(R"("name":"bob")"));
  CHECK_THAT(ask(server, "POST /v1/users/bob/password", R"({"password":"new"})", token), StartsWith("HTTP/1.1 200"));
  CHECK_THAT(ask(server, "GET /v1/user", {}, token), StartsWith("HTTP/1.1 403"));
  const auto second = "Authorization: Bearer " + field(log_in("bob", "new"), "token") + "\r\n";
  CHECK_THAT(ask(server, "POST /v1/users/admin/password", R"({"password":"mine"})", second), StartsWith("HTTP/1.1 403"));
  CHECK_THAT(ask(server, "POST /v1/logout", "{}", second), StartsWith("HTTP/1.1 200"));
  CHECK_THAT(ask(server, "GET /v1/user", {}, second), StartsWith("HTTP/1.1 403"));
}

TEST_CASE("a stream ends with the right to it", "[transport]") {
  RunningServer server({.heartbeat = std::chrono::milliseconds(20)});
  const Cast cast(server);
  RawConnection stream(server.socket());
  stream.send("GET /v1/models/admin%2Fshop/events HTTP/1.1\r\nHost: x\r\n" + as("read") + "\r\n");
  CHECK_THAT(stream.read_until("\r\n:\n\n"), StartsWith("HTTP/1.1 200"));
  CHECK_THAT(ask(server, "POST /v1/users/read/disable", "{}"), StartsWith("HTTP/1.1 200"));
  stream.read_to_end();
  CHECK(stream.ended());
}

TEST_CASE("a session does nothing more once its user is disabled", "[transport]") {
  RunningServer server;
  const Cast cast(server);
  CHECK_THAT(ask(server, "GET /v1/models", {}, as("write")), StartsWith("HTTP/1.1 200"));
  CHECK_THAT(ask(server, "POST /v1/users/write/disable", "{}"), StartsWith("HTTP/1.1 200"));
  CHECK_THAT(ask(server, "GET /v1/models", {}, as("write")), StartsWith("HTTP/1.1 403"));
}
