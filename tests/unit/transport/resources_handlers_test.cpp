#include "base/sha256.h"
#include "store/machine_repository.h"
#include "support/eventually.h"
#include "support/running_server.h"
#include "support/stored_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using test::ask;
using test::RunningServer;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

TEST_CASE("an upload is answered with what it is, and kept under its content's name", "[transport]") {
  RunningServer server;
  ask(server, "POST /v1/models", R"({"name":"shop"})");
  const auto answer = ask(server, "POST /v1/models/shop/resources", "abc");
  CHECK_THAT(answer, StartsWith("HTTP/1.1 200") && Contains(sha256_hex("abc")) && Contains(R"("size-bytes":3)") &&
                         Contains("cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358"));
  CHECK(read_file(server.folder() / "charms" / sha256_hex("abc")) == "abc");
}

TEST_CASE("an upload for no model leaves no file", "[transport]") {
  RunningServer server;
  CHECK_THAT(ask(server, "POST /v1/models/nothing/resources", "abc"), StartsWith("HTTP/1.1 404"));
  CHECK(std::filesystem::is_empty(server.folder() / "charms"));
}

TEST_CASE("an upload over the quota is refused by its length", "[transport]") {
  RunningServer server;
  test::RawConnection connection(server.socket());
  connection.send("POST /v1/models/shop/resources HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000000\r\n\r\n");
  CHECK_THAT(connection.read_to_end(), StartsWith("HTTP/1.1 413"));
}

TEST_CASE("an upload that breaks off leaves no file", "[transport]") {
  RunningServer server;
  ask(server, "POST /v1/models", R"({"name":"shop"})");
  {
    test::RawConnection connection(server.socket());
    connection.send("POST /v1/models/shop/resources HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nhalf");
  }
  CHECK(test::eventually([&] { return std::filesystem::is_empty(server.folder() / "charms"); }));
}

TEST_CASE("a file that is no resource of a machine's units is not found", "[transport]") {
  RunningServer server;
  server.store().write([](store::WriteTransaction& transaction) {
    test::StoredModel model(transaction);
    const auto unit = model.unit(model.application("wordpress"));
    store::machines::add_token(transaction, unit.machine, sha256_hex("token"));
  });
  const auto sha256 = sha256_hex("abc");
  write_file_atomically(server.folder() / "charms" / sha256, "abc");
  const auto as_agent = "Authorization: Bearer token\r\n";
  CHECK_THAT(ask(server, "GET /v1/resources/" + sha256, {}, as_agent), StartsWith("HTTP/1.1 404"));
  CHECK_THAT(ask(server, "GET /v1/resources/..%2Fmodel.db", {}, as_agent), StartsWith("HTTP/1.1 404"));
  CHECK_THAT(ask(server, "GET /v1/resources/" + sha256), StartsWith("HTTP/1.1 403"));
}
