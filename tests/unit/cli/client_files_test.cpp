#include "cli/client_files.h"

#include "base/file.h"
#include "cli/scratch_folder.h"

#include <catch2/catch.hpp>

#include <sys/stat.h>

using namespace periapt;
using namespace periapt::cli;

namespace {

ControllerEntry a_controller(const std::string& name) {
  return {.name = name,
          .uuid = "uuid-of-" + name,
          .api_endpoints = {"unix:/tmp/x.sock"},
          .cloud = "localhost",
          .region = "localhost"};
}

struct Files {
  ScratchFolder scratch;
  ClientFiles files{scratch.path() / "data"};
  std::string text(const char* name) const { return read_file(files.folder() / name); }
  void write(const char* name, const char* content) const {
    make_folders(files.folder());
    write_file_atomically(files.folder() / name, content);
  }
};

} // namespace

TEST_CASE("a file that is not a mapping is refused by its name", "[cli]") {
  Files fixture;
  const auto content = GENERATE("- a\n- b\n", "just text", "controllers: [", "a: b: c");
  fixture.write("controllers.yaml", content);
  CHECK_THROWS_WITH(fixture.files.controllers(), Catch::Contains("controllers.yaml"));
}

TEST_CASE("without files there is nothing, and nothing is made by looking", "[cli]") {
  Files fixture;
  CHECK(fixture.files.controllers().empty());
  CHECK_FALSE(fixture.files.current_controller());
  CHECK_FALSE(fixture.files.current_model("x"));
  CHECK_FALSE(fixture.files.account("x"));
  CHECK_FALSE(std::filesystem::exists(fixture.files.folder()));
}

TEST_CASE("unknown keys and other controllers are kept when one is saved", "[cli]") {
  Files fixture;
  fixture.write("controllers.yaml", "\ncontrollers:\n  c1:\n    uuid: old\n    dns-cache: {a: b}\nfuture: [1]\n");
  fixture.files.save_controller(a_controller("c1"));
  fixture.files.save_controller(a_controller("c2"));
  const auto text = fixture.text("controllers.yaml");
  CHECK(text.find("dns-cache") != std::string::npos);
  CHECK(text.find("future:") != std::string::npos);
  CHECK(fixture.files.controller("c1")->uuid == "uuid-of-c1");
  CHECK(fixture.files.controllers().size() == 2);
}

TEST_CASE("after the last controller the file says exactly that there are none", "[cli]") {
  Files fixture;
  fixture.files.save_controller(a_controller("c1"));
  fixture.files.set_current_controller("c1");
  fixture.files.save_model("c1", {"admin/m", "u1"});
  fixture.files.remove_controller("c1");
  CHECK(fixture.text("controllers.yaml") == "controllers: {}\n");
  CHECK(fixture.files.models("c1").empty());
}

TEST_CASE("the files are for their owner only", "[cli]") {
  Files fixture;
  fixture.files.save_controller(a_controller("c1"));
  struct stat info {};
  REQUIRE(::stat((fixture.files.folder() / "controllers.yaml").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  REQUIRE(::stat(fixture.files.folder().c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0700);
}

TEST_CASE("a removed model is no longer the current one", "[cli]") {
  Files fixture;
  fixture.files.save_model("c1", {"admin/a", "u1"});
  fixture.files.save_model("c1", {"admin/b", "u2"});
  fixture.files.set_current_model("c1", "admin/a");
  SECTION("when it is removed") { fixture.files.remove_model("c1", "admin/a"); }
  SECTION("when the controller no longer names it") { fixture.files.replace_models("c1", {{"admin/b", "u2"}}); }
  CHECK_FALSE(fixture.files.current_model("c1"));
  CHECK(fixture.files.models("c1") == std::vector<ModelEntry>{{"admin/b", "u2"}});
}

TEST_CASE("a matter is new once a controller", "[cli]") {
  Files fixture;
  fixture.files.save_controller(a_controller("c1"));
  CHECK(fixture.files.first_time("c1", "trust-explained"));
  CHECK_FALSE(fixture.files.first_time("c1", "trust-explained"));
}

TEST_CASE("what another command has written meanwhile is seen", "[cli]") {
  Files fixture;
  ClientFiles another(fixture.files.folder());
  another.save_controller(a_controller("c1"));
  CHECK(fixture.files.controller("c1")->uuid == "uuid-of-c1");
  another.save_controller({.name = "c1", .uuid = "uuid-of-x1", .api_endpoints = {"unix:/tmp/x.sock"}, .cloud = "localhost", .region = "localhost"}); // a text of the same length
  CHECK(fixture.files.controller("c1")->uuid == "uuid-of-x1");
  fixture.write("controllers.yaml", "controllers: [");
  for (int i = 0; i < 2; ++i) CHECK_THROWS_WITH(fixture.files.controllers(), Catch::Contains("controllers.yaml"));
  std::filesystem::remove(fixture.files.folder() / "controllers.yaml");
  CHECK(fixture.files.controllers().empty());
}
