#include "source/charm_source.h"

#include "charm/archive.h"
#include "unit/charm/charm_fixture.h"

using namespace periapt;
using namespace periapt::source;
using namespace periapt::test;
namespace fs = std::filesystem;

TEST_CASE("a name that the store cannot have is refused with its reason", "[source]") {
  TempFolder folder;
  const CharmStore store(folder.path());
  const auto said = [&](const std::string& argument) { return refusal([&] { find_in_store(argument, store); }); };
  CHECK(said("wiki") == fmt::format("charm or bundle \"wiki\" not found in charm store \"{}\"", folder.path().string()));
  CHECK(said("../wiki").starts_with("charm or bundle \"../wiki\" not found in charm store"));
  CHECK(said("Wiki").starts_with("charm or bundle \"Wiki\" not found in charm store"));
  CHECK(said(std::string(5000, 'a')).ends_with(fmt::format("not found in charm store \"{}\"", folder.path().string())));
  CHECK(said("ch:wiki-12") == "cannot specify revision in a charm or bundle name. Please use --revision.");
  CHECK(refusal([&] { find_in_store("wiki", CharmStore(folder / "gone")); }) ==
        fmt::format("cannot look for charm \"wiki\": charm store \"{}\" is not a folder", (folder / "gone").string()));
}

TEST_CASE("without a store a plain name says how to set one", "[source]") {
  CHECK(refusal([] { find_in_store("wiki", {}); }).find("no charm store is set (MODEL_CHARM_STORE") != std::string::npos);
}

TEST_CASE("a plain name is a folder or an archive of the store, with or without ch:", "[source]") {
  TempFolder folder;
  write_charm(folder / "store/wiki");
  charm::pack_charm(folder / "store/wiki", folder / "store/packed.charm");
  fs::create_directories(folder / "empty");
  const CharmStore store(folder / "store");
  const auto found = find_charm("wiki", folder / "empty", store);
  CHECK(found.kind == SourceKind::charm_folder);
  CHECK(found.path == folder / "store/wiki");
  CHECK(found.store_name == "wiki");
  const auto archive = find_charm("ch:packed", folder / "empty", store);
  CHECK(archive.kind == SourceKind::charm_archive);
  CHECK(archive.store_name == "packed");
}

TEST_CASE("a name that is a file here too is ambiguous also with a store", "[source]") {
  TempFolder folder;
  write_charm(folder / "wiki");
  CHECK(refusal([&] { find_charm("wiki", folder.path(), CharmStore(folder.path())); })
            .starts_with("The charm or bundle \"wiki\" is ambiguous."));
  CHECK(find_charm("ch:wiki", folder.path(), CharmStore(folder.path())).store_name == "wiki");
}
