#include "source/git_charm.h"

#include "base/file.h"
#include "base/sha256.h"
#include "core/error.h"
#include "source/archive_cache.h"
#include "source/charm_index.h"
#include "support/temporary_folder.h"

#include "base/unique_fd.h"

#include <catch2/catch.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdlib>

using namespace periapt;
using namespace periapt::source;
using periapt::test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

/// A repository that git itself made.
class Repository {
public:
  Repository() { git("init --quiet --initial-branch=main ."); }

  void write(const std::string& path, const std::string& text) const {
    make_folders((folder_ / path).parent_path());
    write_file_atomically(folder_ / path, text);
  }
  void git(const std::string& arguments) const {
    make_folders(folder_.path());
    const auto command = "cd " + folder_.path().string() + " && git -c user.name=t -c user.email=t@x.org "
                         "-c protocol.file.allow=always " + arguments + " >/dev/null 2>&1";
    REQUIRE(std::system(command.c_str()) == 0);
  }
  void commit(const std::string& text) const {
    write("charm", text);
    git("add --all");
    git("commit --quiet --allow-empty --message " + text);
  }
  std::string url() const { return "file://" + folder_.path().string(); }
  const TemporaryFolder& folder() const { return folder_; }

private:
  TemporaryFolder folder_;
};

class Taken {
public:
  explicit Taken(const Repository& repository) : repository_(repository) {}

  GitRequest request(const std::string& fragment = "", const std::string& channel = "") const {
    return {.source = parse_git_source("git+" + repository_.url() + (fragment.empty() ? "" : "#" + fragment)),
            .channel = channel,
            .copies = scratch_ / "copies",
            .limits = limits};
  }
  ResolvedCharm take(const std::string& fragment = "", const std::string& channel = "") {
    const auto wanted = request(fragment, channel);
    auto resolved = resolve_git_charm(wanted);
    target = scratch_ / ("taken" + std::to_string(count_++));
    write_git_charm(wanted, resolved, target);
    return resolved;
  }
  std::string text(const std::string& path = "charm") const { return read_file(target / path); }
  /// Why it is refused; nothing of it was written.
  std::string refusal(const std::string& fragment = "") {
    const auto next = scratch_ / ("taken" + std::to_string(count_));
    try {
      take(fragment);
    } catch (const Error& error) {
      CHECK_FALSE(exists(next));
      return error.what();
    }
    return "it was taken";
  }

  GitLimits limits;
  fs::path target;

private:
  const Repository& repository_;
  TemporaryFolder scratch_;
  int count_ = 0;
};

} // namespace

TEST_CASE("a repository that is not there, or holds nothing, is told", "[source]") {
  Repository repository;
  Taken taken(repository);
  CHECK_THAT(taken.refusal(), Catch::Contains(repository.url() + " is empty"));
  CHECK_THROWS_WITH(resolve_git_charm({.source = parse_git_source("git+file:///absent/x"), .copies = repository.folder() / "c"}),
                    Catch::Contains("cannot fetch file:///absent/x: "));
  CHECK_THROWS_WITH(
      resolve_git_charm({.source = parse_git_source("git+http://127.0.0.1:1/x"), .copies = repository.folder() / "c"}),
      Catch::Contains("cannot fetch http://127.0.0.1:1/x: "));
}

TEST_CASE("what no charm may hold is refused by name before anything is written", "[source]") {
  Repository repository;
  std::string reason;
  SECTION("a link that leaves the charm") {
    fs::create_symlink("../../etc/passwd", repository.folder() / "out");
    reason = "symlink \"out\" links out of charm";
  }
  SECTION("an absolute link") {
    fs::create_symlink("/etc/passwd", repository.folder() / "out");
    reason = "symlink \"out\" is absolute";
  }
  SECTION("a submodule") {
    repository.commit("x");
    repository.git("update-index --add --cacheinfo 160000,$(git rev-parse HEAD),inner");
    repository.git("commit --message sub");
    reason = "\"inner\" is a submodule";
  }
  SECTION("something called .git") {
    repository.git("init --quiet --initial-branch=main .");
    repository.git("commit --allow-empty --message x");
    repository.git("update-ref refs/heads/main $(printf 't\\n' | git commit-tree "
                   "$(printf '100644 blob %s\\t.GIT\\n' $(echo x | git hash-object -w --stdin) | git mktree))");
    reason = "\".GIT\" may not be in a charm";
  }
  SECTION("names that differ only in case") {
    repository.write("File", "");
    repository.write("file", "");
    reason = "file";
  }
  if (reason.find("submodule") == std::string::npos && reason.find(".GIT") == std::string::npos) repository.commit("x");
  Taken taken(repository);
  CHECK_THAT(taken.refusal(), Catch::Contains("cannot take " + repository.url()) && Catch::Contains(reason));
}

