#include "services/resources.h"

#include "core/error.h"
#include "services/refresh.h"
#include "store/resource_repository.h"
#include "support/small_model.h"

#include <catch2/catch.hpp>

using namespace periapt;
using periapt::test::SmallModel;

namespace {

constexpr auto declares = "resources:\n"
                          "  text: {type: file, filename: text.txt, description: d}\n"
                          "  image: {type: oci-image}\n"
                          "  '../out': {type: file, filename: out.txt}\n";

/// A file's content is one digit, of which its names are made.
std::string named(char digit) { return std::string(64, digit); }

struct Supplied : SmallModel {
  Supplied() { url = add_charm("reader", declares); }

  services::ResourceUpload upload(const std::string& path, char digit = 'b') {
    write_file_atomically(archives / named(digit), "content");
    write([&](auto& tx) {
      services::add_resource_file(tx, {named(digit), std::string("print-") + digit, 7}, archives.path(), clock.wall_ms());
    });
    return {named(digit), path};
  }
  services::DeployRequest with(const std::string& name, const services::ResourceUpload& what) {
    return {.resources = {{name, what}}, .files_folder = archives.path()};
  }
  void attach(const std::string& name, const services::ResourceUpload& what) {
    write([&](auto& tx) {
      services::attach_resource(tx, model, "reader", name, what, archives.path(), clock.wall_ms());
    });
  }
  services::UnitResource wanted(const std::string& name) {
    const auto id = unit("reader/0").id;
    return read([&](auto& tx) { return services::unit_resource(tx, id, name); });
  }
  void note(const std::string& fingerprint) {
    const auto id = unit("reader/0").id;
    write([&](auto& tx) { services::note_fetched(tx, id, "text", fingerprint); });
  }
  std::string unit_has() {
    const auto all = read([&](auto& tx) { return services::application_resources(tx, model, "reader"); });
    for (const auto& one : all.units.at(0).resources)
      if (one.name == "text") return one.fingerprint;
    return "not listed";
  }
  void remove_unused() {
    write([&](auto& tx) { services::remove_unused_files(tx, archives.path(), clock.wall_ms()); });
  }
  bool is_kept(char digit) { return std::filesystem::exists(archives / named(digit)); }

  std::string url;
};

} // namespace

TEST_CASE("a resource that the charm does not take so is refused, and nothing is deployed", "[services]") {
  struct Case {
    std::string name, path, reason;
  };
  const auto bad = GENERATE(values<Case>({
      {"stranger", "a.txt", "unrecognized resource \"stranger\""},
      {"text", "a.tar", "cannot supply resource \"text\": filename extension \".tar\" must be .txt"},
      {"../out", "a.txt", "its name cannot be a folder's name"},
  }));
  Supplied model;
  CHECK_THROWS_WITH(model.deploy(model.url, model.with(bad.name, model.upload(bad.path))), Catch::Contains(bad.reason));
  CHECK_FALSE(model.find_application("reader"));
}

TEST_CASE("a file that was not uploaded, or has gone since, is not supplied", "[services]") {
  Supplied model;
  model.deploy(model.url);
  for (const auto& name : {named('c'), std::string("../../etc/passwd"), std::string()})
    CHECK_THROWS_WITH(model.attach("text", {name, "a.txt"}), Catch::Contains("upload it again"));
  const auto gone = model.upload("a.txt", 'd');
  std::filesystem::remove(model.archives / named('d'));
  CHECK_THROWS_WITH(model.attach("text", gone), Catch::Contains("upload it again"));
}

TEST_CASE("a resource is attached only to what has it and lives", "[services]") {
  Supplied model;
  CHECK_THROWS_WITH(model.attach("text", model.upload("a.txt")), "application \"reader\" not found");
  model.deploy(model.url);
  CHECK_THROWS_WITH(model.attach("stranger", model.upload("a.txt")), "resource \"stranger\" not found");
  model.start("reader/0");
  model.remove_application("reader");
  CHECK_THROWS_WITH(model.attach("text", model.upload("a.txt")), "application \"reader\" is being removed");
}

