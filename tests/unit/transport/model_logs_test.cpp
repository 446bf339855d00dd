#include "support/temporary_folder.h"
#include "transport/model_logs.h"

#include <catch2/catch.hpp>

using namespace periapt;
using transport::ModelLogs;

namespace {

const Uuid model = "6d0c8a3e-0000-4000-8000-000000000001";
constexpr MachineId machine{1};

} // namespace

TEST_CASE("a line that is shipped again after a lost answer is kept once", "[transport]") {
  const test::TemporaryFolder folder;
  ModelLogs logs(folder.path());
  CHECK(logs.append(model, machine, {.offset = 0, .text = "one\n"}).next_offset == 4);
  CHECK(logs.append(model, machine, {.offset = 0, .text = "one\ntwo\n"}).next_offset == 8);
  CHECK(logs.append(model, machine, {.offset = 8, .text = "three\n"}).next_offset == 14);
  CHECK(logs.read(model, 0, 1000).text == "one\ntwo\nthree\n");
}

TEST_CASE("an offset from the end begins at a line", "[transport]") {
  const test::TemporaryFolder folder;
  ModelLogs logs(folder.path());
  logs.append(model, machine, {.offset = 0, .text = "first\nsecond\nthird\n"});
  const auto chunk = logs.read(model, -8, 1000);
  CHECK(chunk.text == "third\n");
  CHECK(chunk.offset == 13);
  CHECK(chunk.next_offset == 19);
  CHECK_FALSE(chunk.more);
  CHECK(logs.read(model, -1000, 1000).text == "first\nsecond\nthird\n");
}

TEST_CASE("a reader goes on where its piece ended", "[transport]") {
  const test::TemporaryFolder folder;
  ModelLogs logs(folder.path());
  logs.append(model, machine, {.offset = 0, .text = "one\ntwo\n"});
  const auto first = logs.read(model, 0, 5);
  CHECK(first.text == "one\n");
  CHECK(first.more);
  CHECK(logs.read(model, first.next_offset, 5).text == "two\n");
}

TEST_CASE("the log of a model that is gone goes too", "[transport]") {
  const test::TemporaryFolder folder;
  ModelLogs logs(folder.path());
  logs.append(model, machine, {.offset = 0, .text = "one\n"});
  logs.keep_only({});
  CHECK_FALSE(std::filesystem::exists(folder / model));
}

TEST_CASE("no more of a log is kept than may be, from when that is said", "[transport]") {
  const test::TemporaryFolder folder;
  ModelLogs logs(folder.path());
  std::int64_t offset = 0;
  const auto begin_after_lines = [&](int count) {
    for (int i = 0; i < count; ++i) offset = logs.append(model, machine, {.offset = offset, .text = std::string(99, 'x') + "\n"}).next_offset;
    return logs.read(model, 0, 1000).offset;
  };
  CHECK(begin_after_lines(100) == 0);
  logs.set_limit(4000);
  const auto begin = begin_after_lines(100);
  CHECK(begin > 0);
  CHECK(offset - begin <= 4000);
  logs.set_limit(1'000'000);
  CHECK(begin_after_lines(100) == begin);
}
