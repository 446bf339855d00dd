#include "source/charm_source.h"

#include "charm/archive.h"
#include "unit/charm/charm_fixture.h"

using namespace periapt;
using namespace periapt::source;
using namespace periapt::test;
namespace fs = std::filesystem;

namespace {

std::string find_refusal(const std::string& argument, const fs::path& folder) {
  return refusal([&] { find_charm(argument, folder); });
}

void run(const std::string& command) { REQUIRE(std::system(command.c_str()) == 0); }

} // namespace

TEST_CASE("what is no charm is refused with the contract's text", "[source]") {
  TempFolder folder;
  write_charm(folder / "wiki");
  write(folder / "plain.txt", "text");
  write(folder / "plain.yaml", "a: 1\n");
  CHECK(find_refusal("./x", folder.path()) == "no charm was found at \"./x\"");
  CHECK(find_refusal("/nowhere/x", folder.path()) == "no charm was found at \"/nowhere/x\"");
  CHECK(find_refusal("wiki", folder.path()) ==
        "The charm or bundle \"wiki\" is ambiguous.\n"
        "To deploy a local charm or bundle, run `juju deploy ./wiki`.\n"
        "To deploy a charm or bundle from CharmHub, run `juju deploy ch:wiki`.");
  CHECK(find_refusal("./plain.txt", folder.path()).starts_with("invalid charm or bundle provided at \""));
  CHECK(find_refusal("./plain.yaml", folder.path()) == "invalid charm or bundle provided at \"./plain.yaml\"");
  CHECK(find_refusal("ch:wiki", folder.path()).starts_with("charm or bundle \"ch:wiki\" not found: "));
  CHECK(find_refusal("mysql-12", folder.path()) ==
        "cannot specify revision in a charm or bundle name. Please use --revision.");
}

TEST_CASE("an argument means a folder, an archive, a bundle or an uploaded charm", "[source]") {
  TempFolder folder;
  write_charm(folder / "wiki");
  charm::pack_charm(folder / "wiki", folder / "wiki.charm");
  write(folder / "bundle/bundle.yaml", "applications: {}\n");
  write(folder / "stack.yaml", "services: {}\n");
  write_zip(folder / "stack.zip", {{"bundle.yaml", "applications: {}\n"}});
  const auto kind = [&](const std::string& argument) { return find_charm(argument, folder.path()).kind; };
  CHECK(kind("./wiki") == SourceKind::charm_folder);
  CHECK(kind((folder / "wiki").string()) == SourceKind::charm_folder);
  CHECK(kind("./wiki.charm") == SourceKind::charm_archive);
  CHECK(kind("./bundle") == SourceKind::bundle);
  CHECK(kind("./stack.yaml") == SourceKind::bundle);
  CHECK(kind("./stack.zip") == SourceKind::bundle);
  CHECK(find_charm("local:wiki-3", folder.path()).url == "local:wiki-3");
}

TEST_CASE("a folder is packed into the scratch folder and an archive is used as it is", "[source]") {
  TempFolder folder;
  write_charm(folder / "wiki");
  write(folder / "wiki/revision", "4");
  fs::create_directories(folder / "scratch");
  const auto packed = pack(find_charm("./wiki", folder.path()), folder / "scratch");
  CHECK(packed.archive.parent_path() == folder / "scratch");
  CHECK(packed.charm.revision == 4);
  const auto again = pack({SourceKind::charm_archive, packed.archive, {}}, folder / "scratch");
  CHECK(again.archive == packed.archive);
  CHECK(again.charm.name == "wiki");
}

TEST_CASE("the version is git's description of the charm's own work tree, else the version file's", "[source]") {
  TempFolder folder;
  const auto charm = folder / "wiki";
  write_charm(charm);
  CHECK(version_text(charm).empty());
  write(charm / "version", "bzr 12 abc-def\nmore\n");
  CHECK(version_text(charm) == "abc-def");
  const auto git = fmt::format("git -C '{}' -c user.name=x -c user.email=x@example.org ", folder.path().string());
  run(git + "init -q .");
  CHECK(version_text(charm) == "abc-def"); // merely inside a work tree
  const auto own = fmt::format("git -C '{}' -c user.name=x -c user.email=x@example.org ", charm.string());
  run(own + "init -q . && " + own + "add . && " + own + "commit -q -m x && " + own + "tag -a -m x v1");
  CHECK(version_text(charm) == "v1");
  write(charm / "metadata.yaml", "changed");
  CHECK(version_text(charm) == "v1-dirty");
}
