#include "base/sha256.h"
#include "charm/archive.h"
#include "store/machine_repository.h"
#include "support/running_server.h"
#include "support/stored_model.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace periapt;
using test::ask;
using test::RunningServer;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

namespace {

/// The bytes of a charm's archive.
std::string packed_charm(const test::TemporaryFolder& folder) {
  std::filesystem::create_directory(folder / "charm");
  std::ofstream(folder / "charm/metadata.yaml") << "name: wordpress\nsummary: s\ndescription: d\n";
  charm::pack_charm(folder / "charm", folder / "charm.zip");
  return read_file(folder / "charm.zip");
}

std::size_t files_in(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

} // namespace

TEST_CASE("an archive becomes a charm of the model and a file named by its content", "[transport]") {
  const test::TemporaryFolder folder;
  RunningServer server;
  ask(server, "POST /v1/models", R"({"name":"shop"})");
  const auto archive = packed_charm(folder);
  const auto answer = ask(server, "POST /v1/models/shop/charms", archive);
  CHECK_THAT(answer, StartsWith("HTTP/1.1 200") && Contains(R"("url":"local:wordpress-0")"));
  CHECK(read_file(server.folder() / "charms" / sha256_hex(archive)) == archive);
  CHECK_THAT(ask(server, "POST /v1/models/shop/charms", archive), Contains("local:wordpress-1"));
  CHECK(files_in(server.folder() / "charms") == 1);
}

TEST_CASE("an archive that is none is refused and leaves no file", "[transport]") {
  RunningServer server;
  ask(server, "POST /v1/models", R"({"name":"shop"})");
  CHECK_THAT(ask(server, "POST /v1/models/shop/charms", std::string(100'000, 'x')), StartsWith("HTTP/1.1 400"));
  CHECK(files_in(server.folder() / "charms") == 0);
}

TEST_CASE("an archive over the quota is refused by its length", "[transport]") {
  RunningServer server;
  test::RawConnection connection(server.socket());
  connection.send("POST /v1/models/shop/charms HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n");
  CHECK_THAT(connection.read_to_end(), StartsWith("HTTP/1.1 413"));
}

TEST_CASE("an agent reads the archive of a charm that its unit runs", "[transport]") {
  RunningServer server;
  server.store().write([](store::WriteTransaction& transaction) {
    test::StoredModel model(transaction); // its charms' archives are all "aaa…"
    const auto unit = model.unit(model.application("wordpress"));
    store::machines::add_token(transaction, unit.machine, sha256_hex("token"));
  });
  const std::string sha256(64, 'a');
  std::ofstream(server.folder() / "charms" / sha256) << std::string(600'000, 'z');
  const auto answer = ask(server, "GET /v1/charms/" + sha256, {}, "Authorization: Bearer token\r\n");
  CHECK_THAT(answer, StartsWith("HTTP/1.1 200") && Contains("Content-Length: 600000") && EndsWith(std::string(600'000, 'z')));
}
