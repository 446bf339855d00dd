#include "charm/unified_charm.h"

#include "base/file.h"
#include "support/source_dir.h"
#include "unit/charm/charm_fixture.h"

#include <cstdlib>

using namespace periapt;
using namespace periapt::charm;
using namespace periapt::test;
namespace fs = std::filesystem;

namespace {

const fs::path golden = source_dir() / "tests/golden/charm";

void accept(const CharmFiles& files, const fs::path& folder) {
  for (const auto& [name, text] : files) write(folder / name, text);
}

CharmFiles files_in(const fs::path& folder) {
  CharmFiles files;
  for (const auto& entry : fs::directory_iterator(folder))
    files[entry.path().filename().string()] = read_file(entry.path());
  return files;
}

} // namespace

TEST_CASE("a unified source tree is split as the golden files say", "[charm]") {
  const auto generated = generated_files(golden / "unified");
  if (std::getenv("PERIAPT_TEST_ACCEPT")) accept(generated, golden / "unified.expected");
  CHECK(generated == files_in(golden / "unified.expected"));
}

TEST_CASE("legacy bases become the manifest of a tree that has its own metadata", "[charm]") {
  TempFolder folder;
  write_charm(folder.path());
  write(folder / "charmcraft.yaml", "type: charm\nbases:\n- build-on: [{name: ubuntu, channel: '22.04'}]\n"
                                    "  run-on: [{name: ubuntu, channel: '20.04'}, {name: ubuntu, channel: '22.04'}]\n");
  CHECK(generated_files(folder.path()) ==
        CharmFiles{{"manifest.yaml", "bases:\n- name: ubuntu\n  channel: \"20.04\"\n- name: ubuntu\n  channel: \"22.04\"\n"}});
}

TEST_CASE("a complete tree gets nothing added", "[charm]") {
  TempFolder folder;
  write_charm(folder.path());
  CHECK(generated_files(folder.path()).empty());
  write(folder / "charmcraft.yaml", "");
  CHECK(generated_files(folder.path()).empty());
}
