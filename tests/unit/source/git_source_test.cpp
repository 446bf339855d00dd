#include "source/git_source.h"

#include "core/error.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::source;

TEST_CASE("an address of a repository that cannot be one is refused with the reason", "[source]") {
  const auto [text, reason] = GENERATE(table<std::string, std::string>({
      {"git+ssh://host/x", "its address begins with git+https://, git+http:// or git+file://"},
      {"git+/x", "its address begins with git+https://, git+http:// or git+file://"},
      {"git+https://me:secret@host/x", "a user or password does not belong into an address that is kept"},
      {"git+https://host", "its address is not complete"},
      {"git+https:///x", "its address is not complete"},
      {"git+file://x", "its address is not complete"},
      {"git+file:///x#--upload-pack=x", "\"--upload-pack=x\" can be no ref"},
      {"git+file:///x#a..b", "\"a..b\" can be no ref"},
      {"git+file:///x#a b", "\"a b\" can be no ref"},
      {"git+file:///x#main:../y", "\"../y\" is no folder in it"},
      {"git+file:///x#main:/etc", "\"/etc\" is no folder in it"},
  }));
  CHECK_THROWS_WITH(parse_git_source(text), "\"" + text + "\" names no charm in a git repository: " + reason);
}

TEST_CASE("control characters and very long addresses are refused", "[source]") {
  CHECK_THROWS_AS(parse_git_source("git+file:///x\n"), Error);
  CHECK_THROWS_AS(parse_git_source("git+file:///" + std::string(2000, 'x')), Error);
}

TEST_CASE("an address is repository, ref and folder, and is written as it was read", "[source]") {
  const auto [text, source] = GENERATE(table<std::string, GitSource>({
      {"git+https://host/x.git", {"https://host/x.git", "", ""}},
      {"git+http://host:8080/x#stable", {"http://host:8080/x", "stable", ""}},
      {"git+file:///srv/x#1.2/stable:charms/mariadb", {"file:///srv/x", "1.2/stable", "charms/mariadb"}},
      {"git+file:///srv/x#:mariadb", {"file:///srv/x", "", "mariadb"}},
  }));
  CHECK(parse_git_source(text) == source);
  CHECK(source.text() == text);
  CHECK_FALSE(source.is_pinned());
  CHECK(GitSource{"", std::string(40, 'a'), ""}.is_pinned());
}
