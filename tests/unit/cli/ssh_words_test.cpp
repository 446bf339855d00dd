#include "cli/ssh_words.h"

#include "cli/offer_url.h"

#include <catch2/catch.hpp>

using namespace periapt::cli;
using Words = std::vector<std::string>;

TEST_CASE("what stands behind a target is options for ssh, then the command as it is", "[cli]") {
  const auto [words, command] = GENERATE(table<Words, Words>({
      {{}, {}},
      {{"ls", "-l"}, {"ls", "-l"}},
      {{"-i", "key", "echo", "-i", "x"}, {"echo", "-i", "x"}},
      {{"-ikey", "-4t", "-o", "A=b", "-vvi", "key", "true"}, {"true"}},
      {{"--", "-x", "--"}, {"-x", "--"}},
      {{"-t", "--", "cmd"}, {"cmd"}},
      {{"-i"}, {}},
      {{"-"}, {"-"}},
  }));
  CHECK(command_behind_target(words) == command);
}

TEST_CASE("of scp's options -r and -p count, and what follows the first path is a path", "[cli]") {
  const auto line = scp_line({"--", "-C", "-rp", "-i", "-r", "--", "a", "-not-an-option", "0:b"});
  CHECK((line.recursive && line.preserve));
  CHECK(line.paths == Words{"a", "-not-an-option", "0:b"});
  CHECK_FALSE(scp_line({"-i", "r", "a", "b"}).recursive);
}

TEST_CASE("a path is a machine's when a colon comes before any slash", "[cli]") {
  CHECK(scp_path("ubuntu@web/0:/tmp/x").target == "ubuntu@web/0");
  CHECK(scp_path("0:").path.empty());
  CHECK(scp_path("0:a:b").path == "a:b");
  for (const char* text : {"./a:b", "/a:b", "a", ":a", "../0:a"}) {
    INFO(text);
    CHECK_FALSE(scp_path(text).target);
    CHECK(scp_path(text).path == text);
  }
}

TEST_CASE("an offer's URL has a dot, and parts that need not be said", "[cli]") {
  for (const char* text : {"", "mysql", "mysql:db", ".offer", "model.", "ctrl:admin/.x"}) {
    INFO(text);
    CHECK_FALSE(OfferUrl::parse(text));
  }
  const auto url = OfferUrl::parse("ctrl:admin/prod.mysql:db");
  REQUIRE(url);
  CHECK((url->controller == "ctrl" && url->owner == "admin" && url->model == "prod" && url->offer == "mysql" && url->endpoint == "db"));
  CHECK(url->full() == "ctrl:admin/prod.mysql");
  const auto bare = OfferUrl::parse("prod.mysql");
  CHECK((bare && bare->controller.empty() && bare->owner.empty() && bare->endpoint.empty()));
}
