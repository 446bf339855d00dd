#include "charm/tar_file.h"

#include "base/file.h"
#include "core/error.h"
#include "support/temporary_folder.h"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include <cstring>
#include <numeric>

using namespace periapt;
using namespace periapt::charm;
namespace fs = std::filesystem;

namespace {

const auto any_name = [](const std::string&) { return true; };

/// One ustar member as a stranger may write it: '0' a file, '1' a hard link, '2' a symbolic one, '3' a device, '5' a folder.
std::string member(const std::string& name, char type, const std::string& content, const std::string& link = "") {
  std::string block(512, '\0');
  const auto put = [&](std::size_t at, const std::string& text) { block.replace(at, text.size(), text); };
  put(0, name);
  put(100, "0000600");
  put(124, fmt::format("{:011o}", content.size()));
  block[156] = type;
  put(157, link);
  put(257, std::string("ustar\0", 6) + "00");
  put(148, "        ");
  const auto sum = std::accumulate(block.begin(), block.end(), 0U, [](unsigned total, unsigned char c) { return total + c; });
  put(148, fmt::format("{:06o}", sum) + '\0');
  const auto padding = (512 - content.size() % 512) % 512;
  return block + content + std::string(padding, '\0');
}

std::string refusal_of(const fs::path& archive, const fs::path& folder,
                       const std::function<bool(const std::string&)>& expected = any_name) {
  try {
    unpack_tar(archive, folder, expected);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::invalid);
    return error.what();
  }
  return "";
}

} // namespace

TEST_CASE("files come out of a tar as they went in, for their owner only", "[charm]") {
  const test::TemporaryFolder folder;
  const std::string large(300'000, 'x');
  write_file_atomically(folder / "one", "1");
  write_file_atomically(folder / "two", large);
  write_tar(folder / "a.tar.gz", {{"backup.yaml", folder / "one"}, {"charms/aa", folder / "two"}, {"empty", "/dev/null"}});
  struct stat info {};
  REQUIRE(::stat((folder / "a.tar.gz").c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0600);
  fs::create_directory(folder / "out");
  unpack_tar(folder / "a.tar.gz", folder / "out", any_name);
  CHECK(read_file(folder / "out/backup.yaml") == "1");
  CHECK(read_file(folder / "out/charms/aa") == large);
  REQUIRE(::stat((folder / "out/charms/aa").c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0600);
}

TEST_CASE("an archive is made whole or not at all, and never in another's place", "[charm]") {
  const test::TemporaryFolder folder;
  CHECK_THROWS_AS(write_tar(folder / "a.tar.gz", {{"x", folder / "missing"}}), std::system_error);
  CHECK(fs::is_empty(folder.path()));
  write_file_atomically(folder / "a.tar.gz", "somebody's");
  CHECK_THROWS_WITH(write_tar(folder / "a.tar.gz", {}), Catch::Contains("already exists"));
  CHECK(read_file(folder / "a.tar.gz") == "somebody's");
}

TEST_CASE("nothing of a hostile archive is written outside the folder", "[charm]") {
  const auto& hostile = GENERATE(
      member("../escaped", '0', "x"), member("/tmp/periapt-escaped", '0', "x"), member("a/../../escaped", '0', "x"),
      member("link", '2', "", "/etc"), member("hard", '1', "", "/etc/passwd"), member("device", '3', ""), member("folder", '5', ""),
      member("twice", '0', "1") + member("twice", '0', "2"));
  const test::TemporaryFolder folder;
  fs::create_directory(folder / "out");
  write_file_atomically(folder / "a.tar", hostile + std::string(1024, '\0'));
  const auto plain = [](const std::string& name) { return name.find('/') == std::string::npos; };
  CHECK_THAT(refusal_of(folder / "a.tar", folder / "out", plain), Catch::Contains("is not a backup: it holds"));
  CHECK_FALSE(fs::exists(folder / "escaped"));
  CHECK_FALSE(fs::exists("/tmp/periapt-escaped"));
}

TEST_CASE("what is no archive, or a piece of one, is refused", "[charm]") {
  const test::TemporaryFolder folder;
  fs::create_directory(folder / "out");
  write_file_atomically(folder / "x", std::string(100'000, 'r') + "andom");
  CHECK_THAT(refusal_of(folder / "x", folder / "out"), Catch::Contains("is not a complete backup"));
  std::string noise;
  for (unsigned i = 0, state = 1; i < 200'000; ++i, state = state * 1103515245 + 12345) noise += static_cast<char>(state >> 16);
  write_file_atomically(folder / "noise", noise);
  write_tar(folder / "a.tar.gz", {{"noise", folder / "noise"}});
  const auto whole = read_file(folder / "a.tar.gz");
  write_file_atomically(folder / "half.tar.gz", whole.substr(0, whole.size() / 2));
  CHECK_THAT(refusal_of(folder / "half.tar.gz", folder / "out"), Catch::Contains("is not a complete backup"));
  CHECK_THROWS_WITH(unpack_tar(folder / "none", folder / "out", any_name), Catch::Contains("not found"));
}
