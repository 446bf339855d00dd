#include "authoring/init.h"

#include "authoring/lint.h"
#include "core/error.h"
#include "support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace periapt;
using namespace periapt::authoring;
using periapt::test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

std::string init_refusal(const fs::path& folder, const std::string& tool) {
  try {
    init_charm(folder, tool);
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

std::size_t entries_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

} // namespace

TEST_CASE("a new charm lints clean, whatever runs its events", "[authoring]") {
  const auto tool = GENERATE("ansible", "bash", "cfengine", "chef", "puppet", "python");
  const TemporaryFolder scratch;
  const auto folder = scratch.path() / "my-wiki2a";
  const auto files = init_charm(folder, tool);
  CHECK(files.size() >= 8);
  std::string text;
  for (const auto& finding : lint_charm(folder, {.folder_name = "", .tools = {.shellcheck = find_lint_tools(std::getenv("PATH")).shellcheck}}))
    text += text_of(finding) + "\n";
  CHECK(text == "");
  for (const auto& file : files) {
    std::ifstream stream(folder / file);
    const std::string content{std::istreambuf_iterator<char>(stream), {}};
    CHECK_THAT(file + content, !Catch::Contains("__NAME__") && !Catch::Contains("__IDENT__"));
  }
  CHECK(entries_in(scratch.path()) == 1);
}

TEST_CASE("the tools a charm can be begun with", "[authoring]") {
  CHECK(init_tools() == std::vector<std::string>{"ansible", "bash", "cfengine", "chef", "puppet", "python"});
}

TEST_CASE("nothing is written over, and nothing is left of what was refused", "[authoring]") {
  const TemporaryFolder scratch;
  const auto [name, tool, text] = GENERATE(table<std::string, std::string, std::string>({
      {"Wiki", "bash", "cannot begin a charm \"Wiki\": a charm's name has"},
      {"wiki-2", "bash", "cannot begin a charm \"wiki-2\""},
      {"", "bash", "cannot begin a charm \"\""},
      {"wiki", "pupet", "cannot begin a charm with \"pupet\": expected one of ansible, bash, cfengine, chef, puppet, python"},
      {"wiki", "common", "cannot begin a charm with \"common\""},
      {"wiki", "", "cannot begin a charm with \"\""},
  }));
  CHECK_THAT(init_refusal(scratch.path() / name, tool), Catch::StartsWith(text));
  CHECK(entries_in(scratch.path()) == 0);
}

TEST_CASE("a charm is begun in an empty folder, never in one that holds something", "[authoring]") {
  const TemporaryFolder scratch;
  const auto folder = scratch.path() / "wiki";
  fs::create_directory(folder);
  CHECK(init_refusal(folder, "bash").empty());
  CHECK_THAT(init_refusal(folder, "puppet"), Catch::Contains("it exists"));
  CHECK_FALSE(fs::exists(folder / "charm.yaml"));
  fs::create_symlink("nowhere", scratch.path() / "other");
  CHECK_THAT(init_refusal(scratch.path() / "other", "bash"), Catch::Contains("it exists"));
}
