#include "cli/hook_time.h"
#include "cli/replay.h"

#include "base/file.h"
#include "support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <iostream>
#include <sstream>

using namespace periapt;
using namespace periapt::cli;
using Words = std::vector<std::string>;

namespace {

charm::RecordedCall recorded_call(const std::string& tool, Words arguments, Words files = {}, std::string out = "") {
  return {.tool = tool, .arguments = std::move(arguments), .files = std::move(files), .exit_code = 0, .out = std::move(out), .err = {}, .output_file = {}};
}

/// A replay that has begun: what the tools find.
class BegunReplay {
public:
  explicit BegunReplay(std::vector<charm::RecordedCall> calls) {
    charm::HookRecording recording;
    recording.calls = std::move(calls);
    write_file_atomically(scratch_ / "recording.json", charm::encode(recording));
  }

  const std::filesystem::path& folder() const { return scratch_.path(); }
  std::string deviation() const { return read_file_if_exists(scratch_ / "deviation").value_or(""); }
  std::string out() const { return out_.str(); }

  int call(const Words& words) {
    auto* const out = std::cout.rdbuf(out_.rdbuf());
    auto* const err = std::cerr.rdbuf(err_.rdbuf());
    const int status = answer_replayed_call(folder(), words);
    std::cout.rdbuf(out);
    std::cerr.rdbuf(err);
    return status;
  }

private:
  test::TemporaryFolder scratch_;
  std::ostringstream out_, err_;
};

} // namespace

TEST_CASE("a replayed tool answers as recorded, in order", "[cli]") {
  auto refused = recorded_call("relation-get", {"-", "a/0"});
  refused.exit_code = 2;
  BegunReplay replay({recorded_call("config-get", {"port"}, {}, "80\n"), refused});
  CHECK(replay.call({"/any/where/config-get", "port"}) == 0);
  CHECK(replay.out() == "80\n");
  CHECK(replay.call({"juju-log", "whatever it says"}) == 0);
  CHECK(replay.call({"relation-get", "-", "a/0"}) == 2);
  CHECK(replay.deviation().empty());
}

TEST_CASE("the first call that is another one is told, and the tools fail from then on", "[cli]") {
  struct Other {
    Words words;
    std::string deviation;
  };
  const auto other = GENERATE(values<Other>({
      {{"config-get"}, "call 1 is \"config-get\", recorded is \"config-get port\""},
      {{"config-get", "host"}, "call 1 is \"config-get host\", recorded is \"config-get port\""},
      {{"unit-get", "port"}, "call 1 is \"unit-get port\", recorded is \"config-get port\""},
      {{"config-get", "a b"}, "call 1 is \"config-get 'a b'\", recorded is \"config-get port\""},
  }));
  BegunReplay replay({recorded_call("config-get", {"port"})});
  CHECK(replay.call(other.words) == 1);
  CHECK(replay.deviation() == other.deviation);
  CHECK(replay.call({"config-get", "port"}) == 1);
  CHECK(replay.deviation() == other.deviation);
}

TEST_CASE("a call beyond the recorded ones is another one", "[cli]") {
  BegunReplay replay({});
  CHECK(replay.call({"is-leader"}) == 1);
  CHECK(replay.deviation() == "call 1 is \"is-leader\", recorded is none");
}

TEST_CASE("of a file that a tool reads its content counts, not its name", "[cli]") {
  const test::TemporaryFolder scratch;
  write_file_atomically(scratch / "settings", "a: b\n");
  const Words words{"relation-set", "--file", (scratch / "settings").string()};
  BegunReplay same({recorded_call("relation-set", {"--file", "/tmp/tmp.x1"}, {"a: b\n"})});
  CHECK(same.call(words) == 0);
  BegunReplay other({recorded_call("relation-set", {"--file", "/tmp/tmp.x1"}, {"a: c\n"})});
  CHECK(other.call(words) == 1);
  CHECK_THAT(other.deviation(), Catch::Contains("with \"a: b\n\" in its file; recorded is \"a: c\n\""));
}

TEST_CASE("what is hidden in a recording may be anything", "[cli]") {
  BegunReplay replay({recorded_call("secret-add", {"password=****"})});
  CHECK(replay.call({"secret-add", "password=another"}) == 0);
}

TEST_CASE("the time in hooks counts what runs at the same time once", "[cli]") {
  const test::TemporaryFolder scratch;
  CHECK(time_in_hooks(scratch.path()).count() == 0);
  int number = 0;
  for (const auto& [begin, end] : {std::pair(100, 200), {150, 250}, {160, 170}, {300, 310}}) {
    charm::HookRecording recording;
    recording.begun_ms = begin;
    recording.ended_ms = end;
    const auto folder = scratch / "controllers/local/machines/m" / ("agents/unit-a-" + std::to_string(number++)) / "recordings";
    make_folders(folder);
    write_file_atomically(folder / "1-start.json", charm::encode(recording));
  }
  CHECK(time_in_hooks(scratch.path()).count() == 160);
}
