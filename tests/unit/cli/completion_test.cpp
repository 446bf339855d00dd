#include "cli/completion.h"
#include "cli/reference.h"

#include "base/file.h"
#include "support/source_dir.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>

using namespace periapt;
using cli::NameKind;

namespace {

using Words = std::vector<std::string>;

Words names(NameKind kind) {
  switch (kind) {
  case NameKind::application: return {"mariadb", "wordpress"};
  case NameKind::unit: return {"mariadb/0", "wordpress/0", "wordpress/1"};
  case NameKind::machine: return {"0", "1"};
  case NameKind::model: return {"default", "shop"};
  case NameKind::controller: return {"local"};
  }
  return {};
}

Words complete(const Words& words) { return cli::completions(words, names); }

bool offers(const Words& words, const std::string& word) {
  const auto found = complete(words);
  return std::find(found.begin(), found.end(), word) != found.end();
}

} // namespace

TEST_CASE("commands are completed, by name and alias", "[cli]") {
  CHECK(complete({"add-ch"}) == Words{"add-charm"});
  CHECK(complete({"integ"}) == Words{"integrate"});
  CHECK(offers({""}, "relate"));
  CHECK(complete({"nonsense"}).empty());
  CHECK(complete({"--debug", "add-ch"}) == Words{"add-charm"});
}

TEST_CASE("a group's commands follow its name", "[cli]") {
  CHECK(complete({"charm", "rep"}) == Words{"replay"});
  CHECK(offers({"charm", ""}, "lint"));
  CHECK(offers({"charm", "lint", "--"}, "--help"));
}

TEST_CASE("options are those of the command and of every command", "[cli]") {
  CHECK(complete({"deploy", "--num"}) == Words{"--num-units"});
  CHECK(offers({"deploy", "-"}, "--verbose"));
  CHECK_FALSE(offers({"status", "--"}, "--num-units"));
}

TEST_CASE("values of options that name something are completed", "[cli]") {
  CHECK(complete({"status", "-m", ""}) == Words{"default", "shop"});
  CHECK(complete({"status", "--format", "j"}) == Words{"json"});
  CHECK(complete({"models", "-c", ""}) == Words{"local"});
}

TEST_CASE("what a usage line speaks of is offered", "[cli]") {
  CHECK(complete({"config", "w"}) == Words{"wordpress"});
  CHECK(complete({"relate", "wordpress", "m"}) == Words{"mariadb"});
  CHECK(complete({"show-unit", "wordpress/"}) == Words{"wordpress/0", "wordpress/1"});
  CHECK(complete({"show-machine", ""}) == Words{"0", "1"});
  CHECK(complete({"destroy-model", "s"}) == Words{"shop"});
  CHECK(complete({"help", "add-ch"}) == Words{"add-charm"});
  CHECK(complete({"charm", "pack", "./"}).empty()); // files are the shell's
}

TEST_CASE("the reference page is the one that the program writes", "[cli]") {
  const auto file = source_dir() / "cli/reference.md";
  if (std::getenv("PERIAPT_TEST_ACCEPT")) write_file_atomically(file, cli::reference_page());
  INFO("write it anew: model help commands --format markdown > cli/reference.md");
  CHECK((read_file(file) == cli::reference_page()));
}