TEST_CASE("new content of a resource makes the units run upgrade-charm, the same content does not", "[services]") {
  Supplied model;
  model.deploy(model.url);
  const auto modified = [&] { return model.find_application("reader")->charm_modified; };
  const auto before = modified();
  model.attach("text", model.upload("a.txt"));
  CHECK(modified() == before + 1);
  model.attach("text", model.upload("other.txt"));
  CHECK(modified() == before + 1);
  model.attach("text", model.upload("a.txt", 'd'));
  CHECK(modified() == before + 2);
}

TEST_CASE("a unit is to have what was supplied for its application last, and says when it has it", "[services]") {
  Supplied model;
  model.deploy(model.url, model.with("text", model.upload("a.txt")));
  CHECK_THROWS_WITH(model.wanted("image"), "resource \"image\" not found");
  CHECK_THROWS_WITH(model.wanted("../text"), "resource \"../text\" not found");
  CHECK(model.wanted("text").file.sha256 == named('b'));
  CHECK_FALSE(model.wanted("text").noted);
  CHECK(model.unit_has().empty());

  model.note("print-x"); // nobody supplied that
  CHECK(model.unit_has().empty());
  model.note("print-b");
  CHECK(model.wanted("text").noted);

  model.attach("text", model.upload("a.txt", 'c'));
  CHECK(model.wanted("text").file.fingerprint == "print-c");
  CHECK_FALSE(model.wanted("text").noted);
  CHECK(model.unit_has() == "print-b");
}

TEST_CASE("an application's resources stay when it goes on with another charm", "[services]") {
  Supplied model;
  model.deploy(model.url, model.with("text", model.upload("a.txt")));
  const auto next = model.add_charm("reader", declares);
  model.write([&](auto& tx) {
    services::refresh(tx, model.model, "reader", {.charm_url = next}, model.clock.wall_ms());
  });
  CHECK(model.wanted("text").file.sha256 == named('b'));
}

TEST_CASE("a machine reads the files of its own units' applications only", "[services]") {
  Supplied model;
  model.deploy(model.url, model.with("text", model.upload("a.txt")));
  model.deploy(model.add_charm("stranger"));
  const auto may_read = [&](const std::string& unit, char digit) {
    const auto machine = model.unit(unit).machine;
    return model.read([&](auto& tx) { return services::machine_may_read_resource(tx, machine, named(digit)); });
  };
  model.upload("a.txt", 'e');
  CHECK(may_read("reader/0", 'b'));
  CHECK_FALSE(may_read("reader/0", 'e'));
  CHECK_FALSE(may_read("stranger/0", 'b'));
}

TEST_CASE("a file stays as long as an application has it, and an hour for whoever has sent it", "[services]") {
  Supplied model;
  model.deploy(model.url);
  model.attach("text", model.upload("a.txt"));
  model.upload("a.txt", 'e');
  model.remove_unused();
  CHECK(model.is_kept('b'));
  CHECK(model.is_kept('e'));
  model.clock.advance_ms(2 * 60 * 60 * 1000);
  model.remove_unused();
  CHECK(model.is_kept('b'));
  CHECK_FALSE(model.is_kept('e'));
}

TEST_CASE("a file that was replaced goes, unless it is also a charm's archive", "[services]") {
  Supplied model;
  model.deploy(model.url);
  model.attach("text", model.upload("a.txt"));
  model.attach("text", model.upload("a.txt", 'a')); // as the archives of this model's charms
  model.remove_unused();
  CHECK_FALSE(model.is_kept('b'));
  model.attach("text", model.upload("a.txt", 'c'));
  model.remove_unused();
  CHECK(model.is_kept('a'));
  CHECK_THROWS_WITH(model.attach("text", {named('a'), "a.txt"}), Catch::Contains("upload it again"));
}
