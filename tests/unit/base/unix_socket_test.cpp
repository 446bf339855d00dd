#include "base/unix_socket.h"

#include "base/file.h"
#include "support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace periapt;
namespace fs = std::filesystem;

namespace {

mode_t mode_of(const fs::path& path) {
  struct stat info {};
  REQUIRE(::stat(path.c_str(), &info) == 0);
  return info.st_mode & 07777;
}

} // namespace

TEST_CASE("a socket path of at most 100 bytes stays, a longer one moves to a short one", "[base]") {
  const std::string stays = "/" + std::string(99, 'a');
  CHECK(socket_path(stays) == stays);
  const fs::path moved = socket_path(stays + "a");
  CHECK(moved.string().size() < 100);
  CHECK(moved == socket_path(stays + "a"));
  CHECK(moved != socket_path(stays + "b"));
}

TEST_CASE("both ends of a socket meet, whatever the length of its path", "[base]") {
  const test::TemporaryFolder folder;
  const fs::path path = folder.path() / std::string(GENERATE(1, 120), 'd') / "agent.socket";
  fs::create_directories(path.parent_path());
  const UniqueFd listener = listen_unix(path);
  CHECK(mode_of(path) == 0600); // for a long path: through the link
  const UniqueFd client = connect_unix(path);
  const UniqueFd server(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  REQUIRE(server);
  CHECK(peer_credentials(server.get()).pid == ::getpid());
  CHECK(peer_credentials(server.get()).uid == ::geteuid());
  remove_socket(path);
  CHECK_FALSE(fs::exists(fs::symlink_status(path)));
  CHECK_FALSE(fs::exists(socket_path(path)));
}

TEST_CASE("a socket in use is refused, a dead one is replaced", "[base]") {
  const test::TemporaryFolder folder;
  UniqueFd listener = listen_unix(folder / "s");
  CHECK_THROWS_WITH(listen_unix(folder / "s"), Catch::Contains("in use"));
  listener.reset();
  CHECK_NOTHROW(listen_unix(folder / "s"));
}

TEST_CASE("an abstract name is claimed once, and free again when the claim ends", "[base]") {
  const std::string name = "periapt-test-" + std::to_string(::getpid());
  UniqueFd claim = claim_abstract_name(name);
  CHECK(claim);
  CHECK_FALSE(claim_abstract_name(name));
  CHECK(abstract_name_claimed(name.substr(0, name.size() - 1)));
  claim.reset();
  CHECK_FALSE(abstract_name_claimed(name));
  CHECK(claim_abstract_name(name));
}

TEST_CASE("a descriptor travels beside the bytes", "[base]") {
  auto [left, right] = socket_pair();
  int pipe_fds[2];
  REQUIRE(::pipe(pipe_fds) == 0);
  const UniqueFd reader(pipe_fds[0]);
  UniqueFd writer(pipe_fds[1]);
  CHECK(send_with_fd(left.get(), "hello", writer.get()) == 5);
  writer.reset();
  char buffer[16];
  const Received received = receive_with_fd(right.get(), buffer, sizeof buffer);
  CHECK(std::string(buffer, received.size_bytes) == "hello");
  REQUIRE(received.passed_fd);
  write_all(received.passed_fd.get(), "through");
  char through[7];
  CHECK(::read(reader.get(), through, sizeof through) == 7);
}

TEST_CASE("a closed peer is seen by both directions", "[base]") {
  auto [left, right] = socket_pair();
  right.reset();
  char buffer[1];
  CHECK(receive_with_fd(left.get(), buffer, 1).closed);
  CHECK_THROWS_AS(send_with_fd(left.get(), "x"), std::system_error);
}
