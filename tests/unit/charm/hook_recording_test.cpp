#include "charm/hook_recording.h"

#include "unit/charm/charm_fixture.h"

using namespace periapt;
using namespace periapt::charm;
using namespace periapt::test;

namespace {

HookRecording a_recording() {
  return {.unit = "wiki/0",
          .hook = "start",
          .charm = "/m/agents/unit-wiki-0/charm",
          .argv = {"/m/agents/unit-wiki-0/charm/hooks/start"},
          .environment = {"PATH=/m/tools/unit-wiki-0:/bin", "A=b=c"},
          .tools = {"config-get"},
          .begun_ms = 5,
          .ended_ms = 70,
          .failure = "exit status 1",
          .cut = true,
          .calls = {{.tool = "config-get", .arguments = {"--format", "json"}, .files = {"\xff\x00x"}, .exit_code = 2, .out = "\xfe", .err = "ERROR \"x\"\n", .output_file = "o"}}};
}

} // namespace

TEST_CASE("a recording is read as it was written, whatever bytes it holds", "[charm]") {
  CHECK(parse_hook_recording(encode(a_recording())) == a_recording());
}

TEST_CASE("what is no recording is refused", "[charm]") {
  const auto text = GENERATE(values<std::string>({"", "{", "[]", "{}", "null", "{\"unit\": 5}"}));
  CHECK_FALSE(refusal([&] { parse_hook_recording(text); }).empty());
  auto cut = encode(a_recording());
  cut.replace(cut.find("\"calls\""), 7, "\"kalls\"");
  CHECK(refusal([&] { parse_hook_recording(cut); }) == "cannot read the recording of a hook: calls is missing");
}

TEST_CASE("a unit's recordings are listed oldest first, without what is none", "[charm]") {
  const TempFolder scratch;
  CHECK(recordings_of(scratch.path()).empty());
  for (const auto* name : {"1000000000002-stop.json", "1000000000001-start.json", "notes.txt"})
    write(scratch.path() / "recordings" / name, "");
  const auto files = recordings_of(scratch.path());
  REQUIRE(files.size() == 2);
  CHECK(files[0].filename() == "1000000000001-start.json");
}
