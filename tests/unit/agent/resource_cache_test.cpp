#include "agent/resource_cache.h"
#include "base/file.h"
#include "support/temporary_folder.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <catch2/catch.hpp>

#include <vector>

using namespace periapt;
using namespace periapt::agent;

namespace {

constexpr auto abc_fingerprint =
    "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7";
constexpr auto nothing_fingerprint =
    "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b";

struct Cached {
  test::TemporaryFolder folder;
  boost::asio::io_context io;
  std::string content = "abc"; // of what arrives
  std::optional<Error> refusal;
  int downloads = 0;
  ResourceCache cache{io,
                      [this](const std::string&, const std::filesystem::path& file, client::AnswerHandler handler) {
                        ++downloads;
                        if (!refusal) write_file_atomically(file, content, 0600);
                        boost::asio::post(io, [this, handler] { handler({.status = refusal ? 404 : 200, .error = refusal}); });
                      },
                      MachineLayout{folder.path()}};
  CachedResource text{UnitName("web/0"), "text", "text.txt"};

  std::filesystem::path place() const { return folder / "agents/unit-web-0/resources/text/text.txt"; }
  bool nothing_is_arriving() const {
    const auto arriving = folder / "agents/unit-web-0/arriving";
    return !std::filesystem::exists(arriving) || std::filesystem::is_empty(arriving);
  }

  /// The path, or the error's text.
  std::string fetch(const std::string& fingerprint = abc_fingerprint) { return fetch(text, fingerprint); }
  std::string fetch(const CachedResource& resource, const std::string& fingerprint = abc_fingerprint) {
    std::string answer = "no answer";
    cache.fetch(resource, {"sha", fingerprint, 3}, [&](const std::string& path, const std::optional<Error>& error) {
      answer = error ? error->what() : path;
    });
    run();
    return answer;
  }
  /// Until nothing is under way; hashing is beside the loop.
  void run() {
    io.restart();
    const auto busy = boost::asio::make_work_guard(io);
    std::size_t quiet = 0;
    while (quiet < 2) quiet = io.run_one_for(std::chrono::milliseconds(100)) == 0 ? quiet + 1 : 0;
  }
};

} // namespace

TEST_CASE("a resource is fetched once", "[agent]") {
  Cached world;
  CHECK(world.fetch() == world.place().string());
  CHECK(read_file(world.place()) == "abc");
  CHECK((std::filesystem::status(world.place()).permissions() & std::filesystem::perms(0777)) == std::filesystem::perms(0644));
  CHECK(world.fetch() == world.place().string());
  CHECK(world.downloads == 1);
  CHECK(world.nothing_is_arriving());
}

TEST_CASE("an empty file is a resource too", "[agent]") {
  Cached world;
  world.content.clear();
  CHECK(world.fetch(nothing_fingerprint) == world.place().string());
}

TEST_CASE("what is not what was supplied is not kept, and what was there stays", "[agent]") {
  Cached world;
  world.content = "ab";
  CHECK(world.fetch() == "another file arrived than was supplied");
  CHECK_FALSE(std::filesystem::exists(world.place()));
  CHECK(world.nothing_is_arriving());
  world.content = "abc";
  world.fetch();
  CHECK(world.fetch(nothing_fingerprint) == "another file arrived than was supplied");
  CHECK(read_file(world.place()) == "abc");
}

TEST_CASE("what the controller refuses is said, and what was there stays", "[agent]") {
  Cached world;
  world.fetch();
  world.refusal = Error(ErrorKind::not_found, "resource not found");
  CHECK(world.fetch(nothing_fingerprint) == "resource not found");
  CHECK(world.cache.held(world.text) == world.place().string());
}

TEST_CASE("a file that a hook has spoiled is fetched again", "[agent]") {
  Cached world;
  world.fetch();
  const auto place = world.place();
  SECTION("changed") { write_file_atomically(place, "abd"); }
  SECTION("removed") { std::filesystem::remove(place); }
  SECTION("a link that leads elsewhere") {
    write_file_atomically(world.folder / "elsewhere", "abc");
    std::filesystem::remove(place);
    std::filesystem::create_symlink(world.folder / "elsewhere", place);
  }
  SECTION("a folder") {
    std::filesystem::remove(place);
    std::filesystem::create_directories(place / "deep");
  }
  CHECK(world.fetch() == place.string());
  CHECK(world.downloads == 2);
  CHECK(std::filesystem::is_regular_file(std::filesystem::symlink_status(place)));
  CHECK(read_file(place) == "abc");
}

TEST_CASE("names that lead elsewhere are refused before anything is made", "[agent]") {
  Cached world;
  const auto bad = GENERATE(values<std::pair<std::string, std::string>>(
      {{"../text", "text.txt"}, {"text", "../text.txt"}, {"text", ".."}, {"", "text.txt"}, {"/etc", "passwd"}}));
  CHECK(world.fetch({UnitName("web/0"), bad.first, bad.second}) == "its name cannot be a file's name here");
  CHECK(world.downloads == 0);
  CHECK_FALSE(std::filesystem::exists(world.folder / "agents"));
  CHECK_FALSE(world.cache.held({UnitName("web/0"), bad.first, bad.second}));
}

TEST_CASE("two that ask for a resource at once share its file", "[agent]") {
  Cached world;
  std::vector<std::string> answers;
  const auto note = [&](const std::string& path, const std::optional<Error>& error) {
    answers.push_back(error ? error->what() : path);
  };
  for (int i = 0; i < 3; ++i) world.cache.fetch(world.text, {"sha", abc_fingerprint, 3}, note);
  CHECK(answers.empty());
  world.run();
  CHECK(answers == std::vector<std::string>(3, world.place().string()));
  CHECK(world.downloads == 1);
}

TEST_CASE("a cache that goes answers nobody any more", "[agent]") {
  const test::TemporaryFolder folder;
  boost::asio::io_context io;
  bool answered = false;
  {
    ResourceCache cache{io, [](const auto&, const auto&, const auto&) {}, MachineLayout{folder.path()}};
    cache.fetch({UnitName("web/0"), "text", "text.txt"}, {"sha", abc_fingerprint, 3},
                [&](const auto&, const auto&) { answered = true; });
  }
  io.run();
  CHECK_FALSE(answered);
}