TEST_CASE("a server that takes the connection and says nothing is waited for only so long", "[source]") {
  const UniqueFd listening(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
  socklen_t size = sizeof address;
  REQUIRE(bind(listening.get(), reinterpret_cast<sockaddr*>(&address), size) == 0);
  REQUIRE(listen(listening.get(), 1) == 0);
  REQUIRE(getsockname(listening.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
  const std::string scheme = GENERATE("http", "https");
  const auto url = scheme + "://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/x";
  TemporaryFolder folder;
  GitRequest request{.source = parse_git_source("git+" + url), .channel = "", .copies = folder / "copies"};
  request.limits.silence = std::chrono::milliseconds(100);
  CHECK_THROWS_WITH(resolve_git_charm(request), "cannot fetch " + url + ": the server said nothing for 0.1 seconds");
}

TEST_CASE("a link out of the charm's folder is refused although the repository holds its target", "[source]") {
  Repository repository;
  repository.write("a/x", "");
  fs::create_symlink("../charm", repository.folder() / "a/up");
  repository.commit("x");
  Taken taken(repository);
  CHECK_THAT(taken.refusal("main:a"), Catch::Contains("symlink \"up\" links out of charm"));
}

TEST_CASE("folders beside a charm are taken with the care of its own", "[source]") {
  Repository repository;
  repository.write("charms/a/x", "");
  repository.write("charms/layers/base/y", "why");
  repository.write("charms/interfaces", "a file");
  repository.commit("x");
  Taken taken(repository);
  const auto beside = taken.take("main:charms/a");
  const auto around = taken.target / "beside";
  write_folders_beside(taken.request("main:charms/a"), beside, around, {"layers", "interfaces"});
  CHECK(read_file(around / "layers/base/y") == "why");
  CHECK_FALSE(exists(around / "interfaces"));
  fs::create_symlink("../../a/x", repository.folder() / "charms/layers/base/out");
  repository.commit("y");
  const auto later = taken.take("main:charms/a");
  CHECK_NOTHROW(write_folders_beside(taken.request("main:charms/a"), beside, around / "1", {"layers"}));
  CHECK_THROWS_WITH(write_folders_beside(taken.request("main:charms/a"), later, around / "2", {"layers"}),
                    Catch::Contains("links out of charm"));
}

TEST_CASE("more than the limits is refused", "[source]") {
  Repository repository;
  repository.write("big", std::string(100'000, 'x'));
  repository.write("small", "x");
  repository.commit("x");
  Taken taken(repository);
  SECTION("a large file") {
    taken.limits.file_bytes = 1000;
    CHECK_THAT(taken.refusal(), Catch::Contains("\"big\" holds more than 1000 bytes"));
  }
  SECTION("much in all") {
    taken.limits.total_bytes = 1000;
    CHECK_THAT(taken.refusal(), Catch::Contains("it holds more than 1000 bytes"));
  }
  SECTION("many files") {
    taken.limits.files = 2;
    CHECK_THAT(taken.refusal(), Catch::Contains("it has more than 2 files"));
  }
  SECTION("many objects on the way") {
    taken.limits.fetched_objects = 2;
    CHECK_THAT(taken.refusal(), Catch::Contains("cannot fetch " + repository.url() + ": it has more than 2 objects"));
  }
}

TEST_CASE("a channel is a tag or branch of its name, in a repository of several charms the charm's own first", "[source]") {
  Repository repository;
  for (const char* text : {"one", "two", "three", "four"}) {
    repository.write("db/charm", text);
    repository.commit(text);
    repository.git(std::string("tag at-") + text);
  }
  Taken taken(repository);
  SECTION("without any, what the repository's own branch holds") {
    CHECK(taken.take().source.ref == "edge");
    CHECK(taken.text() == "four");
  }
  SECTION("the highest version is stable") {
    for (const char* tag : {"v1.9.0 at-one", "v1.10.0 at-two", "v2.0.0-rc1 at-three"}) repository.git(std::string("tag ") + tag);
    CHECK(taken.take().source.ref == "stable");
    CHECK(taken.text() == "two");
    CHECK(taken.take("", "latest/edge").source.ref == "edge");
    CHECK(taken.text() == "four");
  }
  SECTION("a tag of that name is followed when it moves") {
    repository.git("tag stable at-one");
    taken.take("stable");
    CHECK(taken.text() == "one");
    repository.git("tag --force stable at-three");
    taken.take("stable");
    CHECK(taken.text() == "three");
  }
  SECTION("the charm's own") {
    repository.git("tag stable at-one");
    repository.git("tag db/stable at-two");
    CHECK(taken.take("stable:db").source.text() == "git+" + repository.url() + "#stable:db");
    CHECK(taken.text() == "two");
  }
  SECTION("a branch") {
    repository.git("branch old at-one");
    CHECK(taken.take("old").version == "at-one");
    CHECK(taken.text() == "one");
  }
  SECTION("none of that name") {
    CHECK_THAT(taken.refusal("nightly"), Catch::Contains("has no channel, tag or branch \"nightly\": it has at-four, "));
    CHECK_THAT(taken.refusal("main:absent"), Catch::Contains("has no folder \"absent\""));
  }
}

TEST_CASE("what was fetched serves while the repository is away, a pinned commit without a word", "[source]") {
  Repository repository;
  repository.commit("one");
  Taken taken(repository);
  const auto commit = taken.take().commit;
  fs::rename(repository.folder() / ".git", repository.folder() / "away");
  const auto later = taken.take();
  CHECK(later.commit == commit);
  REQUIRE(later.warnings.size() == 1);
  CHECK_THAT(later.warnings[0], Catch::Contains("using what was fetched before"));
  CHECK(taken.take(commit).warnings.empty());
  CHECK_THAT(taken.refusal(std::string(40, 'a')), Catch::Contains("has no commit aaaa"));
}

TEST_CASE("an archive is kept by its content, and one that changed is not used", "[source]") {
  TemporaryFolder folder;
  const ArchiveCache cache(folder / "cache");
  write_file_atomically(folder / "x.charm", "content");
  CHECK_FALSE(cache.find("key"));
  const auto kept = cache.keep("key", folder / "x.charm");
  CHECK(kept.filename() == sha256_hex("content") + ".charm");
  CHECK(cache.find("key") == kept);
  write_file_atomically(kept, "other content");
  CHECK_FALSE(cache.find("key"));
}

TEST_CASE("a store index is every charm of a folder, and what its list names", "[source]") {
  TemporaryFolder folder;
  const auto add = [&](const std::string& path, const std::string& name, const std::string& more) {
    make_folders(folder / path);
    write_file_atomically(folder / (path + "/metadata.yaml"), "name: " + name + "\nsummary: Runs " + name + "\ndescription: d\n" + more);
  };
  add("data/mariadb", "mariadb", "provides: {db: {interface: mysql}}\n");
  add("web", "blog", "requires: {db: {interface: mysql}}\n");
  add("broken", "x", "provides: [");
  write_file_atomically(folder / "index.yaml", "charms: {redis: {source: 'git+https://host/redis', summary: A cache}}\n");
  const auto names = [&](const std::string& query) {
    std::string text;
    for (const auto& one : search_index(read_index(folder.path(), folder.path().string()), query)) text += one.name + " ";
    return text;
  };
  CHECK(names("") == "blog mariadb redis ");
  CHECK(names("MYSQL") == "blog mariadb ");
  CHECK(names("mysql blog") == "blog ");
  CHECK(names("nothing").empty());
  const auto index = read_index(folder.path(), "git+https://host/all#stable");
  CHECK(find_indexed(index, "mariadb", "x").source == "git+https://host/all#stable:data/mariadb");
  CHECK_THROWS_WITH(find_indexed(index, "absent", "here"), "no charm \"absent\" in here");
  CHECK_THROWS_WITH(read_index(folder / "absent", "there"), "there is no store index at \"there\"");
}
