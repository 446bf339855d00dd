#include "agent/hook_recorder.h"

#include "base/file.h"
#include "charm/yaml_reader.h"
#include "support/temporary_folder.h"

#include <catch2/catch.hpp>

using namespace periapt;
using namespace periapt::agent;
using hook_tools::FileContent;
using hook_tools::ToolResult;

namespace {

HookStart a_start(const std::string& hook) {
  return {.id = "id", .unit = "wiki/0", .hook = hook, .program = "/charm/hooks/start", .argv = {"/charm/hooks/start"},
          .environment = {"A=b"}, .cwd = "/charm", .input = {}, .mounts = {}};
}

charm::HookRecording the_recording(const std::filesystem::path& folder) {
  const auto files = charm::recordings_of(folder);
  REQUIRE(files.size() == 1);
  return charm::parse_hook_recording(read_file(files.front()));
}

struct SecretCase {
  std::string tool;
  std::vector<std::string> arguments;
  std::vector<FileContent> files;
  std::string out;
};

} // namespace

TEST_CASE("a hook's calls are recorded with their answers, and its end", "[agent]") {
  const test::TemporaryFolder scratch;
  HookRecorder recorder(a_start("start"), scratch.path(), 5);
  recorder.add("relation-set", {"--file", "-"}, {FileContent("a: b\n")}, {});
  recorder.add("config-get", {"port"}, {}, {.exit_code = 0, .out = "80\n", .err = {}, .output_file = "/tmp/x"});
  recorder.finish({.kind = HookOutcome::Kind::failed, .reason = "exit status 3"});
  const auto recording = the_recording(scratch.path());
  CHECK(recording.failure == "exit status 3");
  REQUIRE(recording.calls.size() == 2);
  CHECK(recording.calls[0].files == std::vector<std::string>{"a: b\n"});
  CHECK(recording.calls[1].out == "80\n");
  CHECK(recording.calls[1].output_file == "/tmp/x");
  CHECK(recording.ended_ms >= recording.begun_ms);
  CHECK(std::filesystem::status(charm::recordings_of(scratch.path()).front()).permissions() == std::filesystem::perms(0600));
}

TEST_CASE("the content of secrets is not recorded, wherever it turns up in the same hook", "[agent]") {
  const auto secret = GENERATE(values<SecretCase>({
      {"secret-get", {"secret:x"}, {}, "password: hush \"now\"\n"},
      {"secret-get", {"secret:x", "--format", "json"}, {}, "{\"password\":\"hush \\\"now\\\"\"}\n"},
      {"secret-get", {"secret:x", "password"}, {}, "hush \"now\"\n"},
      {"secret-get", {"secret:x", "password", "--refresh"}, {}, "hush: \"hush \\\"now\\\"\"\n"}, // a value that looks like a map
      {"secret-add", {"password=hush \"now\""}, {}, "secret:x\n"},
      {"secret-add", {"password#base64=aHVzaCAibm93Ig=="}, {}, "secret:x\n"},
      {"secret-set", {"secret:x", "--file", "f"}, {FileContent("password: hush \"now\"\n")}, ""},
  }));
  const test::TemporaryFolder scratch;
  HookRecorder recorder(a_start("start"), scratch.path(), 5);
  recorder.add("juju-log", {"made hush \"now\""}, {}, {}); // before anybody knows that it is a secret
  recorder.add(secret.tool, secret.arguments, secret.files, {.exit_code = 0, .out = secret.out});
  recorder.add("relation-set", {"login=root:hush \"now\""}, {}, {});
  recorder.add("state-set", {"--file", "-"}, {FileContent("{\"p\": \"hush \\\"now\\\"\"}")}, {});
  recorder.finish({});
  const auto text = read_file(charm::recordings_of(scratch.path()).front());
  CHECK_THAT(text, !Catch::Contains("hush") && !Catch::Contains("aHVzaCAi"));
  const auto recording = the_recording(scratch.path());
  CHECK(recording.calls[2].arguments == std::vector<std::string>{"login=root:****"});
}

TEST_CASE("the keys of a secret stay, so that a replayed hook finds them", "[agent]") {
  const test::TemporaryFolder scratch;
  HookRecorder recorder(a_start("start"), scratch.path(), 5);
  recorder.add("secret-get", {"secret:x"}, {}, {.exit_code = 0, .out = "password: hush-hush\nuser: root-user\n"});
  recorder.finish({});
  CHECK(charm::read_string_map(the_recording(scratch.path()).calls[0].out) ==
        std::map<std::string, std::string>{{"password", "****"}, {"user", "****"}});
}

TEST_CASE("so many of the last hooks are kept, and so much of one", "[agent]") {
  const test::TemporaryFolder scratch;
  for (const auto* hook : {"install", "start", "stop"}) {
    HookRecorder recorder(a_start(hook), scratch.path(), 2);
    recorder.finish({});
  }
  CHECK(charm::recordings_of(scratch.path()).size() == 2);

  const test::TemporaryFolder other;
  HookRecorder recorder(a_start("start"), other.path(), 2);
  for (int i = 0; i < 6; ++i) recorder.add("config-get", {}, {}, {.exit_code = 0, .out = std::string(1 << 20, 'x')});
  recorder.finish({});
  CHECK(the_recording(other.path()).cut);
  CHECK(the_recording(other.path()).calls.size() == 4); // the fifth would be beyond 4 MiB
}

TEST_CASE("a recording that cannot be written fails nothing", "[agent]") {
  const test::TemporaryFolder scratch;
  write_file_atomically(scratch / "recordings", "in the way");
  HookRecorder recorder(a_start("start"), scratch.path(), 2);
  CHECK_NOTHROW(recorder.finish({}));
}
